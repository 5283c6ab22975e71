/**
 * The pages on which staff decide what opens a case: rules, words for tags, and what a rule would have opened before it is
 * switched on. Only the composition root may import it; what rules mean is decided in {@code recovery}. Start with
 * {@link org.amends.hub.rulebook.RuleRoutes}.
 */
package org.amends.hub.rulebook;
