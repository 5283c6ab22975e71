package org.amends.kiosk.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.amends.response.Touchpoint;

/**
 * A terminal's settings, as {@link SettingsFile} reads and checks them.
 *
 * @param touchpoint    site and place, by the names staff use
 * @param surveyFile    what to ask
 * @param hub           where responses go: {@code http} or {@code https}, host, port, no path
 * @param persona       what kind of thing the terminal is
 * @param look          the colours of the guest screens
 * @param motion        whether anything on the screens moves
 * @param answerTime    how long a question waits for a guest who has begun, 10 to 120 s
 * @param thanksTime    how long the thanks stay, 3 to 30 s
 * @param outboxMegabytes how large the outbox may grow, 10 to 100,000 millions of bytes
 * @param screenWidthMm the screen's width in millimetres where the screen itself does not tell the truth, 50 to 3,000
 */
public record Settings(Touchpoint touchpoint, Path surveyFile, URI hub, Persona persona, LookName look, boolean motion,
        Duration answerTime, Duration thanksTime, int outboxMegabytes, OptionalInt screenWidthMm) {

    /** The same settings with another hub. */
    public Settings withHub(URI otherHub) {
        return new Settings(touchpoint, surveyFile, otherHub, persona, look, motion, answerTime, thanksTime,
                outboxMegabytes,
                screenWidthMm);
    }

    /** The values in force, a line each, for the log. There are no secrets among them. */
    public List<String> lines() {
        return List.of("site: " + touchpoint.site(), "touchpoint: " + touchpoint.name(), "survey: " + surveyFile,
                "hub: " + hub, "persona: " + persona.name().toLowerCase(Locale.ROOT),
                "look: " + look.name().toLowerCase(Locale.ROOT), "motion: " + motion,
                "answer-seconds: " + answerTime.toSeconds(), "thanks-seconds: " + thanksTime.toSeconds(),
                "outbox-megabytes: " + outboxMegabytes, "screen-width-mm: "
                        + (screenWidthMm.isPresent() ? screenWidthMm.getAsInt() : "as the screen tells"));
    }
}
