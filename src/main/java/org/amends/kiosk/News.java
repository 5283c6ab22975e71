package org.amends.kiosk;

import java.util.Optional;
import java.util.function.Consumer;
import org.amends.kiosk.devices.panel.Panel;
import org.amends.kiosk.guest.GuestJourney;
import org.amends.wire.Progress;

/** Brings what the hub says of a guest to who shows it: the page, if that guest is still there, and the lights. */
final class News implements Consumer<Progress> {

    private final Front front;
    private final Panel panel;

    News(Front front, Panel panel) {
        this.front = front;
        this.panel = panel;
    }

    @Override
    public void accept(Progress progress) {
        switch (progress.step()) {
            case HEARD, DONE -> shows(progress, Optional.empty());
            case TAKEN -> shows(progress, Optional.of(GuestJourney.News.Step.TAKEN));
            case ON_THE_WAY -> shows(progress, Optional.of(GuestJourney.News.Step.ON_THE_WAY));
            case NOBODY_FREE -> shows(progress, Optional.of(GuestJourney.News.Step.NOBODY_FREE));
            case AT_THE_PLACE -> shows(progress, Optional.of(GuestJourney.News.Step.HERE));
            case UNKNOWN -> {
                // what only a later version says is not guessed at
            }
        }
        switch (progress.step()) {
            case TAKEN, ON_THE_WAY -> panel.taken(progress.response());
            case NOBODY_FREE -> panel.nobodyFree(progress.response());
            case AT_THE_PLACE, DONE -> panel.over(progress.response());
            case HEARD, UNKNOWN -> {
                // the receipt for the entry has said so
            }
        }
    }

    private void shows(Progress progress, Optional<GuestJourney.News.Step> step) {
        front.thread().execute(() -> front.journey().became(progress.response(),
                step.map(is -> new GuestJourney.News(is, progress.who()))));
    }
}
