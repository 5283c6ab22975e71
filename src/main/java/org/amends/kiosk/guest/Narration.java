package org.amends.kiosk.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Page;

/** Puts what is seen into words to be heard. What a guest has typed is never among them. */
final class Narration {

    private final Page page;
    private final GuestTexts texts;
    private final String language;

    Narration(Page page) {
        this.page = page;
        this.texts = page.surroundings().texts();
        this.language = page.language();
    }

    /**
     * All that can be reached by keys, in the order that the focus goes: answers first, then the bar below, then the one
     * above.
     */
    static List<Node> reachable(Page page) {
        List<Node> nodes = new ArrayList<>();
        for (Node part : new Node[]{page.getCenter(), page.getBottom(), page.getTop()}) {
            if (part != null) {
                collectReachable(part, nodes);
            }
        }
        return nodes;
    }

    private static void collectReachable(Node node, List<Node> nodes) {
        if (!node.isVisible() || node.isDisabled()) {
            return;
        }
        if (node.isFocusTraversable()) {
            nodes.add(node);
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collectReachable(child, nodes));
        }
    }

    /** What was chosen before, the question and all beside it, and how much can be pressed. */
    String page() {
        List<String> said = new ArrayList<>();
        page.surroundings().undo().map(undo -> texts.in(language, GuestTexts.Text.YOU_CHOSE, undo.word()))
                .ifPresent(said::add);
        collectWords(page.getCenter(), said);
        said.add(texts.in(language, GuestTexts.Text.CHOICES, reachable(page).size()));
        return said.stream().map(Narration::sentence).collect(Collectors.joining(" "));
    }

    /** Where the focus is: which of how many, and what stands there. */
    String focus(Node node) {
        List<Node> all = reachable(page);
        int at = all.indexOf(node) + 1;
        return sentence(texts.in(language, GuestTexts.Text.POSITION, at, all.size()) + ": " + state(node));
    }

    /** What stands there, and whether it is chosen where that can be. */
    String state(Node node) {
        if (node.getAccessibleRole() != AccessibleRole.CHECK_BOX) {
            return name(node);
        }
        boolean chosen = node.getStyleClass().contains("chosen");
        return name(node) + ", " + texts.in(language, chosen ? GuestTexts.Text.CHOSEN : GuestTexts.Text.NOT_CHOSEN);
    }

    private static String name(Node node) {
        return Optional.ofNullable(node.getAccessibleText()).filter(text -> !text.isBlank())
                .or(() -> Optional.of(node).filter(Labeled.class::isInstance).map(Labeled.class::cast).map(Labeled::getText)
                        .filter(text -> !text.isBlank()))
                .map(Narration::oneLine).orElseGet(() -> {
                    List<String> words = new ArrayList<>();
                    Node within = node instanceof Labeled labeled ? labeled.getGraphic() : node;
                    collectText(within, words);
                    return String.join(" ", words);
                });
    }

    /** Words that are no part of anything to press, and not what was typed. */
    private static void collectWords(Node node, List<String> words) {
        boolean passedOver = node instanceof Control || node.isFocusTraversable()
                || node.getStyleClass().contains("text-line") || node.getStyleClass().contains("keyboard");
        if (passedOver) {
            return;
        }
        if (node instanceof Text) {
            collectText(node, words);
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collectWords(child, words));
        }
    }

    private static void collectText(Node node, List<String> words) {
        if (node instanceof Text text && !text.getText().isBlank()) {
            words.add(oneLine(Optional.ofNullable(text.getAccessibleText()).orElse(text.getText())));
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collectText(child, words));
        }
    }

    private static String oneLine(String lines) {
        return lines.replace('\n', ' ').strip();
    }

    /** With an end, so that the voice falls and rests. */
    private static String sentence(String words) {
        return words.isEmpty() || ".?!:;।".indexOf(words.charAt(words.length() - 1)) >= 0 ? words : words + ".";
    }
}
