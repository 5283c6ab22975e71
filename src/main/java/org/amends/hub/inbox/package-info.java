/**
 * The live pages that staff work from: the list, one case, and the stream that keeps them up to date. Only the wiring in
 * {@code hub} imports it. Start with {@link org.amends.hub.inbox.InboxRoutes}, then {@code InboxEvents}.
 */
package org.amends.hub.inbox;
