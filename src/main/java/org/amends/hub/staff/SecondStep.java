package org.amends.hub.staff;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.KeyFile;

/**
 * The one-time code that some accounts need beside their password. The secrets are kept sealed to the hub's key file, each for
 * its account: neither a copy of the database nor a row that was moved to another name makes a code.
 */
public final class SecondStep {

    private static final Logger LOG = System.getLogger(SecondStep.class.getName());
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Database database;
    private final KeyFile key;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final StaffStore store = new StaffStore();

    public SecondStep(Database database, KeyFile key, Clock clock) {
        this.database = database;
        this.key = key;
        this.clock = clock;
    }

    /** What became of a code. */
    enum Checked {
        RIGHT, WRONG,
        /** The hub's key is not there, or is another than the secret was sealed to. */
        CANNOT_BE_CHECKED
    }

    /**
     * Makes a new secret for an account, in place of the one it had, and ends its sessions.
     *
     * @return                                     an address for authenticator programs, which holds the secret
     * @throws IllegalArgumentException            if there is no such account
     * @throws org.amends.StartRefused if the hub's key cannot be read or made
     */
    public String setUp(String name) {
        String plain = database.read(tx -> store.existing(tx, name));
        byte[] secret = new byte[OneTimeCode.SECRET_BYTES];
        random.nextBytes(secret);
        String sealed = seal(key.readOrMake(), plain, secret);
        database.change(tx -> {
            store.putCode(tx, plain, sealed, clock.instant());
            store.endAllOf(tx, plain);
        });
        return OneTimeCode.uri(plain, secret);
    }

    /**
     * Needs no code of an account any more.
     *
     * @throws IllegalArgumentException if there is no such account
     */
    public void remove(String name) {
        String plain = database.read(tx -> store.existing(tx, name));
        database.change(tx -> store.removeCode(tx, plain));
    }

    /** Whether an account needs a code. */
    boolean isNeeded(String name) {
        return database.read(tx -> store.code(tx, name)).isPresent();
    }

    /** Whether a code is good now; each is so once, and none that is older than one that was. */
    Checked check(String name, String typed) {
        Optional<String> sealed = database.read(tx -> store.code(tx, name));
        Optional<byte[]> secret = sealed.flatMap(text -> key.read().flatMap(bytes -> open(bytes, name, text)));
        if (secret.isEmpty()) {
            LOG.log(Level.ERROR,
                    "the one-time code of \"{0}\" cannot be checked, as hub.key is not the one that it was set up"
                            + " with; amends hub staff totp sets it up anew",
                    name);
            return Checked.CANNOT_BE_CHECKED;
        }
        OptionalLong step = OneTimeCode.step(secret.get(), typed.replaceAll("\\s", ""), clock.instant());
        return step.isPresent() && database.write(tx -> store.useCode(tx, name, sealed.get(), step.getAsLong()))
                ? Checked.RIGHT
                : Checked.WRONG;
    }

    private String seal(byte[] key, String name, byte[] secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, name).doFinal(secret);
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + CIPHER, impossible);
        }
    }

    private static Optional<byte[]> open(byte[] key, String name, String text) {
        try {
            byte[] all = Base64.getDecoder().decode(text);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(all, NONCE_BYTES), name).doFinal(all,
                    NONCE_BYTES, all.length - NONCE_BYTES));
        } catch (GeneralSecurityException | IllegalArgumentException another) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
