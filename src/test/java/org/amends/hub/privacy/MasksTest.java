package org.amends.hub.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What those who only look at cases do not read of them. */
class MasksTest {

    private final Masks masks = new Masks();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            write to ann.o'neil+x@mail.example.org, please | write to ann.o'•••, please
            Ann@Exämple.org                               | •••
            call +49 (0)30 / 123 45-67 today              | call ••• today
            4111 1111 1111 1111                           | •••
            card 04A1B2C3D4E5F6 (To answer me)            | card ••• (To answer me)
            You FUCKING idiots                            | You ••• idiots
            So ein Arschloch!                             | So ein •••!
            """)
    void addresses_numbers_and_abuse_are_dots(String written, String read) {
        assertThat(masks.mask(written)).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Room 1204 was cold at 17:30", "We were 3 people and paid 45.50", "Scunthorpe", "Dickens",
            "DECADE", "", "Der Kutscher kam nicht"})
    void what_tells_of_nobody_stays(String written) {
        assertThat(masks.mask(written)).isEqualTo(written);
    }

    @Test
    void a_long_text_costs_no_time() {
        assertThat(masks.mask("1 ".repeat(1000) + "a.".repeat(1000) + "@")).contains(Masks.DOTS);
    }
}
