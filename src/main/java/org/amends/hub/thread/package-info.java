/**
 * What staff and one guest write to each other, and the guest's own page, which a code from a terminal or a link in an e-mail
 * opens without signing in. {@code inbox} may import it; it follows the ledger for codes and asks cases how they stand. Start
 * with {@link org.amends.hub.thread.Threads}, then {@link org.amends.hub.thread.GuestRoutes}.
 */
package org.amends.hub.thread;
