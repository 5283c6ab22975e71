package org.amends.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import javafx.stage.Window;
import org.amends.Amends;
import org.amends.kiosk.guest.preview.PngFile;

/**
 * A terminal in its own process that is told on its standard input what to press, {@code press ID} a line, and says on its
 * standard output what it shows whenever that is another: {@code shows at=MILLISECONDS words=...}, all words in one line. The
 * line {@code picture FILE} keeps it as a picture, the line {@code keys} presses the keys by which staff come to where they type their PIN, and {@code type WORDS} types on a keyboard.
 */
public final class WatchedScreen {

    private static final Queue<String> PRESSES = new ConcurrentLinkedQueue<>();

    private WatchedScreen() {
    }

    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().name("presses").start(WatchedScreen::press);
        Amends.main(arguments);
    }

    private static void press() {
        boolean watched = false;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("keys")) {
                    Platform.runLater(WatchedScreen::pressKeys);
                } else if (line.startsWith("picture ")) {
                    Path file = Path.of(line.substring("picture ".length()));
                    Platform.runLater(() -> picture(file));
                } else if (line.startsWith("type ")) {
                    String words = line.substring("type ".length());
                    Platform.runLater(() -> type(words));
                } else {
                    PRESSES.add(line.substring("press ".length()));
                }
                if (!watched) {
                    watched = true;
                    Platform.runLater(WatchedScreen::watch);
                }
            }
        } catch (IOException ended) {
            // with whoever told it
        }
    }

    private static void pressKeys() {
        Window.getWindows().forEach(window -> Event.fireEvent(window.getScene(),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.P, false, true, true, false)));
    }

    private static void type(String words) {
        for (String letter : words.split("")) {
            Window.getWindows().forEach(window -> Event.fireEvent(window.getScene(),
                    new KeyEvent(KeyEvent.KEY_TYPED, letter, letter, KeyCode.UNDEFINED, false, false, false, false)));
        }
        System.out.println("typed " + words.length());
    }

    private static void picture(Path file) {
        try {
            PngFile.write(Window.getWindows().getFirst().getScene().snapshot(null), file);
            System.out.println("pictured " + file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Presses what is to be pressed next as soon as it is there. */
    private static void pressNext() {
        String id = PRESSES.peek();
        if (id != null && Window.getWindows().stream().map(window -> window.getScene().getRoot().lookup("#" + id))
                .filter(Objects::nonNull).peek(WatchedScreen::press).findFirst().isPresent()) {
            PRESSES.remove();
            System.out.println("pressed " + id);
        }
    }

    /** The keys of the keyboard on the screen are no buttons: they look at where a finger goes. */
    private static void press(Node node) {
        if (node instanceof Button button) {
            button.fire();
        } else {
            for (EventType<MouseEvent> type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED)) {
                Event.fireEvent(node, new MouseEvent(type, 1, 1, 1, 1, MouseButton.PRIMARY, 1, false, false, false, false,
                        true, false, false, true, false, true, null));
            }
        }
    }

    private static void watch() {
        new AnimationTimer() {

            private String last = "";

            @Override
            public void handle(long now) {
                pressNext();
                StringBuilder words = new StringBuilder();
                Window.getWindows().forEach(window -> collect(window.getScene().getRoot(), words));
                if (!words.toString().equals(last)) {
                    last = words.toString();
                    System.out.println("shows at=" + System.currentTimeMillis() + " words=" + last);
                }
            }
        }.start();
    }

    private static void collect(Node node, StringBuilder words) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Text text && !text.getText().isBlank()) {
            words.append(text.getText().replace('\n', ' ')).append(" | ");
        }
        if (node instanceof javafx.scene.Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, words));
        }
    }
}
