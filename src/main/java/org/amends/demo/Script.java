package org.amends.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.wire.CrockfordBase32;
import org.amends.wire.RecoveryCode;

/** The words that a {@link Day} is written down in: who does what, so and so much later. What a seed decides, it decides here. */
class Script {

    /** What pleased guests write, each in the language of its screen. */
    private static final List<List<String>> PRAISE = List.of(List.of("en", "Lovely breakfast, thank you"),
            List.of("de", "Sehr freundlich an der Rezeption"), List.of("fr", "Chambre calme, très bon accueil"),
            List.of("es", "Todo perfecto, volveremos"), List.of("ja", "景色がとても良かったです"),
            List.of("ar", "خدمة ممتازة"), List.of("en", "The sauna was just right"));
    private static final List<String> LANGUAGES = List.of("en", "en", "en", "de", "de", "fr", "es", "ja", "ar", "zh");
    static final int BEST = 4;

    private final SplittableRandom random;
    private final List<Day.Happening> happenings;
    String guest = "";
    private UUID response;
    Touchpoint where;
    private String language;
    private Duration at = Duration.ZERO;
    /** When the day begins that is written. */
    Duration begins = Duration.ZERO;
    boolean hurries = true;
    private final Map<String, String> codes;

    Script(long seed) {
        random = new SplittableRandom(seed);
        happenings = new ArrayList<>();
        codes = new HashMap<>();
    }

    /** Goes on where another ends, with the same guests and the same luck. */
    Script(Script other) {
        random = other.random;
        happenings = other.happenings;
        codes = other.codes;
    }

    /** All that was written down, in the order in which it happens. */
    Day day() {
        return new Day(happenings.stream().sorted(Comparator.comparing(Day.Happening::at)).toList());
    }

    /** More in the morning and in the evening, as in any hotel. */
    void pleasedGuests(boolean hurry) {
        for (int minute = 8; minute < Day.LONG.toMinutes() - 2; minute++) {
            double often = (minute < 160 ? .3 : minute > 520 ? .25 : .13) * (hurry ? 1 : .5);
            if (random.nextDouble() >= often) {
                continue;
            }
            List<String> praise = PRAISE.get(random.nextInt(PRAISE.size()));
            boolean writes = random.nextInt(7) == 0;
            hurries = hurry;
            guest("pleased-" + minute, minute, Day.PLACES.get(random.nextInt(Day.PLACES.size())),
                    writes ? praise.getFirst() : LANGUAGES.get(random.nextInt(LANGUAGES.size())),
                    random.nextInt(5) < 3 ? BEST : BEST - 1, "");
            if (writes) {
                writes(praise.getLast());
            }
            hurries = true;
        }
    }

    void guest(String name, int minute, Touchpoint place, String speaks, int score, String reason) {
        guest(name, minute, place, speaks, score, reason, score <= 2);
    }

    void guest(String name, int minute, Touchpoint place, String speaks, int score, String reason,
            boolean opens) {
        minute(minute);
        guest = name;
        where = place;
        language = speaks;
        response = id();
        say(new Content.Rating("stay", score, BEST), opens);
        if (!reason.isEmpty()) {
            happening(Duration.ofSeconds(2 + random.nextInt(8)));
            say(new Content.Reason("what-went-wrong", reason.toLowerCase(Locale.ROOT).replace(' ', '-'), reason),
                    false);
        }
    }

    void writes(String words) {
        happening(Duration.ofSeconds(10 + random.nextInt(30)));
        say(new Content.Comment("more", words), false);
    }

    void leaves(String address) {
        happening(Duration.ofSeconds(15 + random.nextInt(20)));
        say(new Content.Contact("reach", "email", address,
                List.of(new Content.Consent("reply", "You may write to me about this."))), false);
    }

    /** The guest takes the code that the terminal shows with its thanks, and looks at their page. */
    void scans() {
        StringBuilder letters = new StringBuilder();
        while (letters.length() < RecoveryCode.LETTERS) {
            letters.append(CrockfordBase32.ALPHABET.charAt(random.nextInt(CrockfordBase32.ALPHABET.length())));
        }
        RecoveryCode code = RecoveryCode.read(letters.toString()).orElseThrow();
        codes.put(guest, letters.toString());
        happening(Duration.ofSeconds(8));
        say(new Content.RecoveryToken(Content.RecoveryToken.SHOWN, code.digest()), false);
        happening(Duration.ofSeconds(5));
        onPage("", "", "");
    }

    /** The guest writes on their page. */
    void asks(int minutes, String words) {
        later(minutes);
        onPage("/message", "words", words);
    }

    /** Staff write to the guest. */
    void answers(int minutes, String who, String words) {
        later(minutes);
        press(who, guest, "/cases/" + Day.CASE + "/message", Map.of("message", words));
    }

    /** The guest says on their page how content they are now. */
    void rates(int minutes, int score) {
        later(minutes);
        onPage("/score", "score", String.valueOf(score));
    }

    private void onPage(String form, String field, String words) {
        happening(new Day.OnPage(at, codes.get(guest), form, field, words));
    }

    /** What is proposed for a case for which the venue itself is responsible. */
    void offers(int minutes, String who) {
        offers(minutes, who, "", "");
    }

    void offers(int minutes, String who, String what, String reason) {
        later(minutes);
        press(who, guest, "/cases/" + Day.CASE + "/offer",
                Map.of("responsibility", "ours", "offer", what, "reason", reason, "once", id().toString()));
    }

    /** The second person decides. */
    void decides(int minutes, String how, String word) {
        later(minutes);
        press("manager", guest, "/offers/" + Day.OFFER + "/" + how, Map.of("word", word));
    }

    void takesBack(int minutes, String who) {
        later(minutes);
        press(who, guest, "/cases/" + Day.CASE + "/withdraw-offer", Map.of("made", Day.OFFER));
    }

    /**
     * Somebody wants other guests at the site to read what was done.
     *
     * @param english and german: at most 120 characters each
     */
    void proposes(int minutes, String who, String english, String german) {
        later(minutes);
        press(who, guest, "/cases/" + Day.CASE + "/line", Map.of("words-en", english, "words-de", german, "place", "site",
                "last", Day.LAST_DAY, "once", id().toString()));
    }

    /** The manager has what was proposed stand on idle screens. */
    void approvesTheLine(int minutes) {
        later(minutes);
        press("manager", "", "/lines/" + Day.LINE + "/approve", Map.of());
    }

    void redeems(int minutes, String who) {
        later(minutes);
        happening(new Day.Redeemed(at, who, codes.get(guest)));
    }

    void calls() {
        happening(Duration.ofSeconds(4));
        say(new Content.SomebodyNow("somebody", true), false);
    }

    void takes(int minutes, String who) {
        later(minutes);
        press(who, guest, "/cases/" + Day.CASE + "/take", Map.of());
    }

    void notes(int minutes, String who, String words, String tell) {
        later(minutes);
        press(who, guest, "/cases/" + Day.CASE + "/note", Map.of("remark", words, "tell", tell));
    }

    void handsOver(int minutes, String who, String to) {
        later(minutes);
        press(who, guest, "/cases/" + Day.CASE + "/hand-over", Map.of("to", to));
    }

    void closes(int minutes, String who, String cause, String action, String words) {
        later(minutes);
        press(who, guest, "/cases/" + Day.CASE + "/close",
                Map.of("cause", cause, "action", action, "note", words));
    }

    void say(Content content, boolean opens) {
        happening(new Day.Said(at, where, guest, response, id(), language, content, opens, hurries));
    }

    void press(String who, String about, String path, Map<String, String> fields) {
        happening(Duration.ofSeconds(1));
        happening(new Day.Pressed(at, who, about, path, fields));
    }

    void happening(Day.Happening happening) {
        happenings.add(happening);
    }

    void happening(Duration later) {
        at = at.plus(later);
    }

    void later(int minutes) {
        at = at.plusMinutes(minutes).plusSeconds(random.nextInt(40));
    }

    void minute(int minute) {
        at = begins.plusMinutes(minute).plusSeconds(random.nextInt(30));
    }

    /** Of version 7, as all are, with the time within the day in place of one that is not known here. */
    private UUID id() {
        return new UUID(at.toMillis() << 16 | 0x7000 | random.nextInt(0x1000),
                1L << 63 | random.nextLong() >>> 2);
    }
}
