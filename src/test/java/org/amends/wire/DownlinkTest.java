package org.amends.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.amends.wire.Downlink.Message;
import org.amends.wire.Downlink.Opened;
import org.amends.wire.Downlink.Saying;
import org.amends.wire.Downlink.Signed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the hub says, and that nobody else can say it. */
class DownlinkTest {

    private static final KeyPair HUB = newKey();
    private static final String KEY = Base64.getUrlEncoder().encodeToString(HUB.getPublic().getEncoded());
    private static final TerminalSettings SETTINGS = TerminalSettings.NONE.with("answer-seconds", "45").with("look",
            "night");

    @Test
    void format_1_is_written_to_the_letter_like_this() {
        assertThat(Downlink.sign(message(new Saying.Settings(SETTINGS)), HUB.getPrivate()).message())
                .isEqualTo("{\"format\":1,\"number\":7,\"terminal\":\"t-1\",\"issued\":\"2026-11-20T12:00:00Z\","
                        + "\"kind\":\"settings\",\"body\":{\"answer-seconds\":45,\"look\":\"night\"}}");
    }

    @ParameterizedTest
    @MethodSource
    void what_the_hub_signs_is_read_as_it_was_meant(Saying saying) {
        assertThat(Downlink.open(Downlink.sign(message(saying), HUB.getPrivate()), KEY))
                .isEqualTo(new Opened.Genuine(message(saying)));
    }

    static Stream<Saying> what_the_hub_signs_is_read_as_it_was_meant() {
        return Stream.of(new Saying.Settings(SETTINGS), new Saying.Settings(TerminalSettings.NONE), new Saying.RenewToken(),
                new Saying.Revoked(), new Saying.Sealing(new SealingKey("k-1", "abc")),
                new Saying.GuestAddress(Optional.of(URI.create("https://hub.example.org:8443/"))),
                new Saying.GuestAddress(Optional.empty()), new Saying.Lines(List.of()),
                new Saying.Lines(List.of(line("You said \"cold\". There is a fire now."), line("x".repeat(120)))),
                new Saying.Unknown("on-the-way"));
    }

    @Test
    void a_known_kind_with_a_body_that_is_none_is_passed_by_like_an_unknown_one() throws GeneralSecurityException {
        assertThat(Downlink.open(signed(text("1", "\"settings\"", "{\"answer-seconds\":9}")), KEY))
                .isEqualTo(new Opened.Genuine(message(new Saying.Unknown("settings"))));
        assertThat(Downlink.open(signed(text("1", "\"sealing-key\"", "{}")), KEY))
                .isEqualTo(new Opened.Genuine(message(new Saying.Unknown("sealing-key"))));
        for (String nowhere : new String[]{"javascript:alert(1)", "/g", "file://host/g", "::"}) {
            assertThat(Downlink.open(signed(text("1", "\"guest-address\"", "{\"address\":\"" + nowhere + "\"}")), KEY))
                    .as(nowhere).isEqualTo(new Opened.Genuine(message(new Saying.Unknown("guest-address"))));
        }
    }

    @Test
    void lines_are_written_to_the_letter_like_this_the_house_language_first() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("pt-BR", "Aceso.");
        texts.put("en", "Lit.");
        assertThat(Downlink
                .sign(message(new Saying.Lines(List.of(new HouseLine(texts, Instant.parse("2026-12-21T00:00:00Z"))))),
                        HUB.getPrivate())
                .message()).endsWith("\"kind\":\"lines\",\"body\":{\"lines\":[{\"texts\":{\"pt-BR\":"
                        + "\"Aceso.\",\"en\":\"Lit.\"},\"until\":\"2026-12-21T00:00:00Z\"}]}}");
    }

    @Test
    void lines_out_of_their_limits_are_passed_by_as_a_whole() throws GeneralSecurityException {
        String line = "{\"texts\":{\"en\":\"%s\"},\"until\":\"2026-12-21T00:00:00Z\"}";
        for (String body : List.of("{}", "{\"lines\":null}", "{\"lines\":[null]}", "{\"lines\":[{}]}", "{\"lines\":{}}",
                "{\"lines\":[{\"texts\":{},\"until\":\"2026-12-21T00:00:00Z\"}]}",
                "{\"lines\":[{\"texts\":{\"en\":\"x\"}}]}",
                "{\"lines\":[{\"texts\":{\"en\":null},\"until\":\"2026-12-21T00:00:00Z\"}]}",
                "{\"lines\":[{\"texts\":{\"<b>\":\"x\"},\"until\":\"2026-12-21T00:00:00Z\"}]}",
                "{\"lines\":[{\"texts\":{\"en\":\"x\"},\"until\":1}]}", lines(line.formatted("x".repeat(121)), 1),
                lines(line.formatted(" "), 1), lines(line.formatted("a\\nb"), 1), lines(line.formatted("a\\u202Eb"), 1),
                lines(line.formatted("a\\uD83D"), 1), lines(line.formatted("x"), 11))) {
            assertThat(Downlink.open(signed(text("1", "\"lines\"", body)), KEY)).as(body)
                    .isEqualTo(new Opened.Genuine(message(new Saying.Unknown("lines"))));
        }
        assertThat(Downlink.open(signed(text("1", "\"lines\"", lines(line.formatted("x"), 10))), KEY))
                .isEqualTo(new Opened.Genuine(message(new Saying.Lines(Collections.nCopies(10, line("x"))))));
    }

    private static String lines(String line, int many) {
        return "{\"lines\":[" + String.join(",", Collections.nCopies(many, line)) + "]}";
    }

    private static HouseLine line(String words) {
        return new HouseLine(Map.of("en", words), Instant.parse("2026-12-21T00:00:00Z"));
    }

    @Test
    void what_was_altered_or_signed_by_another_is_refused() {
        Signed good = Downlink.sign(message(new Saying.Revoked()), HUB.getPrivate());
        Signed forged = Downlink.sign(message(new Saying.Revoked()), newKey().getPrivate());

        assertThat(Downlink.open(good, KEY)).isInstanceOf(Opened.Genuine.class);
        for (Signed wrong : new Signed[]{forged, new Signed(good.message().replace("t-1", "t-2"), good.signature()),
                new Signed(good.message() + " ", good.signature()), new Signed(good.message(), ""),
                new Signed(good.message(), "!"), new Signed(good.message(), null), new Signed(null, good.signature())}) {
            assertThat(Downlink.open(wrong, KEY)).isEqualTo(new Opened.Refused("its signature is not the hub's"));
        }
        assertThat(Downlink.open(good, "no key")).isInstanceOf(Opened.Refused.class);
    }

    @Test
    void another_format_or_a_missing_part_is_refused_even_if_the_hub_signed_it() throws GeneralSecurityException {
        for (String text : new String[]{text("0", "\"revoked\"", "{}"), text("2", "\"revoked\"", "{}"),
                text("1", "null", "{}"), "{}", "null", "nonsense",
                text("1", "\"revoked\"", "{}").replace("\"t-1\"", "null")}) {
            assertThat(Downlink.open(signed(text), KEY)).as(text).isInstanceOf(Opened.Refused.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"answer-seconds|9|a whole number from 10 to 120", "answer-seconds|x|a whole number",
                    "thanks-seconds|31|a whole number from 3 to 30", "look|dusk|day, night, sand", "motion|yes|true, false",
                    "hub|http://x|answer-seconds, thanks-seconds, look, motion"})
    void a_setting_out_of_its_limits_is_named_with_what_is_allowed(String name, String value, String allowed) {
        assertThatIllegalArgumentException().isThrownBy(() -> TerminalSettings.NONE.with(name, value)).extracting(
                Throwable::getMessage).asString().contains(name, "allowed: " + allowed);
    }

    @Test
    void an_empty_value_leaves_a_setting_to_the_terminals_own_file() {
        assertThat(SETTINGS.with("look", "").with("motion", "false").lines()).containsExactly("answer-seconds=45",
                "motion=false");
        assertThat(SETTINGS.with("look", "").with("answer-seconds", "")).isEqualTo(TerminalSettings.NONE);
    }

    @Test
    void a_pairing_code_is_shown_in_groups_and_read_back_however_it_is_typed() {
        PairingCode code = new PairingCode("ABCD2345", Optional.of(PairingCode.fingerprint(new byte[]{1, 2, 3})));

        assertThat(code.shown()).matches("([2-9A-HJKMNP-Z]{4}-){5}[2-9A-HJKMNP-Z]{4}").startsWith("ABCD-2345-");
        assertThat(PairingCode.typed(code.shown())).isEqualTo(code);
        assertThat(PairingCode.typed(" " + code.shown().toLowerCase(java.util.Locale.ROOT).replace("-", " "))).isEqualTo(
                code);
        assertThat(PairingCode.typed("ABCD-2345")).isEqualTo(new PairingCode("ABCD-2345", Optional.empty()));
        assertThat(PairingCode.fingerprint(new byte[]{1, 2, 4})).isNotEqualTo(code.ca().orElseThrow());
        assertThat(code.toString()).doesNotContain("ABCD2345");
    }

    private static String text(String format, String kind, String body) {
        return "{\"format\":" + format + ",\"number\":7,\"terminal\":\"t-1\",\"issued\":\"2026-11-20T12:00:00Z\",\"kind\":"
                + kind + ",\"body\":" + body + "}";
    }

    private static Message message(Saying saying) {
        return new Message(7, "t-1", Instant.parse("2026-11-20T12:00:00Z"), saying);
    }

    private static Signed signed(String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(HUB.getPrivate());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return new Signed(text, Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign()));
    }

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
