package org.amends.hub.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.amends.checkedfile.FileProblem;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.staff.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of offers, codes of vouchers, and cells of the table. */
class OfferRulesTest {

    private static final Path SAMPLE = Path.of("installers", "hub", "offers.yaml");

    @Test
    void the_sample_is_a_policy_that_says_what_its_comments_say() {
        OfferPolicy policy = OfferPolicy.read(SAMPLE);

        assertThat(policy.proposed(Gravity.URGENT, Responsibility.OURS).kind()).isEqualTo(Offer.Kind.UPGRADE);
        assertThat(policy.proposed(Gravity.LOW, Responsibility.NOT_OURS).worth()).isZero();
        assertThat(policy.limit(Role.STAFF)).isEqualTo(new OfferPolicy.Limit(1_500, 6_000));
        assertThat(policy.limit(Role.AUDITOR)).isEqualTo(OfferPolicy.Limit.NOTHING);
        assertThat(policy.secondFrom()).hasValue(10_000);
        assertThat(policy.say(123_456, Locale.ENGLISH)).isEqualTo("€1,234.56");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "currency: EUR|currency: EURO|currency: \"EURO\" is not allowed; allowed: the three",
            "worth: 1200|worth: 12.50|offers.dessert.worth: \"12.50\" is not allowed; allowed: a whole number from 1",
            "ours: suite-upgrade|ours: a-palace|proposals.urgent.ours: \"a-palace\" is not allowed; allowed: apology",
            "day: 6000|day: 100|limits.staff.day: \"100\" is not allowed; allowed: a whole number from 1500"})
    void what_is_wrong_is_named_with_its_place_and_what_is_allowed(String right, String wrong, String told,
            @TempDir Path folder) throws IOException {
        String sample = Files.readString(SAMPLE);
        assertThat(sample).contains(right);
        Path file = Files.writeString(folder.resolve("offers.yaml"), sample.replaceFirst(right, wrong));
        assertThatThrownBy(() -> OfferPolicy.read(file)).isInstanceOf(FileProblem.class).hasMessageContaining(told)
                .hasMessageMatching("(?s).*offers.yaml:\\d+: .*");
    }

    @Test
    void a_code_is_read_however_it_is_typed_and_no_slip_of_one_character_or_two_swapped_is_taken_for_one() {
        VoucherCode code = VoucherCode.of(new byte[32], "a number");
        assertThat(VoucherCode.read(" " + code.shown().toLowerCase(Locale.ROOT).replace('0', 'o').replace('1', 'l') + " "))
                .hasValue(code);
        String plain = code.plain();
        for (int i = 0; i < plain.length(); i++) {
            for (char other : "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray()) {
                if (other != plain.charAt(i)) {
                    assertThat(VoucherCode.read(plain.substring(0, i) + other + plain.substring(i + 1))).isEmpty();
                }
            }
            if (i > 0 && plain.charAt(i) != plain.charAt(i - 1)) {
                assertThat(VoucherCode.read(plain.substring(0, i - 1) + plain.charAt(i) + plain.charAt(i - 1)
                        + plain.substring(i + 1))).isEmpty();
            }
        }
        assertThat(code.toString()).doesNotContain(plain);
        assertThat(VoucherCode.read("")).isEmpty();
        assertThat(VoucherCode.read("x".repeat(1000))).isEmpty();
    }

    @Test
    void a_cell_that_a_spreadsheet_would_work_out_is_a_text() {
        assertThat(OfferRoutes.cell("=1+1")).isEqualTo("'=1+1");
        assertThat(OfferRoutes.cell("@SUM(A1,\"B\")")).isEqualTo("\"'@SUM(A1,\"\"B\"\")\"");
        assertThat(OfferRoutes.cell("-2")).isEqualTo("'-2");
        assertThat(OfferRoutes.cell("Harbour Hotel")).isEqualTo("Harbour Hotel");
    }
}
