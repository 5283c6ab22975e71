package org.amends.kiosk.guest.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javafx.scene.image.Image;
import org.amends.kiosk.guest.OnScreen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"bay.png", "bay.jpg"})
    void a_picture_is_decoded_no_larger_than_its_place_needs(String name) {
        PictureFile picture = Paintings.paint(folder.resolve(name), 1200, 900);
        assertThat(picture).isEqualTo(new PictureFile(folder.resolve(name), 1200, 900));

        OnScreen.run(() -> {
            assertSize(picture, 300, 300, 400, 300);
            assertSize(picture, 4000, 3000, 1200, 900);
        });
    }

    private static void assertSize(PictureFile picture, double place, double placeHeight, double width, double height) {
        try {
            Image image = picture.covering(place, placeHeight);
            assertThat(image.getWidth()).isEqualTo(width);
            assertThat(image.getHeight()).isEqualTo(height);
            assertThat(picture.within(place, placeHeight).getHeight())
                    .isEqualTo(Math.min(height, Math.ceil(place * 900 / 1200)));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bay.png", "bay.jpg"})
    void a_picture_that_claims_to_be_larger_than_all_memory_is_refused_before_it_is_decoded(String name)
            throws IOException {
        Path file = Paintings.paint(folder.resolve(name), 64, 64).file();
        byte[] bytes = Files.readAllBytes(file);
        if (name.endsWith("png")) {
            ByteBuffer.wrap(bytes).putInt(16, 60_000).putInt(20, 60_000);
        } else {
            int frame = 2;
            while (bytes[frame + 1] != (byte) 0xC0) {
                frame += 2 + ByteBuffer.wrap(bytes).getShort(frame + 2);
            }
            ByteBuffer.wrap(bytes).putShort(frame + 5, (short) 60_000).putShort(frame + 7, (short) 60_000);
        }
        Files.write(file, bytes);

        assertThatThrownBy(() -> PictureFile.of(file)).isInstanceOf(IOException.class)
                .hasMessageContaining("is of 60000 x 60000 pixels; allowed: up to ");
    }

    @Test
    void whatever_else_a_file_may_be_it_is_refused_in_words() throws IOException {
        Path whole = Paintings.paint(folder.resolve("bay.jpg"), 64, 64).file();
        byte[] bytes = Files.readAllBytes(whole);
        assertRefused(Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(bytes, 30)), "is cut short");
        assertRefused(Files.write(folder.resolve("empty.png"), new byte[0]), "is cut short");
        assertRefused(Files.writeString(folder.resolve("words.png"), "no picture at all"), "allowed: PNG or JPEG");
        assertRefused(folder.resolve("absent.png"), "there is no such file");
        assertRefused(Files.createDirectory(folder.resolve("folder.png")), "there is no such file");
        try (RandomAccessFile large = new RandomAccessFile(folder.resolve("large.png").toFile(), "rw")) {
            large.setLength(12_000_001);
        }
        assertRefused(folder.resolve("large.png"), "is 12000001 bytes long; allowed: up to 12000000");
    }

    private static void assertRefused(Path file, String words) {
        assertThatThrownBy(() -> PictureFile.of(file)).isInstanceOf(IOException.class).hasMessageContaining(words)
                .hasMessageNotContaining(file.toString());
    }
}
