package org.amends.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryCodeTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void each_is_another_in_three_groups_of_four() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            made.add(RecoveryCode.make(RANDOM).forPeople());
        }
        assertThat(made).hasSize(1000).allMatch(code -> code.matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}"));
    }

    @Test
    void each_letter_comes_at_each_place_about_as_often() {
        int[][] seen = new int[RecoveryCode.LETTERS]['Z' + 1];
        for (int i = 0; i < 32_000; i++) {
            String code = RecoveryCode.make(RANDOM).path().substring("/g/".length());
            for (int place = 0; place < code.length(); place++) {
                seen[place][code.charAt(place)]++;
            }
        }
        for (int[] place : seen) {
            for (char letter : "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray()) {
                // of 1,000 expected; six standard deviations either way
                assertThat(place[letter]).isBetween(810, 1190);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"K7QM-2XR0-9F1D", "k7qm2xr09f1d", " K7QM 2XRO 9FLD ", "K7QM–2XR0–9FID", "k7qm-2xro\t9fid\n"})
    void it_is_read_however_it_was_typed(String typed) {
        assertThat(RecoveryCode.read(typed)).contains(RecoveryCode.read("K7QM2XR09F1D").orElseThrow());
        assertThat(RecoveryCode.read(typed).orElseThrow().forPeople()).isEqualTo("K7QM-2XR0-9F1D");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K7QM-2XR0-9F1", "K7QM-2XR0-9F1DD", "K7QM-2XR0-9F1U", "K7QM-2XR0-9F1ß", "../../etc/pwd",
            "K7QM-2XR0-9F1١", "K7QM_2XR0_9F1D"})
    void what_is_none_is_none(String typed) {
        assertThat(RecoveryCode.read(typed)).isEmpty();
        assertThat(RecoveryCode.read(typed + "-".repeat(1_000_000))).isEmpty();
    }

    @Test
    void its_digest_is_that_of_its_letters_and_its_text_tells_nothing() {
        RecoveryCode code = RecoveryCode.read("K7QM-2XR0-9F1D").orElseThrow();
        // printf K7QM2XR09F1D | openssl dgst -sha256 -binary | basenc --base64url
        assertThat(code.digest()).isEqualTo("j5RQkOOebQDnZg0cNruAHcYkdM9Niadv_qn__8PU0-8");
        assertThat(code.path()).isEqualTo("/g/K7QM2XR09F1D");
        assertThat(code).hasToString("RecoveryCode[***]");
    }
}
