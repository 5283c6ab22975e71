package org.amends.kiosk;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javafx.application.Platform;
import org.amends.kiosk.devices.Wiring;
import org.amends.kiosk.devices.panel.Panel;
import org.amends.kiosk.guest.ButtonPresses;
import org.amends.kiosk.guest.GuestJourney;
import org.amends.kiosk.guest.GuestScreens;
import org.amends.kiosk.guest.HubLines;
import org.amends.kiosk.guest.Rest;
import org.amends.kiosk.guest.Timetable;
import org.amends.kiosk.guest.WithoutScreen;

/**
 * Where guests and the terminal meet: screens in a window, or buttons and lights alone.
 *
 * @param thread      where the journey and the presses are used
 * @param everySecond is done there
 */
record Front(GuestJourney journey, Executor thread, ButtonPresses presses, Runnable everySecond,
        Optional<KioskWindow> window, Optional<StaffAtTheScreen> staff) implements AutoCloseable {

    /** What opens a window for a journey, and does something with its screens on their thread before they are shown. */
    @FunctionalInterface
    interface Opening {

        KioskWindow open(GuestJourney journey, UnaryOperator<GuestScreens> content);
    }

    /**
     * Screens, and whatever buttons there are besides.
     *
     * @param lines    what the hub wants shown while nobody is here
     * @param views    what staff are shown, and what is done with what they say
     * @param staffPin whether staff may say by a PIN that they are here
     */
    static Front onScreen(GuestJourney journey, Timetable timetable, Clock wall, HubLines lines, Wiring wiring,
            Opening opening, StaffAtTheScreen.Views views, boolean staffPin) {
        AtomicReference<ButtonPresses> presses = new AtomicReference<>();
        AtomicReference<Rest> rest = new AtomicReference<>();
        KioskWindow window = opening.open(journey, screens -> {
            presses.set(ButtonPresses.at(journey, screens, wiring.minimumInterval(), System::nanoTime));
            rest.set(Rest.of(journey, screens, timetable, wall, lines));
            return screens;
        });
        StaffAtTheScreen staff = new StaffAtTheScreen(window, journey, views, System::nanoTime);
        Optional<QuietWayIn> wayIn = staffPin
                ? Optional.of(QuietWayIn.on(window, System::nanoTime, staff::wantsPin))
                : Optional.empty();
        wayIn.ifPresent(window::alsoTo);
        return new Front(journey, Platform::runLater, presses.get(), () -> {
            rest.get().tick();
            wayIn.ifPresent(QuietWayIn::tick);
            staff.tick();
        }, Optional.of(window), Optional.of(staff));
    }

    /** Buttons and lights alone, on their own thread. */
    static Front withoutScreen(GuestJourney journey, Timetable timetable, Clock wall, Wiring wiring, Panel panel) {
        WithoutScreen face = new WithoutScreen(journey, timetable, wall, System::nanoTime);
        return new Front(journey, panel, ButtonPresses.at(journey, face, wiring.minimumInterval(), System::nanoTime),
                face::tick, Optional.empty(), Optional.empty());
    }

    /** What is pressed on the panel; its light answers when it is done. */
    void pressed(Panel panel, Panel.Press press) {
        thread.execute(() -> presses.press(press.button(), press.act(), press.nanos(), outcome -> {
            switch (outcome) {
                case DONE -> panel.acknowledge(press.button());
                case NOT_KEPT -> panel.refuse(press.button());
                case IGNORED -> {
                    // a light that is not lit says so
                }
            }
        }));
    }

    /** What was held to a terminal without a screen; all lights answer when it is kept. */
    void answers(Panel panel, CompletionStage<?> kept) {
        kept.whenComplete((_, failure) -> panel.answer(failure == null));
    }

    @Override
    public void close() {
        window.ifPresent(KioskWindow::close);
    }
}
