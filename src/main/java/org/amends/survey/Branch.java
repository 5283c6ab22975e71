package org.amends.survey;

/**
 * Where a score leads.
 *
 * @param scoreAtMost it holds for this score and every worse one
 * @param to          the id of the question that comes next
 */
public record Branch(int scoreAtMost, String to) {
}
