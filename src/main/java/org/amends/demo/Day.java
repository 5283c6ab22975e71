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
import org.amends.wire.RecoveryCode;

/**
 * What the guests and the staff of the sample venue do in the hours before the demonstration begins, and what they did on the
 * days before that, so that guests who were asked whether they are content now have had time to answer, or not to. Unhappy
 * guests, and what becomes of them, are written down below; pleased ones come as a seed has it, which also says to the second
 * when all of it happens.
 *
 * @param happenings in their order
 */
record Day(List<Happening> happenings) {

    /** How long it is, from hour to hour; a session of staff lasts longer. */
    static final Duration LONG = Duration.ofHours(11);
    /** How many days come before it: who does not answer within three of them is silent. */
    static final int DAYS_BEFORE = 6;
    /** Stands in an address for the number of the case that it is about. */
    static final String CASE = "{case}";
    /** Stands in an address or a field for the number of what was offered last on that case. */
    static final String OFFER = "{offer}";
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

    /** Something that somebody does, so long after the first day has begun. */
    sealed interface Happening {

        Duration at();
    }

    /**
     * A guest says one thing at a terminal.
     *
     * @param guest what they are called here; their entries have one response
     * @param opens whether a case is opened by it as soon as the hub has it
     * @param hurry whether the terminal sends it at once, not together with what comes next
     */
    record Said(Duration at, Touchpoint where, String guest, UUID response, UUID entry, String language, Content content,
            boolean opens, boolean hurry) implements Happening {
    }

    /**
     * A guest sends a form of their own page.
     *
     * @param code  that their terminal has shown
     * @param form  the end of its address; empty for looking at the page alone
     * @param field the form's only one
     */
    record OnPage(Duration at, String code, String form, String field, String words) implements Happening {
    }

    /** Somebody of the staff redeems the first voucher that is good on the page of the guest who has a code. */
    record Redeemed(Duration at, String who, String code) implements Happening {
    }

    /**
     * Somebody of the staff sends a form.
     *
     * @param guest  whose case it is about, or what the case that it may open is called; empty for none
     * @param path   with {@link #CASE} for the number of the case, {@link #OFFER} for that of the offer
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
        /** When the day begins that is written. */
        private Duration begins = Duration.ZERO;
        private boolean hurries = true;
        private final Map<String, String> codes = new HashMap<>();

        private Writer(long seed) {
            random = new SplittableRandom(seed);
        }

        private Day write() {
            rules();
            daysBefore();
            begins = Duration.ofDays(DAYS_BEFORE);
            morning();
            midday();
            afternoon();
            theLastHour();
            pleasedGuests(true);
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

        /** Few staff a day, each of whom deals with all of it; what a terminal need not hurry with goes out with the next. */
        private void daysBefore() {
            day(0);
            past("late-room", 190, LOBBY, "en", 2, "Waiting", "Our room was not ready until five.");
            scans();
            settles(4, 31, "manager", "waiting", "apologised", "Luggage kept, drink in the bar, room ready at five.");
            past("hair", 236, SPA, "de", 1, "Cleanliness", "Haare im Abfluss der Dusche.");
            settles(3, 18, "manager", "cleanliness", "repaired", "Cleaned at once. The round is now every two hours.");
            past("pillow", 388, LOBBY, "fr", 2, "The room", "");
            settles(6, 12, "manager", "product", "replaced", "Other pillows brought up.");
            past("dry-fish", 505, TABLE, "ja", 2, "Something else", "魚がぱさぱさでした。");
            scans();
            takes(3, "manager");
            offers(2, "manager");
            closes(14, "manager", "product", "replaced", "Cooked again, dessert on the house.");
            rates(35, 5);

            day(1);
            past("cold-coffee", 42, BREAKFAST, "en", 2, "The service", "Cold coffee, twice.");
            settles(2, 7, "lena", "product", "replaced", "Fresh pot at the table.");
            past("no-table", 266, TERRACE, "de", 1, "Waiting", "Reserviert und trotzdem kein Tisch frei.");
            scans();
            takes(2, "lena");
            answers(2, "lena", "Das tut uns leid. Ihr Tisch am Wasser ist in zehn Minuten frei, ich komme zu Ihnen.");
            asks(4, "Danke. Wir warten an der Bar.");
            offers(9, "lena");
            closes(5, "lena", "waiting", "apologised", "Table by the water, dessert on the house.");
            rates(70, 5);
            redeems(4, "lena");
            past("wrong-bill", 341, TABLE, "fr", 2, "The service", "On nous a compté un vin que nous n’avons pas bu.");
            scans();
            takes(4, "lena");
            offers(3, "lena");
            closes(8, "lena", "price", "refunded", "Wine taken off the bill.");
            past("music", 452, TERRACE, "es", 2, "Noise", "");
            settles(9, 5, "lena", "noise", "repaired", "Turned down.");

            day(2);
            past("towels", 61, SPA, "en", 2, "Something else", "No towels again.");
            settles(7, 9, "mara", "facility", "replaced", "Shelf filled.");
            past("early-noise", 78, LOBBY, "en", 1, "Noise", "Builders at seven in the morning, right below us.");
            scans();
            takes(3, "mara");
            answers(2, "mara", "I am sorry, that must not happen before nine. I have stopped them and come up to you now.");
            offers(11, "mara");
            closes(6, "mara", "noise", "explained", "Builders begin at nine from now on.");
            past("key", 303, LOBBY, "zh", 2, "The room", "");
            settles(4, 6, "mara", "facility", "replaced", "New key card.");
            past("buffet", 128, BREAKFAST, "de", 2, "Something else", "Um neun war nichts Warmes mehr da.");
            scans();
            takes(12, "mara");
            offers(4, "mara");
            closes(3, "mara", "product", "replaced", "Eggs made fresh, kitchen told.");
            rates(16, 3);

            day(3);
            past("stairs", 207, LOBBY, "en", 2, "Cleanliness", "");
            settles(6, 22, "manager", "cleanliness", "repaired", "Swept.");
            past("family-room", 281, LOBBY, "en", 1, "The room", "We booked two beds for the children and got one.");
            scans();
            takes(2, "lena");
            answers(3, "lena", "I am so sorry. A second bed is on its way to your room now.");
            closes(9, "lena", "facility", "repaired", "Second bed put up.");
            rates(51, 1);
            asks(2, "The bed that came is for a baby. Our son is nine.");
            takes(4, "manager");
            answers(2, "manager",
                    "You are right, and I apologise. The family suite is yours from now on, at the same price.");
            offers(3, "manager", "discount-20", "Wrong twice within an hour, with tired children.");
            closes(24, "manager", "facility", "replaced", "Moved to the family suite myself.");
            rates(44, 5);
            past("vegetarian", 522, TABLE, "en", 2, "The service", "Nobody could say which dishes are vegetarian.");
            settles(3, 10, "lena", "staff", "explained", "Went through the menu with them.");

            day(4);
            past("sauna", 174, SPA, "de", 2, "Something else", "Sauna erst um elf warm.");
            scans();
            takes(3, "mara");
            offers(5, "mara", "discount-20", "Came for the sauna alone and leaves today.");
            decides(16, "approve", "Right, they travelled for it.");
            closes(3, "mara", "facility", "repaired", "Timer set to nine.");
            rates(95, 4);
            past("slow-bar", 388, TERRACE, "en", 2, "Waiting", "");
            settles(8, 4, "mara", "waiting", "apologised", "");
            past("lamp", 436, LOBBY, "ar", 2, "The room", "المصباح بجانب السرير لا يعمل");
            scans();
            takes(5, "mara");
            answers(1, "mara", "نعتذر عن ذلك. سيصل الفني إلى غرفتكم خلال عشر دقائق.");
            asks(3, "شكرا، نحن في الغرفة");
            closes(14, "mara", "facility", "replaced", "New lamp.");
            rates(25, 5);

            day(5);
            past("shower", 96, SPA, "en", 1, "Something else", "The shower by the pool has no warm water.");
            scans();
            takes(4, "jonas");
            closes(26, "jonas", "facility", "repaired", "Thermostat set anew.");
            past("breakfast-end", 155, BREAKFAST, "fr", 2, "Waiting", "");
            settles(5, 9, "jonas", "waiting", "apologised", "");
            past("no-signal", 318, LOBBY, "en", 2, "Something else", "No Wi-Fi in 118 and I pay for a work room.");
            scans();
            takes(6, "jonas");
            offers(3, "jonas", "suite-upgrade", "Works here all week; the suites have a line of their own.");
            decides(21, "decline", "The work room on the second floor is free and has a line, too.");
            offers(2, "jonas");
            closes(5, "jonas", "facility", "replaced", "Moved to the work room on the second floor.");
            past("dish", 431, TABLE, "es", 2, "Something else", "La paella estaba salada.");
            takes(4, "jonas");
            offers(2, "jonas");
            takesBack(3, "jonas");
            closes(2, "jonas", "product", "replaced", "Dish not charged instead of a dessert.");
        }

        /** One of the days before: few come to staff's notice, so that pleased guests are all but all. */
        private void day(int number) {
            begins = Duration.ofDays(number);
            pleasedGuests(false);
            for (Touchpoint place : PLACES) {
                happening(new Offline(begins.plus(LONG).minusMinutes(1), place, false));
            }
        }

        private void past(String name, int minute, Touchpoint place, String speaks, int score, String reason,
                String words) {
            guest(name, minute, place, speaks, score, reason);
            if (!words.isEmpty()) {
                writes(words);
            }
        }

        private void settles(int taken, int closed, String who, String cause, String action, String words) {
            takes(taken, who);
            closes(closed, who, cause, action, words);
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
            happening(new Offline(begins.plusMinutes(190), SPA, true));
            guest("spa-cold", 201, SPA, "de", 1, "Cleanliness", false);
            writes("Dusche schmutzig und das Wasser kalt.");
            guest("spa-towels", 236, SPA, "fr", 2, "Something else", false);
            writes("Plus de serviettes depuis midi.");
            happening(new Offline(begins.plusMinutes(322), SPA, false));
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
            scans();
            takes(11, "lena");
            answers(1, "lena", "お待たせして申し訳ございません。ただいまお会計をお持ちいたします。");
            asks(2, "ありがとうございます。");
            closes(8, "lena", "price", "apologised", "Bill was at the wrong table. Apologised, guest smiled.");
            rates(12, 5);
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

            happening(new Broken(begins.plusMinutes(431), TERRACE, "the lamp on line 27 does not light"));

            guest("again-cold", 468, LOBBY, "en", 1, "The room");
            writes("214 is cold AGAIN. You said it was repaired.");
            leaves(EMAIL);
            takes(6, "mara");
            notes(5, "mara", "Moved to 311, two floors up, same view. @jonas the valve has to be replaced.", "");
            handsOver(12, "mara", "reception");
            offers(2, "reception", "suite-upgrade", "Second cold night of the same guest.");
            notes(3, "reception", "Will call the guest at six to ask how 311 is.", "");

            guest("soup", 512, TABLE, "fr", 2, "Something else");
            writes("Soupe froide, deux fois.");
            scans();
            takes(4, "lena");
            answers(1, "lena", "Je suis vraiment désolée. Une soupe bien chaude arrive tout de suite.");
            offers(2, "lena");
            closes(5, "lena", "product", "replaced", "New soup, dessert offered.");
            rates(18, 4);
            redeems(9, "lena");

            guest("wifi", 556, LOBBY, "en", 2, "Something else");
            writes("Wi-Fi drops every ten minutes, I had to leave a meeting.");
            scans();
            takes(9, "jonas");
            answers(2, "jonas",
                    "I am sorry about your meeting. I have restarted the access point on your floor. Does it hold now?");
            notes(12, "jonas", "Access point on the second floor restarted. Waiting whether it holds.", "");
            asks(11, "Better, but it dropped once more just now.");

            // Said to be repaired yesterday.
            guest = "shower";
            minute(585);
            rates(1, 1);
            asks(1, "Still cold this afternoon.");
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
            scans();
            takes(4, "lena");
            answers(1, "lena", "Lo siento mucho. Su comida sale de la cocina en cinco minutos.");
            offers(1, "lena", "discount-20", "Has waited for forty minutes and leaves tonight.");
            handsOver(6, "lena", "reception");

            guest("stain", 649, BREAKFAST, "en", 2, "Cleanliness");
            guest("bleeding", 656, TERRACE, "en", 1, "Something else");
            writes("Broken glass under the table, my son has cut his hand.");
            calls();
        }

        /** More in the morning and in the evening, as in any hotel. */
        private void pleasedGuests(boolean hurry) {
            for (int minute = 8; minute < LONG.toMinutes() - 2; minute++) {
                double often = (minute < 160 ? .3 : minute > 520 ? .25 : .13) * (hurry ? 1 : .5);
                if (random.nextDouble() >= often) {
                    continue;
                }
                List<String> praise = PRAISE.get(random.nextInt(PRAISE.size()));
                boolean writes = random.nextInt(7) == 0;
                hurries = hurry;
                guest("pleased-" + minute, minute, PLACES.get(random.nextInt(PLACES.size())),
                        writes ? praise.getFirst() : LANGUAGES.get(random.nextInt(LANGUAGES.size())),
                        random.nextInt(5) < 3 ? BEST : BEST - 1, "");
                if (writes) {
                    writes(praise.getLast());
                }
                hurries = true;
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

        /** The guest takes the code that the terminal shows with its thanks, and looks at their page. */
        private void scans() {
            StringBuilder letters = new StringBuilder();
            while (letters.length() < RecoveryCode.LETTERS) {
                letters.append("23456789ABCDEFGHJKMNPQRSTVWXYZ".charAt(random.nextInt(30)));
            }
            RecoveryCode code = RecoveryCode.read(letters.toString()).orElseThrow();
            codes.put(guest, letters.toString());
            happening(Duration.ofSeconds(8));
            say(new Content.RecoveryToken(Content.RecoveryToken.SHOWN, code.digest()), false);
            happening(Duration.ofSeconds(5));
            onPage("", "", "");
        }

        /** The guest writes on their page. */
        private void asks(int minutes, String words) {
            later(minutes);
            onPage("/message", "words", words);
        }

        /** Staff write to the guest. */
        private void answers(int minutes, String who, String words) {
            later(minutes);
            press(who, guest, "/cases/" + CASE + "/message", Map.of("message", words));
        }

        /** The guest says on their page how content they are now. */
        private void rates(int minutes, int score) {
            later(minutes);
            onPage("/score", "score", String.valueOf(score));
        }

        private void onPage(String form, String field, String words) {
            happening(new OnPage(at, codes.get(guest), form, field, words));
        }

        /** What is proposed for a case for which the venue itself is responsible. */
        private void offers(int minutes, String who) {
            offers(minutes, who, "", "");
        }

        private void offers(int minutes, String who, String what, String reason) {
            later(minutes);
            press(who, guest, "/cases/" + CASE + "/offer",
                    Map.of("responsibility", "ours", "offer", what, "reason", reason, "once", id().toString()));
        }

        /** The second person decides. */
        private void decides(int minutes, String how, String word) {
            later(minutes);
            press("manager", guest, "/offers/" + OFFER + "/" + how, Map.of("word", word));
        }

        private void takesBack(int minutes, String who) {
            later(minutes);
            press(who, guest, "/cases/" + CASE + "/withdraw-offer", Map.of("made", OFFER));
        }

        private void redeems(int minutes, String who) {
            later(minutes);
            happening(new Redeemed(at, who, codes.get(guest)));
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
            happening(new Said(at, where, guest, response, id(), language, content, opens, hurries));
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
            at = begins.plusMinutes(minute).plusSeconds(random.nextInt(30));
        }

        /** Of version 7, as all are, with the time within the day in place of one that is not known here. */
        private UUID id() {
            return new UUID(at.toMillis() << 16 | 0x7000 | random.nextInt(0x1000),
                    1L << 63 | random.nextLong() >>> 2);
        }
    }
}
