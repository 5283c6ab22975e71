package org.amends.kiosk.guest.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.kiosk.settings.LookName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {

    /** Black on white, the least grey of AA and of AAA, and the pairs that the design was computed with. */
    @ParameterizedTest
    @CsvSource({"#000000,#FFFFFF,21", "#FFFFFF,#FFFFFF,1", "#767676,#FFFFFF,4.54", "#595959,#FFFFFF,7.00",
            "#1A1F25,#FAF8F3,15.6", "#0A5C63,#FAF8F3,7.3", "#F4F1E9,#11161C,16.1", "#23201B,#F3ECE0,13.8"})
    void contrast_is_that_of_wcag(String one, String other, double contrast) {
        assertThat(Palette.contrast(one, other)).isCloseTo(contrast, within(0.06))
                .isEqualTo(Palette.contrast(other, one));
    }

    @ParameterizedTest
    @EnumSource(LookName.class)
    void every_text_of_a_built_in_look_has_a_contrast_of_7_and_every_part_of_4_5(LookName look) {
        Palette palette = Palette.of(look);

        assertThat(palette.broken()).isEmpty();
        assertThat(palette.colours().keySet()).isEqualTo(Palette.RULES.stream()
                .flatMap(rule -> Stream.of(rule.colour(), rule.on())).collect(Collectors.toSet()));
    }

    @Test
    void what_stands_out_too_little_is_found() {
        Map<String, String> colours = new HashMap<>(Palette.of(LookName.DAY).colours());
        colours.put("muted", "#6B737C");
        colours.put("good", "#8FBC4A");

        assertThat(new Palette(colours).broken()).containsExactly(new Palette.Rule("muted", "ground", 7),
                new Palette.Rule("good", "ground", 4.5));
    }
}
