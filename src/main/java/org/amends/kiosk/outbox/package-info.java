/**
 * The durable queue: every entry is committed here before the screen goes on, and stays until some days after the hub's
 * receipt, whatever the disk does meanwhile. {@code sync} and the composition root may import it. Start with
 * {@link org.amends.kiosk.outbox.Outbox}, then {@code OutboxDisk}.
 */
package org.amends.kiosk.outbox;
