/**
 * Cases: the rules that open them, who has one, how it ends, whether its guest is content with that, and the history of it
 * all. The workers follow the ledger, one behind a durable cursor and one that counts anew, so a kill between two steps costs
 * nothing; {@code inbox}, {@code rulebook} and {@code answers} may import this package. Start with {@link org.amends.hub.recovery.RecoveryCase}, then
 * {@link org.amends.hub.recovery.Cases}, {@link org.amends.hub.recovery.Rule}, {@code CaseWorker} and
 * {@link org.amends.hub.recovery.FollowUps}.
 */
package org.amends.hub.recovery;
