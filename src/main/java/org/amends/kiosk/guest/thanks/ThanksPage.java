package org.amends.kiosk.guest.thanks;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.amends.kiosk.guest.look.BalancedText;
import org.amends.kiosk.guest.look.FaceShape;
import org.amends.kiosk.guest.look.GuestTexts.Text;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.survey.Face;

/**
 * The thanks. After a sad face they say what happens next, and claim that staff know, or that somebody comes, only once the hub
 * has said so.
 */
public final class ThanksPage extends Page {

    private final BalancedText thanks;
    private final VBox words;
    private Optional<Node> said = Optional.empty();

    /**
     * What happens next, in words.
     *
     * @param id what the words are found by
     */
    public record Next(String id, String words) {
    }

    /**
     * By which a guest without a name comes back.
     *
     * @param link    to the guest's own page
     * @param code    the same for whoever types it, in groups with a hyphen between them
     * @param onLeave the guest wants nothing of it to be seen any longer
     */
    public record WayBack(String link, String code, Runnable onLeave) {

        /** Without the code, which must never reach a log. */
        @Override
        public String toString() {
            return "WayBack[***]";
        }
    }

    /**
     * @param face    what the guest pressed, if it was one
     * @param unhappy whether what went wrong was a question
     * @param next    what happens next, if anything does
     * @param wayBack how the guest comes back, if they may
     */
    public ThanksPage(Surroundings surroundings, String language, Optional<Face> face, boolean unhappy,
            Optional<Next> next, Optional<WayBack> wayBack) {
        super(surroundings, language);
        thanks = question(surroundings.texts().in(language, unhappy ? Text.THANKS_FOR_TELLING : Text.THANKS), true);
        words = new VBox(3 * metrics().fit() * metrics().unit(), thanks);
        // On a low screen what the guest needs next has no room beside what they pressed.
        face.filter(_ -> wayBack.isEmpty() || !metrics().isLow())
                .ifPresent(pressed -> words.getChildren().addFirst(shape(pressed)));
        words.setAlignment(Pos.CENTER);
        says(next);
        topBar();
        setCenter(wayBack.<Region>map(this::withWayBack).orElse(words));
        bottomBar(wayBack.<Node>map(way -> atStart(quietButton("leave", surroundings.texts().in(language, Text.DONE),
                way.onLeave()))).orElseGet(() -> small("")));
    }

    /** One below the other on an upright screen, and where they are shown in parts; else side by side. */
    private Pane withWayBack(WayBack way) {
        BalancedText follow = second(surroundings().texts().in(language(), Text.FOLLOW), true);
        follow.setId("follow");
        words.getChildren().add(follow);
        javafx.scene.text.Text code = new javafx.scene.text.Text(way.code());
        code.setId("recovery-code");
        code.setFont(
                surroundings().look().typedStrong(language(), metrics().isLow() ? metrics().small() : metrics().label()));
        code.getStyleClass().add("ink");
        code.setAccessibleText(spelled(way.code()));
        VBox toScan = new VBox(metrics().unit(), new LinkToScan(way.link(), metrics().scanned()), code);
        toScan.setAlignment(Pos.CENTER);
        // Its groups stand in the order they are typed in, in every language.
        toScan.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        toScan.setMinWidth(Region.USE_PREF_SIZE);
        if (metrics().upright() || metrics().rolls()) {
            VBox middle = new VBox(words.getSpacing(), words, toScan);
            middle.setAlignment(Pos.CENTER);
            return middle;
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox middle = new HBox(3 * metrics().unit(), words, toScan);
        middle.setAlignment(Pos.CENTER);
        return middle;
    }

    /** Letter by letter, with a rest between the groups. */
    private static String spelled(String code) {
        return Stream.of(code.split("-")).map(group -> String.join(" ", group.split(""))).collect(Collectors.joining(", "));
    }

    /** There is more to say of it meanwhile. */
    public void says(Optional<Next> next) {
        said.ifPresent(words.getChildren()::remove);
        said = next.map(news -> {
            BalancedText text = second(news.words(), true);
            text.setId(news.id());
            return text;
        });
        said.ifPresent(text -> words.getChildren().add(words.getChildren().indexOf(thanks) + 1, text));
    }

    private FaceShape shape(Face face) {
        FaceShape shape = new FaceShape(face, Math.min(metrics().width(), metrics().height()) * 0.3 * metrics().fit());
        if (surroundings().look().motion()) {
            shape.drawMouth();
        }
        return shape;
    }
}
