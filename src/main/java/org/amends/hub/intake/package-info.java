/**
 * Entries in, exactly once: the route that terminals post batches to, and the ledger that keeps every entry to the letter.
 * {@code recovery} and everything to its right may import it. Start with {@link org.amends.hub.intake.Intake}.
 */
package org.amends.hub.intake;
