package org.amends.kiosk.guest.keyboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.event.EventHandler;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.util.Duration;
import org.amends.kiosk.guest.keyboard.Layout.Key;
import org.amends.kiosk.guest.keyboard.Layout.Level;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Metrics;
import org.amends.kiosk.guest.look.Surroundings;

/**
 * Keys on the screen, for one language and one kind of text. What they type goes into a {@link TypedText}, and so do the
 * characters of a keyboard that is plugged in, wherever the focus is. No copying, pasting, history or prediction.
 *
 * <p>Keys are at least 9 mm wide and high where the screen has the room, and otherwise as large as it has. They stand as on
 * the physical keyboards of their language, from left to right in every language.
 */
public final class Keyboard extends Region {

    /** What is to be typed. */
    public enum Kind {
        /** Words, in the guest's language. */
        TEXT,
        /** An e-mail address: no spaces. */
        EMAIL,
        /** A telephone number: digits, the plus and spaces. */
        PHONE
    }

    /**
     * What stands on the keys that type nothing of their own, in the guest's language.
     *
     * @param space  on the space bar
     * @param delete on the key that takes back
     * @param done   on the key that ends writing
     */
    public record Words(String space, String delete, String done) {
    }

    static final double LEAST_KEY_MM = 9;
    /** Larger than this is farther to reach and no easier to hit, up close. */
    private static final double LARGEST_KEY_MM = 25;
    private static final double LARGEST_KEY_UNITS = 5;
    private static final double GAP_UNITS = 0.4;
    /** Parts of the screen's height that the keys take: what is fair, and what they may take to be large enough. */
    private static final double SHARE = 0.5;
    private static final double SHARE_UPRIGHT = 0.3;
    private static final double LARGEST_SHARE = 0.6;
    /** How wide and how high a key may be for its other side. */
    private static final double WIDEST = 1.5;
    private static final double HIGHEST = 1.2;
    /** A finger that rests on the delete key for so long takes back more, one after another, at a pace to stop in time. */
    private static final Duration BEFORE_REPEATING = Duration.millis(600);
    private static final Duration REPEATING = Duration.millis(150);

    private final Metrics metrics;
    private final Font letterFont;
    private final Font wordFont;
    private final boolean rightToLeft;
    private final Kind kind;
    private final Layout layout;
    private final TypedText into;
    private final Words words;
    private final Runnable done;
    private final Map<Level, List<List<KeyCap>>> caps = new HashMap<>();
    private final PauseTransition beforeRepeating = new PauseTransition(BEFORE_REPEATING);
    private final Timeline repeating = new Timeline(new KeyFrame(REPEATING, _ -> takeBackHeld()));
    private final EventHandler<KeyEvent> pluggedIn = this::onPluggedInKey;

    private Level shown;
    private Level home;
    private boolean locked;
    private boolean hasRepeated;

    /**
     * @param language of the guest, as in BCP 47
     * @param into     where it goes
     * @param done     the guest pressed the key that ends writing
     */
    public Keyboard(Surroundings surroundings, String language, Kind kind, TypedText into, Words words, Runnable done) {
        this.metrics = surroundings.metrics();
        this.kind = kind;
        this.into = into;
        this.words = words;
        this.done = done;
        layout = Layout.of(language, kind);
        rightToLeft = GuestTexts.isRightToLeft(language);
        // Addresses and numbers are of Latin letters, whose shapes are most at home in the Latin typeface.
        letterFont = surroundings.look().typedStrong(kind == Kind.TEXT ? language : "en", metrics.label());
        wordFont = surroundings.look().strong(language, metrics.label());
        setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        getStyleClass().add("keyboard");
        repeating.setCycleCount(Animation.INDEFINITE);
        beforeRepeating.setOnFinished(_ -> {
            hasRepeated = true;
            takeBackHeld();
            repeating.playFromStart();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::onArrow);
        sceneProperty().addListener((_, before, now) -> moved(before, now));
        home = layout.first();
        show(home, false);
    }

    private void moved(Scene before, Scene now) {
        if (before != null) {
            before.removeEventHandler(KeyEvent.ANY, pluggedIn);
        }
        if (now != null) {
            now.addEventHandler(KeyEvent.ANY, pluggedIn);
        } else {
            stopRepeating();
        }
    }

    // What keys do

    void press(KeyCap cap) {
        switch (cap.key()) {
            case Key.Types types -> type(types.characters());
            case Key.Marks marks -> turn(marks.mark());
            case Key.Space _ -> type(" ");
            case Key.Shows shows -> go(layout.levels().get(shows.level()));
            case Key.Delete _ -> {
                if (!hasRepeated) {
                    into.deleteBack();
                }
                hasRepeated = false;
            }
            case Key.Done _ -> done.run();
        }
    }

    private void type(String characters) {
        Hangul.joined(into.last(), characters).ifPresentOrElse(into::replaceLast, () -> into.insert(characters));
        if (shown.once() && !locked) {
            show(home, false);
        }
    }

    private void turn(String mark) {
        Optional.ofNullable(layout.marks().get(mark).get(into.last())).map(Character::toString)
                .ifPresent(into::replaceLast);
    }

    /** A level for one key is locked by pressing its key again, and left by pressing it once more. */
    private void go(Level level) {
        if (!level.once()) {
            home = level;
            show(level, false);
        } else if (shown != level) {
            show(level, false);
        } else if (locked) {
            show(home, false);
        } else {
            show(level, true);
        }
    }

    private void takeBackHeld() {
        into.deleteBack();
    }

    private void stopRepeating() {
        beforeRepeating.stop();
        repeating.stop();
    }

    // A keyboard that is plugged in

    private void onPluggedInKey(KeyEvent event) {
        boolean command = event.isControlDown() != event.isAltDown() || event.isMetaDown();
        if (command || event.isConsumed()) {
            return;
        }
        if (event.getEventType() == KeyEvent.KEY_PRESSED && event.getCode() == KeyCode.BACK_SPACE) {
            into.deleteBack();
            event.consume();
        } else if (event.getEventType() == KeyEvent.KEY_TYPED && !pressesElsewhere(event)) {
            into.insert(allowed(event.getCharacter()));
            event.consume();
        }
    }

    /** A space presses the button that has the focus, unless that is one of our keys, which Enter presses. */
    private boolean pressesElsewhere(KeyEvent event) {
        return event.getCharacter().equals(" ") && getScene().getFocusOwner() instanceof Control;
    }

    private String allowed(String characters) {
        return switch (kind) {
            case TEXT -> characters;
            case EMAIL -> characters.codePoints().filter(point -> !Character.isSpaceChar(point))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
            // Whatever digits a guest's keyboard has, a telephone is dialled with these.
            case PHONE ->
                characters.codePoints().map(point -> Character.isDigit(point) ? '0' + Character.digit(point, 10) : point)
                        .filter(point -> "0123456789+ ".indexOf(point) >= 0)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        };
    }

    // The way of the focus

    private void onArrow(KeyEvent event) {
        if (!(event.getTarget() instanceof KeyCap from)) {
            return;
        }
        Optional<KeyCap> to = switch (event.getCode()) {
            case LEFT -> beside(from, -1);
            case RIGHT -> beside(from, 1);
            case UP -> above(from, -1);
            case DOWN -> above(from, 1);
            default -> Optional.empty();
        };
        to.ifPresent(cap -> {
            cap.reach();
            event.consume();
        });
    }

    private Optional<KeyCap> beside(KeyCap from, int step) {
        List<KeyCap> row = rows().get(rowOf(from));
        int at = row.indexOf(from) + step;
        return at < 0 || at >= row.size() ? Optional.empty() : Optional.of(row.get(at));
    }

    private Optional<KeyCap> above(KeyCap from, int step) {
        int row = rowOf(from) + step;
        return row < 0 || row >= rows().size() ? Optional.empty() : nearest(row, centre(from));
    }

    private Optional<KeyCap> nearest(int row, double x) {
        return rows().get(row).stream().min(Comparator.comparingDouble(cap -> Math.abs(centre(cap) - x)));
    }

    private int rowOf(KeyCap cap) {
        List<List<KeyCap>> rows = rows();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).contains(cap)) {
                return row;
            }
        }
        throw new IllegalArgumentException("a key of another level");
    }

    private static double centre(Node cap) {
        return cap.getBoundsInParent().getCenterX();
    }

    private List<List<KeyCap>> rows() {
        return caps.get(shown);
    }

    // What is shown

    /** The name of the level that is shown. */
    String shown() {
        return shown.name();
    }

    private void show(Level level, boolean lock) {
        boolean reached = shown != null && rows().stream().flatMap(List::stream).anyMatch(KeyCap::isReached);
        int row = 0;
        double x = 0;
        if (reached) {
            KeyCap from = rows().stream().flatMap(List::stream).filter(KeyCap::isReached).findAny().orElseThrow();
            row = rowOf(from);
            x = centre(from);
        }
        locked = lock;
        if (shown != level) {
            shown = level;
            getChildren().setAll(caps.computeIfAbsent(level, this::caps).stream().flatMap(List::stream).toList());
        }
        rows().stream().flatMap(List::stream).forEach(cap -> cap.show(leadsHere(cap.key()), lock));
        requestLayout();
        if (reached) {
            layout();
            nearest(row, x).ifPresent(KeyCap::reach);
        }
    }

    private boolean leadsHere(Key key) {
        return key instanceof Key.Shows(String level, _, _) && level.equals(shown.name());
    }

    private List<List<KeyCap>> caps(Level level) {
        List<List<KeyCap>> rows = new ArrayList<>();
        for (List<Key> row : level.rows()) {
            rows.add(row.stream().map(this::cap).toList());
        }
        return rows;
    }

    private KeyCap cap(Key key) {
        return switch (key) {
            case Key.Types types -> cap(key, types.characters(), letterFont);
            case Key.Marks marks -> cap(key, marks.mark(), letterFont);
            case Key.Space _ -> cap(key, words.space(), wordFont);
            case Key.Done _ -> cap(key, words.done(), wordFont);
            case Key.Delete _ -> {
                KeyCap cap = cap(key, words.delete(), wordFont);
                cap.drawDelete(rightToLeft);
                yield cap;
            }
            case Key.Shows(String level, boolean arrow, _) -> {
                KeyCap cap = cap(key, layout.levels().get(level).label(), letterFont);
                if (arrow) {
                    cap.drawArrow();
                }
                yield cap;
            }
        };
    }

    private KeyCap cap(Key key, String says, Font font) {
        return new KeyCap(key, says, font, metrics.small(), new KeyCap.Hand() {

            @Override
            public void press(KeyCap cap) {
                Keyboard.this.press(cap);
            }

            @Override
            public void hold(KeyCap cap) {
                if (cap.key() instanceof Key.Delete) {
                    hasRepeated = false;
                    beforeRepeating.playFromStart();
                }
            }

            @Override
            public void letGo(KeyCap cap) {
                stopRepeating();
            }
        });
    }

    // How large it is

    /** Between keys, in pixels. */
    private double gap() {
        return Math.round(GAP_UNITS * metrics.unit());
    }

    /** From one key to the next along a row, in pixels. */
    private double across(double width) {
        double whole = width + gap();
        return Math.min(whole / layout.columns(), WIDEST * down(whole / layout.columns()));
    }

    /** From one row to the next, in pixels, where there is room for keys so wide. */
    private double down(double widest) {
        double share = metrics.height() * (metrics.upright() ? SHARE_UPRIGHT : SHARE) / layout.rows();
        double least = Math.ceil(LEAST_KEY_MM * metrics.pxPerMm()) + gap();
        double largest = Math.max(LARGEST_KEY_MM * metrics.pxPerMm(), LARGEST_KEY_UNITS * metrics.unit());
        double fair = Math.min(Math.min(share, largest), HIGHEST * widest);
        return Math.min(Math.max(fair, least), metrics.height() * LARGEST_SHARE / layout.rows());
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return metrics.width() - 2 * metrics.unit();
    }

    @Override
    protected double computePrefHeight(double width) {
        double whole = (width < 0 ? computePrefWidth(-1) : width) + gap();
        return Math.floor(down(whole / layout.columns())) * layout.rows() - gap();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computeMaxHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double across = across(getWidth());
        double down = Math.floor((getHeight() + gap()) / layout.rows());
        double left = (getWidth() + gap() - across * layout.columns()) / 2;
        double y = 0;
        for (List<KeyCap> row : rows()) {
            double columns = row.stream().mapToDouble(cap -> cap.key().width()).sum();
            double x = left + (layout.columns() - columns) / 2 * across;
            for (KeyCap cap : row) {
                double from = Math.round(x);
                x += cap.key().width() * across;
                cap.resizeRelocate(from, y, Math.round(x) - from - gap(), down - gap());
            }
            y += down;
        }
    }
}
