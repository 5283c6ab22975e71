package org.amends.kiosk.guest.keyboard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.amends.kiosk.guest.OnScreen;
import org.amends.kiosk.guest.look.BalancedText;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Metrics;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.kiosk.settings.LookName;
import org.amends.kiosk.settings.Persona;
import org.amends.response.Touchpoint;

/** A page to try the keyboard on: a question, the line that shows what was typed, and the keys along the lower edge. */
final class Desk extends VBox {

    /** Screens that are sold. */
    enum Stand {
        BANNER(Persona.BANNER, 1080, 1920, 620), //
        TABLET(Persona.TABLET, 1280, 800, 217), //
        TABLET_UPRIGHT(Persona.TABLET, 800, 1280, 136), //
        KIOSK(Persona.KIOSK, 1920, 1080, 530), //
        PANEL(Persona.KIOSK, 1024, 600, 154);

        final Metrics metrics;

        Stand(Persona persona, int width, int height, double widthMm) {
            metrics = new Metrics(persona, width, height, width / widthMm, 1);
        }
    }

    final TypedText typed = new TypedText();
    final Keyboard keyboard;
    final TextLine line;
    int done;

    Desk(Stand stand, LookName lookName, String language, Keyboard.Kind kind) {
        Metrics metrics = stand.metrics;
        Look look = new Look(lookName, false, OnScreen.typefaces());
        Surroundings surroundings = new Surroundings(metrics, look, new GuestTexts(),
                new Touchpoint("Harbour Hotel", "Table 7"), List.of(language), () -> {
                }, Optional.empty());
        look.dress(this);
        setNodeOrientation(Look.direction(language));
        Sample sample = Sample.of(language);
        keyboard = new Keyboard(surroundings, language, kind, typed, sample.words, () -> done++);
        line = new TextLine(surroundings, language, kind, typed, sample.hint);
        if (kind == Keyboard.Kind.TEXT) {
            line.setMinHeight(line.heightOf(metrics.upright() ? 5 : stand == Stand.PANEL ? 1 : 2));
        }
        BalancedText question = new BalancedText(sample.question, look.strong(language, metrics.question() * 0.8), "ink",
                false);
        Region spring = new Region();
        VBox.setVgrow(spring, metrics.upright() ? Priority.ALWAYS : Priority.NEVER);
        VBox.setVgrow(line, metrics.upright() ? Priority.NEVER : Priority.ALWAYS);
        setSpacing(metrics.unit() * 1.5);
        setPadding(new Insets(metrics.unit() * 2, metrics.unit(), metrics.unit(), metrics.unit()));
        setAlignment(Pos.TOP_CENTER);
        getChildren().addAll(question, line, spring, keyboard);
    }

    Stream<KeyCap> caps() {
        return keyboard.getChildrenUnmodifiable().stream().map(KeyCap.class::cast);
    }

    KeyCap cap(String id) {
        return caps().filter(cap -> cap.getId().equals("key-" + id)).findAny()
                .orElseThrow(() -> new AssertionError("no key " + id));
    }

    /** What stands on the page in a language. */
    record Sample(String question, String hint, String comment, Keyboard.Words words) {

        static Sample of(String language) {
            return switch (language) {
                case "de" -> new Sample("Was ist passiert?", "Hier schreiben",
                        "Unser Zimmer lag über der Küche, und ab fünf Uhr früh war an Schlaf nicht zu denken. Größere Füße",
                        new Keyboard.Words("Leerzeichen", "Löschen", "Fertig"));
                case "ar" ->
                    new Sample("ماذا حدث؟", "اكتب هنا", "كانت الغرفة فوق المطبخ مباشرة ولم نستطع النوم بعد الخامسة WiFi",
                            new Keyboard.Words("مسافة", "حذف", "تم"));
                case "ja" -> new Sample("何がありましたか？", "ここに書いてください", "へやのエアコンがうごきませんでした。よるはとてもあつかったです",
                        new Keyboard.Words("空白", "削除", "完了"));
                case "fr" -> new Sample("Que s’est-il passé ?", "Écrivez ici", "La chambre était bruyante",
                        new Keyboard.Words("Espace", "Supprimer", "Terminé"));
                case "hi" -> new Sample("क्या हुआ?", "यहाँ लिखें", "कमरा बहुत ठंडा था और किसी ने मदद नहीं की",
                        new Keyboard.Words("स्पेस", "हटाएँ", "हो गया"));
                case "th" -> new Sample("เกิดอะไรขึ้น", "เขียนที่นี่", "ห้องเสียงดังมากจนนอนไม่หลับทั้งคืน",
                        new Keyboard.Words("เว้นวรรค", "ลบ", "เสร็จสิ้น"));
                case "he" ->
                    new Sample("מה קרה?", "כתבו כאן", "החדר היה רועש מאוד", new Keyboard.Words("רווח", "מחיקה", "סיום"));
                case "ru" -> new Sample("Что случилось?", "Пишите здесь", "В номере было очень шумно",
                        new Keyboard.Words("Пробел", "Удалить", "Готово"));
                default -> new Sample("What happened?", "Write here",
                        "Our room was right above the kitchen, and from five in the morning nobody could sleep any more",
                        new Keyboard.Words("Space", "Delete", "Done"));
            };
        }
    }
}
