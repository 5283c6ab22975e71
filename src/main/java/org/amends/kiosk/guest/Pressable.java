package org.amends.kiosk.guest;

import org.amends.kiosk.settings.ButtonAct;

/** What the terminal's buttons press on: its screens, or a journey without any. To be used on the journey's thread. */
interface Pressable {

    /** Whether a press is taken now; not while something is being saved or a page is on its way. */
    boolean isReady();

    /** Does what a button is for. Returns whether there was anything to do. */
    boolean press(ButtonAct act);
}
