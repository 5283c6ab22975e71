package org.amends.kiosk.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.amends.response.Touchpoint;
import org.amends.wire.TerminalSettings;

/**
 * A terminal's settings, as {@link SettingsFile} reads and checks them.
 *
 * @param touchpoint    site and place, by the names staff use
 * @param surveyFile    what to ask
 * @param timedSurveys  what to ask in its place at hours of its own; no two at the same time
 * @param openHours     when the place is open; always, where there is none
 * @param hub           where responses go: {@code http} or {@code https}, host, port, no path
 * @param link          how to get there
 * @param persona       what kind of thing the terminal is
 * @param look          the colours of the guest screens
 * @param brand         the folder of what is the venue's own
 * @param motion        whether anything on the screens moves
 * @param answerTime    how long a question waits for a guest who has begun, 10 to 120 s
 * @param thanksTime    how long the thanks stay, 3 to 30 s
 * @param undoTime      how long the last answer can be taken back, 0 (never) to 10 s
 * @param outboxMegabytes how large the outbox may grow, 10 to 100,000 millions of bytes
 * @param screenWidthMm the screen's width in millimetres where the screen itself does not tell the truth, 50 to 3,000
 * @param presses       how presses and keys are taken
 * @param hasScreen     whether there is a screen at all, or only buttons and lights
 * @param wiringFile    what is wired to it beside the screen
 * @param staffPin      whether staff may say by a PIN that they are there
 * @param recoveryCode  whether a guest who is not content is shown a code by which they come back with their own phone
 */
public record Settings(Touchpoint touchpoint, Path surveyFile, List<TimedSurvey> timedSurveys, List<Hours> openHours,
        URI hub, HubLink link, Persona persona, LookName look,
        Optional<Path> brand, boolean motion, Duration answerTime, Duration thanksTime, Duration undoTime,
        int outboxMegabytes,
        OptionalInt screenWidthMm, Presses presses, boolean hasScreen, Optional<Path> wiringFile,
        boolean staffPin, boolean recoveryCode) {

    public Settings {
        timedSurveys = List.copyOf(timedSurveys);
        openHours = List.copyOf(openHours);
    }

    /** A survey that is asked at hours of its own. */
    public record TimedSurvey(Path file, Hours hours) {

        @Override
        public String toString() {
            return file + " " + hours;
        }
    }

    /** The same settings with another hub. */
    public Settings withHub(URI otherHub) {
        return new Settings(touchpoint, surveyFile, timedSurveys, openHours, otherHub, link, persona, look, brand, motion,
                answerTime, thanksTime,
                undoTime, outboxMegabytes, screenWidthMm, presses, hasScreen, wiringFile, staffPin, recoveryCode);
    }

    /** The same settings with what the hub has set in place of the file's. A look that is not known here is passed over. */
    public Settings with(TerminalSettings fromHub) {
        return new Settings(touchpoint, surveyFile, timedSurveys, openHours, hub, link, persona,
                fromHub.look().flatMap(LookName::named).orElse(look), brand, fromHub.motion().orElse(motion),
                fromHub.answerSeconds().map(Duration::ofSeconds).orElse(answerTime),
                fromHub.thanksSeconds().map(Duration::ofSeconds).orElse(thanksTime), undoTime, outboxMegabytes,
                screenWidthMm, presses, hasScreen, wiringFile, staffPin, recoveryCode);
    }

    private static String orElse(List<?> list, String none) {
        return list.isEmpty() ? none : list.stream().map(Object::toString).collect(Collectors.joining("; "));
    }

    /** The values in force, a line each, for the log. There are no secrets among them. */
    public List<String> lines() {
        return List.of("site: " + touchpoint.site(), "touchpoint: " + touchpoint.name(), "survey: " + surveyFile,
                "surveys: " + orElse(timedSurveys, "none"), "open-hours: " + orElse(openHours, "always"),
                "hub: " + hub, "proxy: " + link.proxyInWords(), "hub-ca: " + link.caInWords(),
                "persona: " + persona.name().toLowerCase(Locale.ROOT),
                "look: " + look.name().toLowerCase(Locale.ROOT),
                "brand: " + brand.map(Path::toString).orElse("none"), "motion: " + motion,
                "answer-seconds: " + answerTime.toSeconds(), "thanks-seconds: " + thanksTime.toSeconds(),
                "undo-seconds: " + undoTime.toSeconds(),
                "outbox-megabytes: " + outboxMegabytes, "screen-width-mm: "
                        + (screenWidthMm.isPresent() ? screenWidthMm.getAsInt() : "as the screen tells"),
                "guard-ms: " + presses.guardTime().toMillis(), "keys: " + presses.keysInWords(),
                "screen: " + (hasScreen ? "display" : "none"),
                "wiring: " + wiringFile.map(Path::toString).orElse("none"), "staff-pin: " + staffPin,
                "recovery-code: " + recoveryCode);
    }
}
