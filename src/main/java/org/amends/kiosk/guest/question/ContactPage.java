package org.amends.kiosk.guest.question;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import org.amends.kiosk.guest.keyboard.Keyboard;
import org.amends.kiosk.guest.keyboard.TypedText;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.survey.Consent;
import org.amends.survey.Question;
import org.amends.survey.Question.Contact.By;

/**
 * How the guest can be reached. First what for: each purpose stands unticked, and only with one ticked is there a way on to
 * the address. Then the address, on keys of its own kind.
 */
public final class ContactPage extends Page {

    /** What a mail server could deliver to at all; whether somebody reads it, only a mail shows. */
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+");
    /** ITU-T E.164 has up to 15 digits; national numbers of places are as short as 5. */
    private static final Pattern PHONE = Pattern.compile("\\+?( *\\d){5,15} *");

    private final Question.Contact question;
    private final TypedText typed;
    private final OnContact onContact;
    private final Optional<OnCard> onCard;
    /** What there is to say of cards. */
    private final Text ofCards;
    private final Runnable onSkip;
    private final Set<Consent> agreed = new LinkedHashSet<>();

    /** Is told how the guest can be reached. */
    @FunctionalInterface
    public interface OnContact {

        /**
         * An address was given.
         *
         * @param agreed what for; at least one
         */
        void given(By by, String address, List<Consent> agreed);
    }

    /** Is told that a card is to stand for an address. */
    @FunctionalInterface
    public interface OnCard {

        /**
         * A card was held to the reader.
         *
         * @param agreed what for; at least one
         */
        void held(String uid, List<Consent> agreed);
    }

    /**
     * @param typed  where the address is kept while it is typed
     * @param onCard empty where there is no reader
     * @param onSkip the guest would rather not say
     */
    public ContactPage(Surroundings surroundings, String language, Question.Contact question, TypedText typed,
            OnContact onContact, Optional<OnCard> onCard, Runnable onSkip) {
        super(surroundings, language);
        this.question = question;
        this.typed = typed;
        this.onContact = onContact;
        this.onCard = onCard;
        this.onSkip = onSkip;
        ofCards = small(surroundings().texts().in(language, GuestTexts.Text.HOLD_CARD));
        ofCards.setId("of-cards");
        topBar();
        setCenter(purposes());
        bottomBar(skipButton(onSkip));
    }

    /**
     * A card was held to the reader.
     *
     * @param  uid what it calls itself; empty for a phone, which tells nothing
     * @return     what the guest is told if it does not stand for an address
     */
    public Optional<String> card(Optional<String> uid) {
        if (onCard.isPresent() && uid.isPresent() && !agreed.isEmpty()) {
            onCard.get().held(uid.get(), List.copyOf(agreed));
            return Optional.empty();
        }
        ofCards.setText(surroundings().texts().in(language(),
                uid.isEmpty() ? GuestTexts.Text.PHONE_IS_NO_CARD : GuestTexts.Text.TICK_FIRST));
        return Optional.of(ofCards.getText());
    }

    private VBox purposes() {
        double width = metrics().inside();
        Pane ways = metrics().upright() && !metrics().reach()
                ? new VBox(metrics().betweenAnswers())
                : new HBox(metrics().betweenAnswers());
        for (By by : question.by()) {
            Button way = wordButton(id(by), word(by), language(), width / question.by().size(), () -> asksFor(by));
            way.setPrefSize(width, Math.max(metrics().target(), 9 * metrics().unit()));
            way.setDisable(true);
            HBox.setHgrow(way, Priority.ALWAYS);
            ways.getChildren().add(way);
        }
        double between = 3 * metrics().unit();
        // On a low screen there is room for one row only.
        Pane consents = metrics().isLow() && !metrics().largeText()
                ? new HBox(between)
                : new VBox(metrics().unit());
        double each = metrics().isLow() && !metrics().largeText()
                ? (width + between) / question.consents().size() - between
                : width;
        for (Consent consent : question.consents()) {
            consents.getChildren().add(consent(consent, each, ways));
        }
        VBox middle = new VBox(2 * metrics().fit() * metrics().unit(), question(question.text().in(language()), false),
                consents, gap(), ways);
        if (metrics().reach()) {
            middle.getChildren().add(1, gap());
        }
        onCard.ifPresent(_ -> middle.getChildren().add(ofCards));
        middle.setAlignment(Pos.TOP_LEFT);
        middle.setPadding(inside());
        return middle;
    }

    private Button consent(Consent consent, double width, Pane ways) {
        double box = metrics().label();
        double gap = metrics().unit();
        Region tick = new Region();
        tick.getStyleClass().add("tick");
        tick.setMinSize(box, box);
        tick.setMaxSize(box, box);
        Font font = surroundings().look().text(language(), metrics().label());
        Text words = new Text(answer(consent.text().in(language()), font, width - box - 3 * gap));
        words.setFont(font);
        words.getStyleClass().add("ink");
        HBox graphic = new HBox(gap, tick, words);
        graphic.setAlignment(Pos.CENTER_LEFT);
        Button button = new Button("", graphic);
        button.setId("consent-" + consent.id());
        button.setAccessibleRole(AccessibleRole.CHECK_BOX);
        button.getStyleClass().setAll("button", "consent-button");
        button.setTextAlignment(TextAlignment.LEFT);
        button.setAlignment(Pos.CENTER_LEFT);
        button.setMinHeight(heightOf(words.getText(), font));
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(_ -> {
            if (agreed.remove(consent)) {
                button.getStyleClass().remove("chosen");
            } else {
                agreed.add(consent);
                button.getStyleClass().add("chosen");
            }
            ways.getChildren().forEach(way -> way.setDisable(agreed.isEmpty()));
        });
        return button;
    }

    private void asksFor(By by) {
        typed.wipe();
        setTop(null);
        setBottom(null);
        StackPane under = new StackPane(small(surroundings().texts().in(language(), GuestTexts.Text.PRIVATE)));
        under.setAlignment(Pos.CENTER_LEFT);
        Keyboard.Kind kind = by == By.EMAIL ? Keyboard.Kind.EMAIL : Keyboard.Kind.PHONE;
        WritingPage.write(this, question(word(by), false), under, kind, typed, "", () -> {
            // It is only looked at here: handed over, it would be wiped.
            if (typed.matches(by == By.EMAIL ? EMAIL : PHONE)) {
                onContact.given(by, typed.text().strip(), List.copyOf(agreed));
            } else {
                Text check = small(surroundings().texts().in(language(), GuestTexts.Text.CHECK_ADDRESS));
                check.setId("check-address");
                under.getChildren().setAll(check);
            }
        }, skipButton(onSkip));
    }

    private String word(By by) {
        return surroundings().texts().in(language(), by == By.EMAIL ? GuestTexts.Text.EMAIL : GuestTexts.Text.PHONE);
    }

    private static String id(By by) {
        return by.name().toLowerCase(java.util.Locale.ROOT);
    }
}
