package org.amends.kiosk.staffsetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import org.amends.kiosk.guest.OnScreen;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.preview.LaidOut;
import org.amends.kiosk.settings.LookName;
import org.amends.response.Content.StaffStep.Step;
import org.amends.response.Touchpoint;

import org.junit.jupiter.api.Test;

/** What somebody with a badge can press. */
class StaffViewTest {

    private final List<Object> pressed = new ArrayList<>();

    @Test
    void the_choices_are_large_on_every_screen_and_each_says_what_it_says() {
        OnScreen.run(() -> {
            for (int[] size : new int[][]{{1920, 1080}, {1024, 600}, {800, 1280}, {1080, 1920}}) {
                StaffView view = view();
                Scene scene = new Scene(view, size[0], size[1]);
                OnScreen.save(scene.snapshot(null), "staff-" + size[0] + "x" + size[1]);
                assertThat(LaidOut.faults(scene, 60)).isEmpty();
                view.says("Noted: it is done. Please write in the inbox what was done.");
                OnScreen.save(scene.snapshot(null), "staff-word-" + size[0] + "x" + size[1]);
                assertThat(LaidOut.faults(scene, 0)).isEmpty();
                scene.setRoot(new Group());
            }
            StaffView view = view();
            new Scene(view, 1280, 800).snapshot(null);
            List.of("here", "done", "help", "devices", "close")
                    .forEach(id -> ((Button) view.lookup("#staff-" + id)).fire());
            assertThat(pressed).containsExactly(Step.HERE, Step.DONE, Step.HELP, "devices", "close");
        });
    }

    private StaffView view() {
        return new StaffView(new Look(LookName.DAY, false, OnScreen.typefaces()),
                new Touchpoint("Harbour Hotel", "Gate B7"), "Anna Weber", pressed::add, () -> pressed.add("devices"),
                () -> pressed.add("close"));
    }
}
