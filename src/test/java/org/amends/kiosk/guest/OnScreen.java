package org.amends.kiosk.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.image.WritableImage;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.guest.preview.PngFile;

/** JavaFX for tests: its thread, and pictures of what it shows below {@code target/pictures}. */
public final class OnScreen {

    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final AtomicReference<Typefaces> TYPEFACES = new AtomicReference<>();

    private OnScreen() {
    }

    public static <T> T get(Supplier<T> work) {
        if (STARTED.compareAndSet(false, true)) {
            CompletableFuture<Void> started = new CompletableFuture<>();
            Platform.startup(() -> started.complete(null));
            started.join();
            Platform.setImplicitExit(false);
        }
        return CompletableFuture.supplyAsync(work, Platform::runLater).join();
    }

    /** Loaded once, as the terminal does, on JavaFX's thread. */
    public static Typefaces typefaces() {
        return TYPEFACES.updateAndGet(loaded -> loaded == null
                ? Typefaces.load(Path.of("target", "fonts"), new GuestTexts().languages())
                : loaded);
    }

    public static void run(Runnable work) {
        get(() -> {
            work.run();
            return null;
        });
    }

    public static Path save(WritableImage image, String name) {
        try {
            Files.createDirectories(PICTURES);
            Path file = PICTURES.resolve(name + ".png");
            PngFile.write(image, file);
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
