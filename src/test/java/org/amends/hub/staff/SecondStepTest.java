package org.amends.hub.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.amends.hub.HandClock;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.KeyFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in with a password and a one-time code. */
class SecondStepTest {

    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path data;
    private final HandClock clock = new HandClock();
    private Database database;
    private SecondStep secondStep;
    private SignIn signIn;
    private byte[] secret;

    @BeforeEach
    void start() {
        database = Database.open(data);
        Accounts accounts = new Accounts(database, clock);
        accounts.put("ada", "Ada Root", PASSWORD);
        accounts.put("mara", "Mara Berg", PASSWORD);
        secondStep = new SecondStep(database, KeyFile.in(data), clock);
        signIn = new SignIn(database, new Sessions(database, clock), secondStep, clock);
        secret = secret(secondStep.setUp(" Ada"));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void the_code_is_asked_for_after_the_password_and_of_those_alone_who_need_one() throws Exception {
        assertThat(signIn.attempt("mara", PASSWORD, "here")).isInstanceOf(SignIn.Outcome.In.class);
        assertThat(signIn.attempt("ada", "wrong", "here")).isInstanceOf(SignIn.Outcome.Wrong.class);
        String pending = password();
        assertThat(signIn.attemptCode(pending, "000000", "here")).isInstanceOf(SignIn.Outcome.WrongCode.class);
        assertThat(signIn.attemptCode("guessed", code(0), "here")).isInstanceOf(SignIn.Outcome.Wrong.class);
        String typed = code(0).substring(0, 3) + " " + code(0).substring(3);
        assertThat(signIn.attemptCode(pending, typed, "here")).isInstanceOf(SignIn.Outcome.In.class);
        assertThat(signIn.attemptCode(pending, code(1), "here")).as("it is used up")
                .isInstanceOf(SignIn.Outcome.Wrong.class);
    }

    @Test
    void each_code_is_good_once_and_none_that_is_older() throws Exception {
        assertThat(signIn.attemptCode(password(), code(0), "here")).isInstanceOf(SignIn.Outcome.In.class);
        for (int off : new int[]{0, -1}) {
            assertThat(signIn.attemptCode(password(), code(off), "here")).isInstanceOf(SignIn.Outcome.WrongCode.class);
        }
        assertThat(signIn.attemptCode(password(), code(1), "here")).isInstanceOf(SignIn.Outcome.In.class);
        clock.pass(Duration.ofSeconds(30));
        assertThat(signIn.attemptCode(password(), code(0), "here")).isInstanceOf(SignIn.Outcome.WrongCode.class);
    }

    @Test
    void after_five_wrong_codes_a_name_waits_whatever_its_password() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(signIn.attemptCode(password(), "000000", "here")).isInstanceOf(SignIn.Outcome.WrongCode.class);
        }
        assertThat(signIn.attemptCode(password(), code(0), "here")).isInstanceOf(SignIn.Outcome.Locked.class);
        clock.pass(LockOut.LOCKED);
        assertThat(signIn.attemptCode(password(), code(0), "here")).isInstanceOf(SignIn.Outcome.In.class);
    }

    @Test
    void whoever_takes_too_long_or_was_given_another_password_begins_anew() throws Exception {
        String slow = password();
        clock.pass(Duration.ofMinutes(5));
        assertThat(signIn.attemptCode(slow, code(0), "here")).isInstanceOf(SignIn.Outcome.Wrong.class);
        String changed = password();
        new Accounts(database, clock).put("ada", "Ada Root", "another horse battery");
        assertThat(signIn.attemptCode(changed, code(0), "here")).isInstanceOf(SignIn.Outcome.Wrong.class);
    }

    @Test
    void a_copy_of_the_database_alone_makes_no_code() throws Exception {
        String sealed = database.<Optional<String>>read(
                tx -> tx.first("SELECT sealed FROM staff_codes", row -> row.text("sealed"))).orElseThrow();
        assertThat(new String(Base64.getDecoder().decode(sealed), StandardCharsets.ISO_8859_1)).hasSize(12 + 20 + 16)
                .doesNotContain(new String(secret, StandardCharsets.ISO_8859_1));
        Path key = data.resolve("hub.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");
        String right = Files.readString(key);
        for (String other : new String[]{"", "nonsense", Base64.getEncoder().encodeToString(new byte[32])}) {
            Files.writeString(key, other);
            assertThat(signIn.attemptCode(password(), code(0), "here"))
                    .isInstanceOf(SignIn.Outcome.CodeCannotBeChecked.class);
        }
        Files.delete(key);
        assertThat(signIn.attemptCode(password(), code(0), "here")).isInstanceOf(SignIn.Outcome.CodeCannotBeChecked.class);
        Files.writeString(key, right);
        assertThat(signIn.attemptCode(password(), code(0), "here")).isInstanceOf(SignIn.Outcome.In.class);
    }

    @Test
    void a_secret_that_is_moved_to_another_name_is_none() throws Exception {
        database.change(tx -> tx.update("UPDATE staff_codes SET staff = 'mara'"));
        SignIn.Outcome.CodeWanted wanted = (SignIn.Outcome.CodeWanted) signIn.attempt("mara", PASSWORD, "here");
        assertThat(signIn.attemptCode(wanted.pending(), code(0), "here"))
                .isInstanceOf(SignIn.Outcome.CodeCannotBeChecked.class);
    }

    @Test
    void setting_it_up_anew_is_the_way_back_in_and_ends_what_was() throws Exception {
        Sessions sessions = new Sessions(database, clock);
        String before = ((SignIn.Outcome.In) signIn.attemptCode(password(), code(0), "here")).token();
        String old = code(1);
        byte[] first = secret;
        secret = secret(secondStep.setUp("ada"));

        assertThat(secret).isNotEqualTo(first);
        assertThat(sessions.find(before)).isEmpty();
        assertThat(signIn.attemptCode(password(), old, "here")).isInstanceOf(SignIn.Outcome.WrongCode.class);
        assertThat(signIn.attemptCode(password(), code(0), "here")).isInstanceOf(SignIn.Outcome.In.class);
        secondStep.remove("ada");
        assertThat(signIn.attempt("ada", PASSWORD, "here")).isInstanceOf(SignIn.Outcome.In.class);
        assertThatThrownBy(() -> secondStep.setUp("nobody")).hasMessageContaining("there is no account \"nobody\"");
    }

    @Test
    void the_key_is_made_once() throws IOException {
        byte[] key = KeyFile.in(data).readOrMake();
        assertThat(KeyFile.in(data).readOrMake()).isEqualTo(key);
        assertThat(KeyFile.in(data).read().map(Arrays::toString))
                .isEqualTo(Optional.of(Arrays.toString(key)));
        Files.writeString(data.resolve("hub.key"), "nonsense");
        assertThatThrownBy(() -> KeyFile.in(data).readOrMake()).hasMessageContaining("holds no key of this hub");
    }

    private String password() throws InterruptedException {
        return ((SignIn.Outcome.CodeWanted) signIn.attempt("ada", PASSWORD, "here")).pending();
    }

    private String code(int stepsOff) {
        return OneTimeCode.at(secret, clock.instant().getEpochSecond() / 30 + stepsOff, OneTimeCode.DIGITS);
    }

    /** As an authenticator program reads it. */
    private static byte[] secret(String uri) {
        String text = uri.replaceAll(".*secret=([A-Z2-7]+)&.*", "$1");
        BigInteger number = BigInteger.ZERO;
        for (char c : text.toCharArray()) {
            number = number.shiftLeft(5).or(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c)));
        }
        byte[] bytes = new byte[OneTimeCode.SECRET_BYTES];
        byte[] all = number.toByteArray();
        for (int i = 0; i < bytes.length && i < all.length; i++) {
            bytes[bytes.length - 1 - i] = all[all.length - 1 - i];
        }
        return bytes;
    }
}
