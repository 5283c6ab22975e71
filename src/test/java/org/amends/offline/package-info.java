/**
 * Terminals that are offline for days, through reboots and clock jumps, against a truth that only the test knows. A real
 * outbox, the real wire and a real ledger; simulated are the clocks. Start with {@link org.amends.offline.OfflineSpan}.
 */
package org.amends.offline;
