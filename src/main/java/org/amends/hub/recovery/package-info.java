/**
 * Cases: what opens one, who has it, how it ends, and the history of it all. The worker follows the ledger behind a
 * durable cursor, so a kill between two steps costs nothing; {@code inbox} may import this package. Start with
 * {@link org.amends.hub.recovery.RecoveryCase}, then {@link org.amends.hub.recovery.Cases} and {@code CaseWorker}.
 */
package org.amends.hub.recovery;
