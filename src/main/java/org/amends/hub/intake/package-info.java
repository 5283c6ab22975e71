/**
 * Entries in, exactly once: the route that terminals post batches to, and the ledger that keeps every entry to the letter.
 * {@code recovery} and everything to its right may import it. Start with {@link org.amends.hub.intake.Intake},
 * then {@code Admission}, which decides whose turn it is.
 */
package org.amends.hub.intake;
