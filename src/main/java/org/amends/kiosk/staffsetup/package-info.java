/**
 * What the terminal's screen shows to staff, in English as the hub's pages are. The composition root puts it over the guest
 * screens; it wears their look and knows none of them. Start at {@link org.amends.kiosk.staffsetup.StaffView}, then
 * {@code HealthView}.
 */
package org.amends.kiosk.staffsetup;
