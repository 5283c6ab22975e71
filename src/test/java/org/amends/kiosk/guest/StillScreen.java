package org.amends.kiosk.guest;

import java.util.ArrayList;
import java.util.List;
import org.amends.survey.Texts;

/** A screen that does nothing and notes what it was told. */
final class StillScreen implements RestingScreen {

    final List<String> told = new ArrayList<>();
    boolean hasMore;
    boolean dim;
    List<Texts> lines = List.of();

    @Override
    public void dim(boolean closed) {
        dim = closed;
    }

    @Override
    public boolean turn() {
        if (hasMore) {
            told.add("turn");
        }
        return hasMore;
    }

    @Override
    public void tell(List<Texts> some) {
        lines = some;
    }

    @Override
    public void shift() {
        told.add("shift");
    }
}
