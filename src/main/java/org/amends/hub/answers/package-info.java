/**
 * The terminal answers back: what became of what a guest said is told to the terminal that they said it at, and to no other.
 * It follows what happens to cases behind a durable cursor, as cases follow the ledger; only the wiring in {@code hub} imports
 * it. Start with {@link org.amends.hub.answers.AnswerWorker}.
 */
package org.amends.hub.answers;
