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

/**
 * What the guests and the staff of the sample venue do in the hours before the demonstration begins. Unhappy guests, and what
 * becomes of them, are written down below; pleased ones come as a seed has it, which also says to the second when all of it
 * happens.
 *
 * @param happenings in their order
 */
record Day(List<Happening> happenings) {

    /** How long it is; a session of staff lasts longer. */
    static final Duration LONG = Duration.ofHours(11);
    /** Stands in an address for the number of the case that it is about. */
    static final String CASE = "{case}";
    /** The case of many unhappy guests, which no single one has opened. */
    static final String MANY = "many";

    static final Touchpoint LOBBY = new Touchpoint("Harbour Hotel", "Lobby");
    static final Touchpoint BREAKFAST = new Touchpoint("Harbour Hotel", "Breakfast room");
    static final Touchpoint SPA = new Touchpoint("Harbour Hotel", "Spa");
    static final Touchpoint TABLE = new Touchpoint("Harbour Restaurant", "Table 7");
    static final Touchpoint TERRACE = new Touchpoint("Harbour Restaurant", "Terrace");
    static final List<Touchpoint> PLACES = List.of(LOBBY, BREAKFAST, SPA, TABLE, TERRACE);

    /** Who works here beside the two accounts that every demonstration has: what they sign in by, and their names. */
    static final Map<String, String> COLLEAGUES = Map.of("mara", "Mara Berg", "jonas", "Jonas Vale", "lena", "Lena Ortiz");

    private static final int BEST = 4;
    private static final String EMAIL = "j.lindqvist@example.org";
    /** What pleased guests write, each in the language of its screen. */
    private static final List<List<String>> PRAISE = List.of(List.of("en", "Lovely breakfast, thank you"),
            List.of("de", "Sehr freundlich an der Rezeption"), List.of("fr", "Chambre calme, très bon accueil"),
            List.of("es", "Todo perfecto, volveremos"), List.of("ja", "景色がとても良かったです"),
            List.of("ar", "خدمة ممتازة"), List.of("en", "The sauna was just right"));
    private static final List<String> LANGUAGES = List.of("en", "en", "en", "de", "de", "fr", "es", "ja", "ar", "zh");

    /** Something that somebody does, so long after the day has begun. */
    sealed interface Happening {

        Duration at();
    }

    /**
     * A guest says one thing at a terminal.
     *
     * @param guest what they are called here; their entries have one response
     * @param opens whether a case is opened by it as soon as the hub has it
     */
    record Said(Duration at, Touchpoint where, String guest, UUID response, UUID entry, String language, Content content,
            boolean opens) implements Happening {
    }

    /**
     * Somebody of the staff sends a form.
     *
     * @param guest  whose case it is about, or what the case that it may open is called; empty for none
     * @param path   with {@link #CASE} for the number of the case
     * @param fields without the token
     */
    record Pressed(Duration at, String who, String guest, String path, Map<String, String> fields) implements Happening {
    }

    /** The hub is out of a terminal's reach, or within it again. */
    record Offline(Duration at, Touchpoint where, boolean out) implements Happening {
    }

    /** Something of a terminal goes out of order. */
    record Broken(Duration at, Touchpoint where, String words) implements Happening {
    }

    Day {
        happenings = List.copyOf(happenings);
    }

    /** The day of a seed. */
    static Day of(long seed) {
        return new Writer(seed).write();
    }

    /** How many guests say something. */
    long guests() {
        return happenings.stream().filter(Said.class::isInstance).map(happening -> ((Said) happening).response()).distinct()
                .count();
    }

    private static final class Writer {

        private final SplittableRandom random;
        private final List<Happening> happenings = new ArrayList<>();
        private String guest = "";
        private UUID response;
        private Touchpoint where;
        private String language;
        private Duration at = Duration.ZERO;

        private Writer(long seed) {
            random = new SplittableRandom(seed);
        }

        private Day write() {
            rules();
            morning();
            midday();
            afternoon();
            theLastHour();
            pleasedGuests();
            happenings.sort(Comparator.comparing(Happening::at));
            return new Day(happenings);
        }

        private void rules() {
            press("manager", "", "/tags/save", Map.of("id", "0", "version", "0", "tag", "temperature", "language", "",
                    "words", "cold\nfreezing\nkalt*\nheiz*\nfroid*"));
            press("manager", "", "/tags/save",
                    Map.of("id", "0", "version", "0", "tag", "lift", "language", "en", "words", "lift*\nelevator*"));
            press("manager", "", "/rules/save",
                    rule(Map.of("kind", "guest", "name", "Allergies", "gravity", "urgent", "words",
                            "allerg*\nAllergi*", "sets", "kitchen")));
            press("manager", "", "/rules/3/on", Map.of("version", "1", "tried", "yes"));
            press("manager", "", "/rules/save", rule(Map.of("kind", "rate", "name", "Many unhappy at one place", "gravity",
                    "high", "score", "2", "minutes", "30", "count", "4", "least", "4")));
            press("manager", "", "/rules/4/on", Map.of("version", "1", "tried", "yes"));
            press("manager", "", "/rules/save", rule(Map.of("kind", "guest", "name", "Noise at night", "gravity", "normal",
                    "choices", "Noise", "from", "22:00", "until", "07:00")));
        }

        private static Map<String, String> rule(Map<String, String> fields) {
            Map<String, String> all = new HashMap<>(
                    Map.of("id", "0", "version", "0", "somebody", "", "comment", ""));
            all.putAll(fields);
            return all;
        }

        private void morning() {
            guest("cold-room", 24, LOBBY, "en", 2, "The room");
            writes("It was freezing all night, the heating in 214 does nothing.");
            leaves(EMAIL);
            takes(3, "mara");
            notes(6, "mara", "@jonas, can you look at the radiator in 214?", "");
            notes(19, "jonas", "Valve was stuck. Warm again, guest is at breakfast and knows.", "");
            closes(4, "mara", "facility", "repaired", "Radiator repaired, late check-out offered and taken.");

            guest("queue-1", 88, BREAKFAST, "de", 2, "Waiting");
            guest("queue-2", 93, BREAKFAST, "en", 1, "Waiting");
            writes("Twenty minutes for a table.");
            guest("queue-3", 97, BREAKFAST, "fr", 2, "Waiting");
            guest("queue-4", 101, BREAKFAST, "zh", 2, "The service");
            happening(Duration.ofSeconds(40));
            guest = MANY;
            press("manager", MANY, "/cases/" + CASE + "/take", Map.of());
            notes(5, "manager", "Two from the restaurant help out until ten, buffet opened on both sides.", "");
            for (String waited : List.of("queue-1", "queue-2", "queue-3", "queue-4")) {
                guest = waited;
                takes(1, waited.equals("queue-2") ? "mara" : "manager");
                closes(2, waited.equals("queue-2") ? "mara" : "manager",
                        "waiting", "apologised", waited.equals("queue-2")
                                ? "Apologised at the table, coffee on the house."
                                : "See the case of all.");
            }
            guest = MANY;
            closes(4, "manager", "waiting", "apologised", "Queue gone. Rota for tomorrow changed: one more from 8.");

            minute(140);
            guest = "hot-water";
            press("reception", guest, "/heard",
                    Map.of("channel", "by-phone", "site", "Harbour Hotel", "touchpoint", "Room 305",
                            "score", "2", "words", "No hot water since seven.", "language", "en"));
            takes(1, "reception");
            handsOver(1, "reception", "jonas");
            closes(21, "jonas", "facility", "repaired", "Mixer in the bathroom was blocked. Hot again, guest thanked.");
            minute(170);
            press("manager", "", "/heard",
                    Map.of("channel", "in-review", "site", "Harbour Hotel", "touchpoint", "Reception",
                            "score", "4", "words", "Best welcome of our whole trip.", "language", "en"));
        }

        private void midday() {
            happening(new Offline(Duration.ofMinutes(190), SPA, true));
            guest("spa-cold", 201, SPA, "de", 1, "Cleanliness", false);
            writes("Dusche schmutzig und das Wasser kalt.");
            guest("spa-towels", 236, SPA, "fr", 2, "Something else", false);
            writes("Plus de serviettes depuis midi.");
            happening(new Offline(Duration.ofMinutes(322), SPA, false));
            guest = "spa-cold";
            minute(325);
            takes(2, "jonas");
            closes(31, "jonas", "cleanliness", "repaired",
                    "Cleaned, boiler restarted. Nobody to apologise to any more; the terminal had been offline.");

            guest = "spa-towels";
            minute(328);
            takes(6, "jonas");
            closes(5, "jonas", "facility", "replaced", "Shelf filled. Towels are now counted at two.");

            guest("nuts", 249, TABLE, "en", 1, "Something else");
            writes("I said I am allergic to nuts and there are nuts in the salad!");
            calls();
            takes(1, "lena");
            notes(2, "lena", "With the guest. Not eaten. Kitchen stopped the dish.", "");
            handsOver(9, "lena", "manager");
            notes(4, "manager", "Spoke with the kitchen; allergies now go on a red slip. @lena thank you.", "");
            closes(25, "manager", "product", "refunded", "Meal not charged, written apology with what we changed.");

            guest("wrong-face", 270, TERRACE, "es", 1, "");
            happening(Duration.ofSeconds(3));
            say(new Content.Correction("stay"), false);
            say(new Content.Rating("stay", BEST, BEST), false);

            guest("bill", 283, TERRACE, "ja", 2, "The service");
            writes("会計に時間がかかりすぎました。");
            takes(11, "lena");
            closes(8, "lena", "price", "apologised", "Bill was at the wrong table. Apologised, guest smiled.");
        }

        private void afternoon() {
            guest("lift", 372, LOBBY, "en", 2, "Waiting");
            writes("The lift is out of order again and my mother cannot take stairs.");
            leaves("r.okafor@example.org");
            takes(18, "reception");
            notes(7, "reception", "Technician called, comes at four. Carried the luggage up by the service stairs.", "");
            closes(74, "reception", "facility", "repaired", "Lift runs. Room on the first floor for the rest of the stay.");

            guest("noise", 405, LOBBY, "ar", 1, "Noise");
            writes("الموسيقى في البهو عالية جدا");
            takes(2, "mara");
            closes(6, "mara", "noise", "repaired", "Music turned down.");

            happening(new Broken(Duration.ofMinutes(431), TERRACE, "the lamp on line 27 does not light"));

            guest("again-cold", 468, LOBBY, "en", 1, "The room");
            writes("214 is cold AGAIN. You said it was repaired.");
            leaves(EMAIL);
            takes(6, "mara");
            notes(5, "mara", "Moved to 311, two floors up, same view. @jonas the valve has to be replaced.", "");
            handsOver(12, "mara", "reception");
            notes(3, "reception", "Will call the guest at six to ask how 311 is.", "");

            guest("soup", 512, TABLE, "fr", 2, "Something else");
            writes("Soupe froide, deux fois.");
            takes(4, "lena");
            closes(7, "lena", "product", "replaced", "New soup, dessert offered.");

            guest("wifi", 556, LOBBY, "en", 2, "Something else");
            writes("Wi-Fi drops every ten minutes, I had to leave a meeting.");
            takes(9, "jonas");
            notes(14, "jonas", "Access point on the second floor restarted. Waiting whether it holds.", "");
        }

        private void theLastHour() {
            guest("dirty-table", 603, TERRACE, "de", 2, "Cleanliness");
            writes("Tisch klebt, niemand kommt.");

            guest("rude", 618, LOBBY, "zh", 1, "The service");
            writes("前台没有人理我们。");
            leaves("chen.wei@example.org");

            guest("parking", 627, LOBBY, "en", 2, "Something else");
            writes("The car park was full although we had booked a place.");
            takes(8, "mara");
            notes(3, "mara", "@reception, is the coach of the tour group still on our places?", "reception");

            guest("slow", 641, TABLE, "es", 2, "Waiting");
            writes("Cuarenta minutos y todavía sin la comida.");
            takes(5, "lena");
            handsOver(6, "lena", "reception");

            guest("stain", 649, BREAKFAST, "en", 2, "Cleanliness");
            guest("bleeding", 656, TERRACE, "en", 1, "Something else");
            writes("Broken glass under the table, my son has cut his hand.");
            calls();
        }

        /** More in the morning and in the evening, as in any hotel. */
        private void pleasedGuests() {
            for (int minute = 8; minute < LONG.toMinutes() - 2; minute++) {
                double often = minute < 160 ? .3 : minute > 520 ? .25 : .13;
                if (random.nextDouble() >= often) {
                    continue;
                }
                List<String> praise = PRAISE.get(random.nextInt(PRAISE.size()));
                boolean writes = random.nextInt(7) == 0;
                guest("pleased-" + minute, minute, PLACES.get(random.nextInt(PLACES.size())),
                        writes ? praise.getFirst() : LANGUAGES.get(random.nextInt(LANGUAGES.size())),
                        random.nextInt(5) < 3 ? BEST : BEST - 1, "");
                if (writes) {
                    writes(praise.getLast());
                }
            }
        }

        private void guest(String name, int minute, Touchpoint place, String speaks, int score, String reason) {
            guest(name, minute, place, speaks, score, reason, score <= 2);
        }

        private void guest(String name, int minute, Touchpoint place, String speaks, int score, String reason,
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

        private void writes(String words) {
            happening(Duration.ofSeconds(10 + random.nextInt(30)));
            say(new Content.Comment("more", words), false);
        }

        private void leaves(String address) {
            happening(Duration.ofSeconds(15 + random.nextInt(20)));
            say(new Content.Contact("reach", "email", address,
                    List.of(new Content.Consent("reply", "You may write to me about this."))), false);
        }

        private void calls() {
            happening(Duration.ofSeconds(4));
            say(new Content.SomebodyNow("somebody", true), false);
        }

        private void takes(int minutes, String who) {
            later(minutes);
            press(who, guest, "/cases/" + CASE + "/take", Map.of());
        }

        private void notes(int minutes, String who, String words, String tell) {
            later(minutes);
            press(who, guest, "/cases/" + CASE + "/note", Map.of("remark", words, "tell", tell));
        }

        private void handsOver(int minutes, String who, String to) {
            later(minutes);
            press(who, guest, "/cases/" + CASE + "/hand-over", Map.of("to", to));
        }

        private void closes(int minutes, String who, String cause, String action, String words) {
            later(minutes);
            press(who, guest, "/cases/" + CASE + "/close",
                    Map.of("cause", cause, "action", action, "note", words));
        }

        private void say(Content content, boolean opens) {
            happening(new Said(at, where, guest, response, id(), language, content, opens));
        }

        private void press(String who, String about, String path, Map<String, String> fields) {
            happening(Duration.ofSeconds(1));
            happening(new Pressed(at, who, about, path, fields));
        }

        private void happening(Happening happening) {
            happenings.add(happening);
        }

        private void happening(Duration later) {
            at = at.plus(later);
        }

        private void later(int minutes) {
            at = at.plusMinutes(minutes).plusSeconds(random.nextInt(40));
        }

        private void minute(int minute) {
            at = Duration.ofMinutes(minute).plusSeconds(random.nextInt(30));
        }

        /** Of version 7, as all are, with the time within the day in place of one that is not known here. */
        private UUID id() {
            return new UUID(at.toMillis() << 16 | 0x7000 | random.nextInt(0x1000),
                    1L << 63 | random.nextLong() >>> 2);
        }
    }
}
