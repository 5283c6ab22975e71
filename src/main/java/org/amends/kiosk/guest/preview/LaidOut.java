package org.amends.kiosk.guest.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;

/** Looks at a laid-out page as a guest would: what is cut off, over the edge, over something else, or too small to press. */
public final class LaidOut {

    /** Rounding to whole pixels, on both sides. */
    private static final double CLOSE_ENOUGH = 2;

    private final Scene scene;
    private final double target;
    private final List<Text> texts = new ArrayList<>();
    private final List<Button> buttons = new ArrayList<>();
    /** What is seen or pressed, with the keys to type on. */
    private final List<Node> framed = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    private LaidOut(Scene scene, double target) {
        this.scene = scene;
        this.target = target;
    }

    /**
     * What is wrong, a line each, by the words or the ids that it happens to.
     *
     * @param scene  laid out
     * @param target the least width and height of what can be pressed, in pixels
     */
    public static List<String> faults(Scene scene, double target) {
        LaidOut laidOut = new LaidOut(scene, target);
        laidOut.collect(onTop(scene.getRoot()));
        laidOut.texts.forEach(laidOut::checkText);
        laidOut.buttons.forEach(laidOut::checkButton);
        laidOut.framed.forEach(laidOut::checkFrame);
        laidOut.checkOverlaps();
        return laidOut.faults;
    }

    /** Where a band lies over the page, only the band is looked at: the page was, before. */
    private static Node onTop(Parent root) {
        Node band = root.lookup(".time-notice");
        return band == null ? root : band;
    }

    private void collect(Node node) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Button || node.getStyleClass().contains("key")
                || node instanceof Text text && !text.getText().isBlank()) {
            framed.add(node);
        }
        if (node instanceof Text text && !text.getText().isBlank()) {
            texts.add(text);
        }
        if (node instanceof Button button) {
            buttons.add(button);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(this::collect);
        }
    }

    private void checkText(Text text) {
        if (isOverTheEdge(bounds(text))) {
            faults.add("over the edge: " + oneLine(text));
        }
        if (text.getParent() instanceof Labeled labeled
                && (!text.getText().equals(labeled.getText()) || isHigher(bounds(text), bounds(labeled)))) {
            faults.add("cut off: " + oneLine(text));
        }
    }

    private void checkButton(Button button) {
        if (isOverTheEdge(bounds(button))) {
            faults.add("over the edge: " + button.getId());
        }
        if (Math.min(button.getWidth(), button.getHeight()) < target - CLOSE_ENOUGH) {
            faults.add("too small to press: %s is %.0f x %.0f, not %.0f".formatted(button.getId(), button.getWidth(),
                    button.getHeight(), target));
        }
    }

    /** Some parts show only what lies within a frame of theirs. */
    private void checkFrame(Node node) {
        Bounds at = bounds(node);
        for (Parent around = node.getParent(); around != null; around = around.getParent()) {
            if (around.getClip() != null) {
                Bounds frame = around.localToScene(around.getClip().getBoundsInParent());
                if (at.getMinX() < frame.getMinX() - CLOSE_ENOUGH || at.getMaxX() > frame.getMaxX() + CLOSE_ENOUGH
                        || at.getMinY() < frame.getMinY() - CLOSE_ENOUGH || at.getMaxY() > frame.getMaxY() + CLOSE_ENOUGH) {
                    faults.add("cut off by its frame: " + (node instanceof Text text ? oneLine(text) : node.getId()));
                }
            }
        }
    }

    private void checkOverlaps() {
        for (int i = 0; i < texts.size(); i++) {
            for (Text other : texts.subList(i + 1, texts.size())) {
                if (overlap(texts.get(i), other)) {
                    faults.add("over each other: " + oneLine(texts.get(i)) + " and " + oneLine(other));
                }
            }
            for (Button button : buttons) {
                // Of a quiet button only the word is seen; more around it can be pressed.
                boolean seen = !button.getStyleClass().contains("quiet-button");
                if (seen && !button.equals(buttonOf(texts.get(i)).orElse(null)) && overlap(texts.get(i), button)) {
                    faults.add("over each other: " + oneLine(texts.get(i)) + " and " + button.getId());
                }
            }
        }
        for (int i = 0; i < buttons.size(); i++) {
            for (Button other : buttons.subList(i + 1, buttons.size())) {
                if (overlap(buttons.get(i), other)) {
                    faults.add("over each other: " + buttons.get(i).getId() + " and " + other.getId());
                }
            }
        }
    }

    private static Optional<Button> buttonOf(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at instanceof Button button) {
                return Optional.of(button);
            }
        }
        return Optional.empty();
    }

    private static boolean isHigher(Bounds words, Bounds around) {
        return words.getMinY() < around.getMinY() - CLOSE_ENOUGH || words.getMaxY() > around.getMaxY() + CLOSE_ENOUGH;
    }

    private boolean isOverTheEdge(Bounds bounds) {
        return bounds.getMinX() < -CLOSE_ENOUGH || bounds.getMinY() < -CLOSE_ENOUGH
                || bounds.getMaxX() > scene.getWidth() + CLOSE_ENOUGH
                || bounds.getMaxY() > scene.getHeight() + CLOSE_ENOUGH;
    }

    private static boolean overlap(Node one, Node other) {
        Bounds a = bounds(one);
        Bounds b = bounds(other);
        return Math.min(a.getMaxX(), b.getMaxX()) - Math.max(a.getMinX(), b.getMinX()) > CLOSE_ENOUGH
                && Math.min(a.getMaxY(), b.getMaxY()) - Math.max(a.getMinY(), b.getMinY()) > CLOSE_ENOUGH;
    }

    private static Bounds bounds(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    private static String oneLine(Text text) {
        return text.getText().replace('\n', ' ');
    }
}
