package org.amends.kiosk.guest;

import java.util.List;
import org.amends.survey.Texts;

/** What a screen does while nobody is here, when {@link Rest} says so. */
interface RestingScreen {

    /** Dim, as in closed hours, until somebody touches it; or bright. */
    void dim(boolean dim);

    /** Shows the next thing beside the question. Returns whether there was another one. */
    boolean turn();

    /** Shows these of the hub's lines from now on, before those of the survey. */
    void tell(List<Texts> lines);

    /** Moves all that stands still by a few pixels. */
    void shift();
}
