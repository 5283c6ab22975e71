package org.amends.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.amends.kiosk.devices.cards.CardMeaning;
import org.amends.kiosk.devices.cards.CardMeaning.PlaceTag;
import org.amends.response.Touchpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a terminal stands that is carried about. */
class CarriedPlaceTest {

    private static final Touchpoint HOME = new Touchpoint("Harbour Hotel", "Cart");
    private static final List<CardMeaning.Known> TAGS = List.of(new PlaceTag("Table 12"), new PlaceTag("Table 13"));

    @TempDir
    private Path folder;

    @Test
    void it_stands_where_its_settings_say_until_a_tag_says_otherwise_and_still_does_after_a_restart() throws Exception {
        CarriedPlace place = CarriedPlace.in(folder, HOME, TAGS);
        assertThat(place.now()).isEqualTo(HOME);
        place.carriedTo(new PlaceTag("Table 12"));
        place.carriedTo(new PlaceTag("Table 13"));

        assertThat(place.now()).isEqualTo(new Touchpoint("Harbour Hotel", "Table 13"));
        assertThat(CarriedPlace.in(folder, HOME, TAGS).now()).isEqualTo(place.now());
    }

    @Test
    void a_place_that_the_settings_know_no_more_or_that_cannot_be_read_is_not_believed() throws Exception {
        CarriedPlace.in(folder, HOME, TAGS).carriedTo(new PlaceTag("Table 12"));
        assertThat(CarriedPlace.in(folder, HOME, List.of()).now()).isEqualTo(HOME);
        Files.write(folder.resolve("place"), new byte[]{(byte) 0xFF, 0, (byte) 0xC0});
        assertThat(CarriedPlace.in(folder, HOME, TAGS).now()).isEqualTo(HOME);
        Files.write(folder.resolve("place"), new byte[0]);
        assertThat(CarriedPlace.in(folder, HOME, TAGS).now()).isEqualTo(HOME);
    }

    @Test
    void what_cannot_be_kept_does_not_count() {
        CarriedPlace place = CarriedPlace.in(folder.resolve("absent"), HOME, TAGS);
        assertThatThrownBy(() -> place.carriedTo(new PlaceTag("Table 12"))).isInstanceOf(IOException.class);
        assertThat(place.now()).isEqualTo(HOME);
    }
}
