package org.amends.kiosk.guest;

/** What a screen does while nobody is here, when {@link Rest} says so. */
interface RestingScreen {

    /** Dim, as in closed hours, until somebody touches it; or bright. */
    void dim(boolean dim);

    /** Shows the next thing beside the question. Returns whether there was another one. */
    boolean turn();

    /** Moves all that stands still by a few pixels. */
    void shift();
}
