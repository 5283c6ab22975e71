/**
 * Carries the outbox to the hub, and to the terminal what the hub has to say: one loop each way, whatever the network does,
 * and only with the hub that this terminal was paired with; asks it besides whose PIN was typed. The only place of OkHttp;
 * imported by the composition root alone. Start with {@link org.amends.kiosk.sync.SyncLoop} and
 * {@link org.amends.kiosk.sync.HubAccess}.
 */
package org.amends.kiosk.sync;
