/**
 * What the machine is: where a terminal may keep its files, whether it has a display, which system libraries it
 * lacks; and its devices as the system calls know them: the middleware of card readers, serial ports.
 * Everything in the terminal may import it; it imports none of the terminal's other packages. Start with
 * {@link org.amends.kiosk.platform.Machine}.
 */
package org.amends.kiosk.platform;
