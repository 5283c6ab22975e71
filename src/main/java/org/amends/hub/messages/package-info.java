/**
 * What the hub sends to people outside of its pages: a queue in the database, and e-mail and signed webhooks that empty it.
 * What tells people may import it; it knows nothing of cases but their numbers. Start with
 * {@link org.amends.hub.messages.Outbound}, then {@link org.amends.hub.messages.OutboundWorker}.
 */
package org.amends.hub.messages;
