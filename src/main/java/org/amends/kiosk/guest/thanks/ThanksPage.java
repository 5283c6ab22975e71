package org.amends.kiosk.guest.thanks;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.layout.VBox;
import org.amends.kiosk.guest.look.BalancedText;
import org.amends.kiosk.guest.look.FaceShape;
import org.amends.kiosk.guest.look.GuestTexts.Text;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.survey.Face;

/** The thanks. After a sad face they say what happens next, and claim that staff know only once the hub has said so. */
public final class ThanksPage extends Page {

    private final VBox middle;
    private final boolean unhappy;

    /**
     * @param face    what the guest pressed, if it was one
     * @param unhappy whether what went wrong was a question
     * @param told    whether the hub has confirmed it
     */
    public ThanksPage(Surroundings surroundings, String language, Optional<Face> face, boolean unhappy, boolean told) {
        super(surroundings, language);
        this.unhappy = unhappy;
        middle = new VBox(3 * metrics().fit() * metrics().unit(),
                question(surroundings.texts().in(language, unhappy ? Text.THANKS_FOR_TELLING : Text.THANKS), true));
        face.ifPresent(pressed -> middle.getChildren().addFirst(shape(pressed)));
        middle.setAlignment(Pos.CENTER);
        if (unhappy) {
            middle.getChildren().add(next(told));
        }
        topBar();
        setCenter(middle);
        bottomBar(small(""));
    }

    /** The hub has confirmed it meanwhile. */
    public void told() {
        if (unhappy) {
            middle.getChildren().set(middle.getChildren().size() - 1, next(true));
        }
    }

    private FaceShape shape(Face face) {
        FaceShape shape = new FaceShape(face, Math.min(metrics().width(), metrics().height()) * 0.3 * metrics().fit());
        if (surroundings().look().motion()) {
            shape.drawMouth();
        }
        return shape;
    }

    private BalancedText next(boolean told) {
        BalancedText text = second(surroundings().texts().in(language(), told ? Text.TOLD : Text.WILL_BE_TOLD), true);
        text.setId(told ? "told" : "will-be-told");
        return text;
    }
}
