package org.amends.hub.messages;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.amends.checkedfile.FileProblem;
import org.amends.checkedfile.Value;

/**
 * The mail server that e-mail is handed to.
 *
 * @param host     its name or address
 * @param port     1 to 65535
 * @param security how the line to it is kept private
 * @param user     who the hub says it is; empty where the server asks for nobody
 * @param password that goes with it
 * @param from     the address that messages come from
 */
public record MailServer(String host, int port, Security security, Optional<String> user, Optional<Secret> password,
        String from) {

    /** An e-mail address as far as it matters here: one, without a name, in letters that every server takes. */
    private static final Pattern ADDRESS = Pattern
            .compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?");
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z.:-]{1,253}");
    private static final int LONGEST_USER = 200;

    /** Whether an address, such as one that a guest typed, is one that mail can be sent to. */
    public static boolean takes(String address) {
        return ADDRESS.matcher(address).matches();
    }

    /** How the line is kept private. */
    public enum Security {
        /** Begins in the clear and goes on under TLS; nothing is said if the server cannot. */
        STARTTLS,
        /** Under TLS from the beginning. */
        TLS,
        /** In the clear: for a server on the same machine. */
        NONE
    }

    /**
     * Reads a block of settings.
     *
     * @throws FileProblem with file, line, the value and what is allowed
     */
    public static MailServer read(Value block) {
        block.allowOnly(Set.of("server", "port", "security", "user", "password-file", "from"));
        Security security = block.find("security").map(
                value -> value.oneOf(Map.of("starttls", Security.STARTTLS, "tls", Security.TLS, "none", Security.NONE)))
                .orElse(Security.STARTTLS);
        Optional<String> user = block.find("user").map(value -> value.text(LONGEST_USER));
        Optional<Secret> password = block.find("password-file").map(value -> Secret.named(value, 1));
        if (user.isPresent() != password.isPresent()) {
            throw block.get(user.isPresent() ? "user" : "password-file")
                    .wrong("this only together with " + (user.isPresent() ? "password-file" : "user"));
        }
        return new MailServer(block.get("server").text(HOST, "a host name or an address"),
                block.find("port").map(value -> value.wholeNumber(1, 65535)).orElse(usualPort(security)), security, user,
                password, address(block.get("from")));
    }

    /**
     * An e-mail address.
     *
     * @throws FileProblem if it is none
     */
    public static String address(Value value) {
        return value.text(ADDRESS, "an e-mail address, such as reception@example.org");
    }

    private static int usualPort(Security security) {
        return switch (security) {
            case STARTTLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
    }
}
