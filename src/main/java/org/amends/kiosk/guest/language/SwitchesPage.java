package org.amends.kiosk.guest.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.amends.kiosk.guest.look.GuestTexts.Text;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.kiosk.guest.look.Switches;

/** What a guest can turn on for themselves, each with its state in words; and while the voice is on, its speed and loudness. */
public final class SwitchesPage extends Page {

    private final List<Button> buttons = new ArrayList<>();
    private double cell;

    /** What the voice can be told. */
    public interface VoiceControl {

        void faster(int steps);

        void louder(int steps);
    }

    /**
     * @param voice    speed and loudness; empty where there is no voice for the language
     * @param onChange is told what is to be on from now on
     * @param onDone   the guest wants to go on
     */
    public SwitchesPage(Surroundings surroundings, String language, Switches now, Optional<VoiceControl> voice,
            Consumer<Switches> onChange, Runnable onDone) {
        super(surroundings, language);
        int columns = metrics().upright() && (metrics().largeText() || !now.voice()) && !metrics().reach() ? 1 : 2;
        double gap = Math.min(metrics().betweenAnswers(), 2 * metrics().unit());
        cell = (metrics().inside() - (columns - 1) * gap) / columns;
        toggle("large-text", Text.LARGE_TEXT, now.largeText(), on -> onChange.accept(now.withLargeText(on)));
        toggle("contrast", Text.CONTRAST, now.contrast(), on -> onChange.accept(now.withContrast(on)));
        toggle("reach", Text.REACH, now.reach(), on -> onChange.accept(now.withReach(on)));
        voice.ifPresent(control -> {
            toggle("voice", Text.VOICE, now.voice(), on -> onChange.accept(now.withVoice(on)));
            if (now.voice()) {
                step("slower", Text.SLOWER, () -> control.faster(-1));
                step("faster", Text.FASTER, () -> control.faster(1));
                step("quieter", Text.QUIETER, () -> control.louder(-1));
                step("louder", Text.LOUDER, () -> control.louder(1));
            }
        });
        GridPane grid = new GridPane(gap, gap);
        for (int i = 0; i < buttons.size(); i++) {
            Button button = buttons.get(i);
            button.setMinWidth(cell);
            button.setMaxWidth(cell);
            grid.add(button, i % columns, i / columns);
        }
        VBox middle = new VBox(question(surroundings.texts().in(language, Text.SWITCHES), false), gap(), grid);
        middle.setAlignment(Pos.TOP_LEFT);
        middle.setPadding(inside());
        topBar();
        setCenter(middle);
        Button done = quietButton("switches-done", surroundings.texts().in(language, Text.DONE), onDone);
        bottomBar(atStart(done));
    }

    private void toggle(String id, Text word, boolean on, Consumer<Boolean> turned) {
        Button button = step(id, word, () -> turned.accept(!on));
        button.setText(button.getText() + "\n" + surroundings().texts().in(language(), on ? Text.ON : Text.OFF));
        button.setMinHeight(heightOf(button.getText(), button.getFont()));
        if (on) {
            button.getStyleClass().add("chosen");
        }
    }

    private Button step(String id, Text word, Runnable pressed) {
        Button button = wordButton(id, surroundings().texts().in(language(), word), language(), cell, pressed);
        button.setOnAction(_ -> pressed.run());
        buttons.add(button);
        return button;
    }
}
