package org.amends.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.amends.response.Content;
import org.amends.response.Touchpoint;

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
    /** Stands in an address for the number of the line for idle screens that has waited longest. */
    static final String LINE = "{line}";
    /** Stands in a field for the last day of a line for idle screens. */
    static final String LAST_DAY = "{last day}";
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
        Script script = new Script(seed);
        new SampleDay(script).rules();
        new DaysBefore(script).write();
        new SampleDay(script).write();
        return script.day();
    }

    /** How many guests say something. */
    long guests() {
        return happenings.stream().filter(Said.class::isInstance).map(happening -> ((Said) happening).response()).distinct()
                .count();
    }
}
