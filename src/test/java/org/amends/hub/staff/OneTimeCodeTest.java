package org.amends.hub.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One-time codes, held against the figures that the RFCs print. */
class OneTimeCodeTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({"59,94287082", "1111111109,07081804", "1111111111,14050471", "1234567890,89005924", "2000000000,69279037",
            "20000000000,65353130"})
    void a_code_is_what_appendix_b_of_rfc_6238_says(long second, String code) {
        assertThat(OneTimeCode.at(SECRET, second / 30, 8)).isEqualTo(code);
        assertThat(OneTimeCode.step(SECRET, code.substring(2), Instant.ofEpochSecond(second))).hasValue(second / 30);
    }

    @Test
    void a_clock_may_be_one_step_off_either_way_and_no_more() {
        Instant now = Instant.ofEpochSecond(1_111_111_111);
        long step = 1_111_111_111 / 30;
        for (int off = -3; off <= 3; off++) {
            String code = OneTimeCode.at(SECRET, step + off, OneTimeCode.DIGITS);
            assertThat(OneTimeCode.step(SECRET, code, now).isPresent()).as("%d steps off", off)
                    .isEqualTo(Math.abs(off) <= 1);
        }
        for (String none : new String[]{"", "12345", "0000000", "abcdef"}) {
            assertThat(OneTimeCode.step(SECRET, none, now)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"})
    void base32_is_what_rfc_4648_says_without_the_padding(String text, String encoded) {
        assertThat(OneTimeCode.base32(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
    }

    @Test
    void an_authenticator_is_told_all_that_it_needs() {
        assertThat(OneTimeCode.uri("mara", SECRET)).isEqualTo("otpauth://totp/Amends:mara?secret="
                + "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Amends&algorithm=SHA1&digits=6&period=30");
    }
}
