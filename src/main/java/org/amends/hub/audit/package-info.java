/**
 * Who looked at what is known of guests, and who changed it: a trail that is only added to, kept apart from what happens to
 * cases, and its page. {@code inbox} and {@code rulebook}, which show guests' words, may import it; it knows storage, web and
 * staff only. Start with {@link org.amends.hub.audit.AuditTrail}.
 */
package org.amends.hub.audit;
