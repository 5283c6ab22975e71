package org.amends.kiosk.guest.keyboard;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.keyboard.Layout.Key;

/**
 * One key: what stands on it, and how it is pressed. It acts when a finger leaves it where it stands; a finger that has
 * slid away from it does nothing. The Enter key presses the one that has the focus.
 */
final class KeyCap extends Region {

    private static final PseudoClass ARMED = PseudoClass.getPseudoClass("armed");
    private static final PseudoClass ON = PseudoClass.getPseudoClass("on");
    private static final PseudoClass REACHED = PseudoClass.getPseudoClass("reached");
    private static final PseudoClass LOCKED = PseudoClass.getPseudoClass("locked");
    /** A sign that stands on no letter stands on a dotted circle, in Arabic on a stretch of line, where signs find their place. */
    private static final String CARRIER = "\u25CC";
    private static final String STRETCH = "\u0640";
    private static final String ARABIC_CARRIER = STRETCH + STRETCH;
    /** Parts of the key's size, at most, that its letter takes. */
    private static final double LETTER_HEIGHT = 0.52;
    private static final double LETTER_WIDTH = 0.66;
    private static final double WORD_WIDTH = 0.86;
    private static final double WORD_BELOW = 0.33;
    private static final double DRAWING_ABOVE = 0.3;
    /** Parts of the font size: how high a drawing is, how thick its line, and the room before its word. */
    private static final double ICON = 0.72;
    private static final double STROKE = 0.09;
    private static final double GAP = 0.3;
    /** The height of a drawing in the points that it is given in. */
    private static final double DRAWN = 10;

    /** How keys are pressed. */
    interface Hand {

        /** It was pressed and let go. */
        void press(KeyCap key);

        /** It is being held down, from now on. */
        void hold(KeyCap key);

        /** It is not any more. */
        void letGo(KeyCap key);
    }

    private final Key key;
    private final Hand hand;
    private final Text label = new Text();
    private final Group icon = new Group();
    private final Font font;
    private final double smallest;
    private boolean held;

    /**
     * @param says     what stands on it: a letter or a word
     * @param font     in which type; its size is the largest that a word may have
     * @param smallest size in pixels of a word; where a drawn key has no room for it, the drawing stands alone
     */
    KeyCap(Key key, String says, Font font, double smallest, Hand hand) {
        this.key = key;
        this.font = font;
        this.smallest = smallest;
        this.hand = hand;
        label.setText(isSign(says) ? carried(says) : says);
        label.getStyleClass().add("key-label");
        getChildren().add(label);
        getStyleClass().add("key");
        switch (key) {
            case Key.Types _,Key.Marks _ -> setId("key-" + says);
            case Key.Shows shows -> {
                setId("key-level-" + shows.level());
                getStyleClass().add("key-quiet");
            }
            case Key.Space _ -> setId("key-space");
            case Key.Delete _ -> {
                setId("key-delete");
                getStyleClass().add("key-quiet");
            }
            case Key.Done _ -> {
                setId("key-done");
                getStyleClass().add("key-done");
            }
        }
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(says);
        setFocusTraversable(true);
        listen();
    }

    Key key() {
        return key;
    }

    /** Draws a shift key's arrow before its word. */
    void drawArrow() {
        draw(new Polyline(0, 5, 5, 0, 10, 5), new Polyline(5, 0, 5, 10));
    }

    /** Draws what takes back: an arrow against the direction of reading. */
    void drawDelete(boolean rightToLeft) {
        draw(new Polyline(4, 0, 0, 5, 4, 10, 14, 10, 14, 0, 4, 0), new Polyline(6.5, 3, 10.5, 7),
                new Polyline(10.5, 3, 6.5, 7));
        icon.setScaleX(rightToLeft ? -1 : 1);
    }

    /** Whether the level it leads to is shown, and whether it stays. */
    void show(boolean on, boolean locked) {
        pseudoClassStateChanged(ON, on);
        pseudoClassStateChanged(LOCKED, locked);
    }

    /** Takes the focus and shows it, as JavaFX does by itself only where its own traversal has put the focus. */
    void reach() {
        requestFocus();
        pseudoClassStateChanged(REACHED, true);
    }

    /** Whether it has the focus, and a guest can see so. */
    boolean isReached() {
        return isFocused() && (isFocusVisible() || getPseudoClassStates().contains(REACHED));
    }

    private void draw(Polyline... lines) {
        for (Polyline line : lines) {
            line.setUserData(List.copyOf(line.getPoints()));
            line.getStyleClass().add("key-icon");
            line.setStrokeLineCap(StrokeLineCap.ROUND);
            line.setStrokeLineJoin(StrokeLineJoin.ROUND);
            icon.getChildren().add(line);
        }
        getChildren().add(icon);
    }

    private void listen() {
        setOnMousePressed(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                hold(true);
            }
        });
        setOnMouseDragged(event -> {
            if (held && !contains(event.getX(), event.getY())) {
                hold(false);
            }
        });
        setOnMouseReleased(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                pressIfHeld();
            }
        });
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
                event.consume();
                if (!held) {
                    hold(true);
                }
            }
        });
        setOnKeyReleased(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                event.consume();
                pressIfHeld();
            }
        });
        focusedProperty().addListener((_, _, focused) -> {
            if (!focused) {
                pseudoClassStateChanged(REACHED, false);
                hold(false);
            }
        });
        sceneProperty().addListener((_, _, scene) -> {
            if (scene == null) {
                hold(false);
            }
        });
    }

    private void pressIfHeld() {
        if (held) {
            hold(false);
            hand.press(this);
        }
    }

    private void hold(boolean now) {
        if (held != now) {
            held = now;
            pseudoClassStateChanged(ARMED, now);
            if (now) {
                hand.hold(this);
            } else {
                hand.letGo(this);
            }
        }
    }

    @Override
    protected void layoutChildren() {
        boolean letter = key instanceof Key.Types || key instanceof Key.Marks;
        double wanted = Math.min(LETTER_HEIGHT * getHeight(), letter ? Double.MAX_VALUE : font.getSize());
        double room = getWidth() * (letter && label.getText().length() == 1 ? LETTER_WIDTH : WORD_WIDTH);
        if (icon.getChildren().isEmpty()) {
            write(Math.min(wanted, sizeFor(room)));
            centre(label, getWidth() / 2, getHeight() / 2);
        } else {
            layoutDrawn(wanted, room);
        }
    }

    /** The word beside the drawing, or else below it, or else, where the key is too small for a word, none. */
    private void layoutDrawn(double wanted, double room) {
        double beside = Math.min(wanted, sizeFor(room - 2 * ICON * smallest));
        double below = Math.min(Math.min(wanted, getHeight() * WORD_BELOW), sizeFor(room));
        double legible = Math.min(smallest, wanted);
        label.setVisible(beside >= legible || below >= legible);
        if (beside >= legible) {
            double size = Math.min(beside, room / (sizedWidth(1) + 2 * ICON));
            write(Math.max(size, legible));
            draw(label.getFont().getSize());
            double word = label.getLayoutBounds().getWidth();
            double drawn = icon.getLayoutBounds().getWidth();
            double gap = label.getFont().getSize() * GAP;
            double left = (getWidth() - word - gap - drawn) / 2;
            centre(icon, left + drawn / 2, getHeight() / 2);
            centre(label, left + drawn + gap + word / 2, getHeight() / 2);
        } else if (below >= legible) {
            write(below);
            draw(below);
            centre(icon, getWidth() / 2, getHeight() * DRAWING_ABOVE);
            centre(label, getWidth() / 2, getHeight() * (1 - DRAWING_ABOVE));
        } else {
            draw(Math.min(wanted, room / (2 * ICON)));
            centre(icon, getWidth() / 2, getHeight() / 2);
        }
    }

    private void write(double size) {
        label.setFont(new Font(font.getName(), Math.floor(size)));
    }

    /** The largest font size in which the label is no wider than the room. */
    private double sizeFor(double room) {
        return room / sizedWidth(1);
    }

    /** The label's width in pixels at a font size, which it is proportional to. */
    private double sizedWidth(double size) {
        label.setFont(font);
        return label.getLayoutBounds().getWidth() / font.getSize() * size;
    }

    private void draw(double size) {
        for (Node child : icon.getChildren()) {
            Polyline line = (Polyline) child;
            double scale = size * ICON / DRAWN;
            line.getPoints().setAll(((List<?>) line.getUserData()).stream().map(at -> (Double) at * scale).toList());
            line.setStrokeWidth(size * STROKE);
        }
    }

    private static void centre(Node node, double x, double y) {
        Bounds bounds = node.getLayoutBounds();
        node.setLayoutX(Math.round(x - bounds.getCenterX()));
        node.setLayoutY(Math.round(y - bounds.getCenterY()));
    }

    private static String carried(String sign) {
        boolean arabic = Character.UnicodeBlock.of(sign.codePointAt(0)) == Character.UnicodeBlock.ARABIC;
        return arabic ? ARABIC_CARRIER + sign + STRETCH : CARRIER + sign;
    }

    private static boolean isSign(String says) {
        return switch (Character.getType(says.codePointAt(0))) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
