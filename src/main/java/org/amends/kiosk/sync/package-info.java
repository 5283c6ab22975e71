/**
 * Carries the outbox to the hub: one loop, oldest first, whatever the network does. The only place of OkHttp; imported by
 * the composition root alone. Start with {@link org.amends.kiosk.sync.SyncLoop}.
 */
package org.amends.kiosk.sync;
