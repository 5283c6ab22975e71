package org.amends.kiosk.guest.welcome;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javafx.animation.FadeTransition;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Font;
import org.amends.kiosk.guest.look.BalancedText;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Metrics;
import org.amends.kiosk.guest.look.PictureFile;
import org.amends.kiosk.settings.Persona;
import org.amends.survey.Texts;

/**
 * Shows one thing at a time: a picture of the venue, or what was done about what guests had said. Of the pictures only the
 * one that is shown and the one that comes next are in memory, and those no larger than they are shown.
 */
public final class Panel extends StackPane {

    /** Of a wide screen's width. */
    private static final double WIDE = 0.34;
    /** Of an upright screen's height: of a banner's, whose faces have room, and of a tablet's, whose have less. */
    private static final double BANNER = 0.28;
    private static final double UPRIGHT = 0.2;
    /** Of the question's size: it comes first. */
    private static final double LARGEST = 0.75;
    private static final double SMALLEST = 0.3;

    private final Look look;
    private final Runnable whenEmpty;
    private final Set<PictureFile> broken = new HashSet<>();
    private List<Item> items = List.of();
    private List<Item.Line> lines = List.of();
    private String house;
    private Item shown;
    private String language;
    private Metrics metrics;

    /** What can be shown. */
    private sealed interface Item {

        record Picture(PictureFile file) implements Item {
        }

        /** @param fromHub it came too late to make sure that the venue's own typeface draws it */
        record Line(Texts texts, boolean fromHub) implements Item {
        }
    }

    /** @param whenEmpty called where the last thing that could be shown turned out to be broken */
    public Panel(Look look, Runnable whenEmpty) {
        this.look = look;
        this.whenEmpty = whenEmpty;
        getStyleClass().add("panel");
        setMouseTransparent(true);
    }

    /**
     * Shows these lines besides the pictures: pictures and lines in turn, a picture first, and the hub's lines before the
     * survey's. Where they are others than before it begins with the first.
     *
     * @param houseLanguage what a line of the hub is shown in where it has no words in the language of the screen
     */
    public void tell(List<Texts> fromHub, List<Texts> ofSurvey, String houseLanguage) {
        house = houseLanguage;
        List<Item.Line> told = Stream.concat(fromHub.stream().map(line -> new Item.Line(line, true)),
                ofSurvey.stream().map(line -> new Item.Line(line, false))).toList();
        if (lines.equals(told) && !items.isEmpty()) {
            return;
        }
        lines = told;
        List<Item> mixed = new ArrayList<>();
        Iterator<PictureFile> pictures = look.brand().pictures().stream().filter(each -> !broken.contains(each)).iterator();
        Iterator<Item.Line> following = lines.iterator();
        while (pictures.hasNext() || following.hasNext()) {
            if (pictures.hasNext()) {
                mixed.add(new Item.Picture(pictures.next()));
            }
            if (following.hasNext()) {
                mixed.add(following.next());
            }
        }
        items = mixed;
        shown = null;
    }

    /** How many things there are to show. */
    public int size() {
        return items.size();
    }

    /** How much of a screen it takes: a part of its width, or of its height where that is upright; 0 where there is no room. */
    public static double part(Metrics screen) {
        if (screen.isLow()) {
            return 0;
        }
        if (!screen.upright()) {
            return WIDE;
        }
        return screen.persona() == Persona.BANNER ? BANNER : UPRIGHT;
    }

    /** Stands on a screen, of a size in pixels, in a language. */
    public void stand(Metrics onScreen, double width, double height, String inLanguage) {
        boolean sameSize = width == getMaxWidth() && height == getMaxHeight();
        boolean sameLanguage = inLanguage.equals(language);
        metrics = onScreen;
        language = inLanguage;
        setMinSize(width, height);
        setMaxSize(width, height);
        if (shown == null || !sameSize || !sameLanguage && shown instanceof Item.Line) {
            show(items.indexOf(shown));
        }
    }

    /** Shows what comes next. Returns whether there is anything else to show. */
    public boolean turn() {
        if (items.size() < 2 || metrics == null) {
            return false;
        }
        show((items.indexOf(shown) + 1) % items.size());
        return true;
    }

    private void show(int index) {
        if (items.isEmpty()) {
            return;
        }
        shown = items.get(Math.max(0, index));
        switch (shown) {
            case Item.Line line -> swap(words(line));
            case Item.Picture picture -> load(picture, getMaxWidth(), getMaxHeight());
        }
    }

    private void load(Item.Picture picture, double width, double height) {
        look.decoder().execute(() -> {
            try {
                Image image = picture.file().covering(width, height);
                onScreen(() -> {
                    // Meanwhile it may be something else's turn, or another size.
                    if (picture.equals(shown) && width == getMaxWidth() && height == getMaxHeight()) {
                        swap(view(image, width, height));
                    }
                });
            } catch (IOException unreadable) {
                onScreen(() -> passOver(picture, unreadable));
            }
        });
    }

    /** Now where it was decoded on the screen's thread itself, as for a preview. */
    private static void onScreen(Runnable work) {
        if (Platform.isFxApplicationThread()) {
            work.run();
        } else {
            Platform.runLater(work);
        }
    }

    private void passOver(Item.Picture picture, IOException why) {
        if (!broken.add(picture.file())) {
            return;
        }
        System.getLogger(Panel.class.getName()).log(Level.WARNING, "the picture {0} is not shown: it {1}",
                picture.file().file(), why.getMessage());
        int at = items.indexOf(picture);
        items = items.stream().filter(item -> !item.equals(picture)).toList();
        if (items.isEmpty()) {
            shown = null;
            whenEmpty.run();
        } else if (picture.equals(shown)) {
            show(at % items.size());
        }
    }

    private void swap(Node next) {
        Node before = getChildren().isEmpty() ? null : getChildren().getLast();
        getChildren().setAll(before == null ? List.of(next) : List.of(before, next));
        if (look.motion()) {
            FadeTransition fade = new FadeTransition(Look.ARRIVAL, next);
            fade.setFromValue(0);
            fade.setToValue(1);
            fade.setOnFinished(_ -> getChildren().remove(before));
            fade.play();
        } else {
            getChildren().setAll(next);
        }
    }

    /** Its middle, as much as the place is wide and high. */
    private static Node view(Image image, double width, double height) {
        double scale = Math.max(width / image.getWidth(), height / image.getHeight());
        double cutWidth = width / scale;
        double cutHeight = height / scale;
        ImageView view = new ImageView(image);
        view.setViewport(new Rectangle2D((image.getWidth() - cutWidth) / 2, (image.getHeight() - cutHeight) / 2, cutWidth,
                cutHeight));
        view.setFitWidth(width);
        view.setFitHeight(height);
        return view;
    }

    /** As large as there is room for. */
    private Node words(Item.Line line) {
        Texts texts = line.texts();
        String spoken = texts.byLanguage().containsKey(language) ? language : house;
        double margin = 2 * metrics.margin();
        double width = getMaxWidth() - margin;
        StackPane card = new StackPane();
        for (double size = LARGEST; size >= SMALLEST; size -= 0.1) {
            double px = Math.max(metrics.small(), size * metrics.question());
            Font font = line.fromHub() ? look.typedStrong(spoken, px) : look.strong(spoken, px);
            BalancedText words = new BalancedText(texts.in(spoken), font, "panel-ink", false);
            words.setNodeOrientation(Look.direction(spoken));
            words.setMaxHeight(Region.USE_PREF_SIZE);
            card.getChildren().setAll(words);
            if (words.prefHeight(width) <= getMaxHeight() - margin) {
                break;
            }
        }
        card.getStyleClass().add("panel");
        card.setAlignment(Pos.CENTER_LEFT);
        card.setPadding(new Insets(metrics.margin()));
        return card;
    }
}
