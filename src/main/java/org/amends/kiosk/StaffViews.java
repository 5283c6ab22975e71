package org.amends.kiosk;

import java.time.ZoneId;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.cards.CardMeaning.StaffBadge;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.staffsetup.HealthView;
import org.amends.kiosk.staffsetup.PinView;
import org.amends.kiosk.staffsetup.StaffView;
import org.amends.kiosk.sync.StaffPins;
import org.amends.response.Content.StaffStep.Step;
import org.amends.response.Touchpoint;
import org.amends.wire.StaffPin;

/**
 * What staff are shown at this terminal.
 *
 * @param touchpoint where the terminal stands now
 * @param zone    whose time of day is shown
 * @param near    is told who is here
 * @param pxPerMm pixels in a millimetre of the screen
 */
record StaffViews(Look look, Supplier<Touchpoint> touchpoint, DeviceHealth health, ZoneId zone, StaffWords words,
        StaffNear near,
        StaffPins pins, DoubleSupplier pxPerMm) implements StaffAtTheScreen.Views {

    @Override
    public HealthView health(Runnable onDone) {
        return new HealthView(look, touchpoint.get(), health::devices, zone, onDone);
    }

    @Override
    public StaffView staff(String title, Consumer<Step> onStep, Runnable onDevices, Runnable onClose) {
        return new StaffView(look, touchpoint.get(), title, onStep, onDevices, onClose);
    }

    @Override
    public PinView pin(Consumer<String> onPin, Runnable onTyped, Runnable onClose) {
        return new PinView(look, StaffPin.DIGITS, pxPerMm, onPin, onTyped, onClose);
    }

    @Override
    public CompletionStage<StaffPins.Answer> ask(String pin) {
        return pins.ask(pin).thenApplyAsync(answer -> {
            if (answer instanceof StaffPins.Answer.Known(StaffPin.Holder holder)) {
                near.badge(holder.name());
            }
            return answer;
        }, Platform::runLater);
    }

    @Override
    public CompletionStage<?> say(StaffBadge badge, Step step) {
        return words.say(badge.digest(), step);
    }
}
