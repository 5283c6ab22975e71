/**
 * What a terminal is told about itself: one record, read once from one file. Everything in the terminal may import it; it
 * imports none of the terminal's other packages. Start with {@link org.amends.kiosk.settings.Settings}.
 */
package org.amends.kiosk.settings;
