package org.amends.hub.funnel;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.amends.hub.funnel.Funnel.Step;
import org.amends.hub.web.ReaderLanguage;
import org.amends.hub.web.Texts;

/** Figures in the reader's language, as the page shows them. */
final class FunnelView {

    /** How wide a bar of a hundred percent is drawn, and how high the highest of the times. */
    private static final double WHOLE = 1000;
    private static final int COLUMN = 20;

    private final Texts texts;
    private final Locale language = ReaderLanguage.now();
    private final NumberFormat whole = NumberFormat.getIntegerInstance(language);
    private final NumberFormat percent = NumberFormat.getPercentInstance(language);
    private final NumberFormat tenths = NumberFormat.getPercentInstance(language);

    FunnelView(Texts texts) {
        this.texts = texts;
        tenths.setMaximumFractionDigits(1);
    }

    /**
     * One figure.
     *
     * @param share  such as 83 %; empty where there is no share
     * @param count  such as 34 of 41
     * @param few    whether there is no share as it would be one of too few
     */
    record Cell(String id, String label, String share, String count, boolean few) {
    }

    /** A step of the funnel as a bar: as long as its part of all who were unhappy. */
    record Bar(Cell cell, double length, String help) {
    }

    /** How long something took. */
    record Took(String label, String median, String most, String cases, boolean few) {
    }

    /**
     * All figures of one place, person or time.
     *
     * @param link where it stands alone; empty if nowhere
     */
    record Line(String name, String under, String link, String responses, List<Cell> cells, List<Took> times) {
    }

    /** A stretch of time as a column: how many were unhappy, and how many of them were won back. */
    record Column(int at, double negative, double recovered, double wide) {
    }

    /** A root cause as a bar. */
    record Cause(String name, String count, double length) {
    }

    Cell cell(Tally tally, Figure figure) {
        OptionalDouble share = tally.share(figure);
        OptionalLong base = tally.base(figure);
        NumberFormat format = figure == Figure.NEGATIVE ? tenths : percent;
        String count = base.isPresent()
                ? texts.say("funnel.of", whole(tally.count(figure)), whole(base.getAsLong()))
                : whole(tally.count(figure));
        return new Cell(figure.id(), texts.say("funnel." + figure.id()),
                share.isPresent() ? format.format(share.getAsDouble()) : "", count, base.isPresent() && share.isEmpty());
    }

    List<Bar> bars(Tally all) {
        long negative = Math.max(1, all.count(Figure.NEGATIVE));
        return Figure.STEPS.stream().map(figure -> new Bar(cell(all, figure),
                WHOLE * all.count(figure) / negative, texts.say("funnel." + figure.id() + "-help"))).toList();
    }

    Took took(Tally tally, Tally.Time time) {
        OptionalLong median = tally.within(time, 50);
        return new Took(texts.say("funnel.to-" + time.name().toLowerCase(Locale.ROOT)), duration(median),
                duration(tally.within(time, 90)), whole(tally.known(time)), median.isEmpty());
    }

    List<Took> times(Tally tally) {
        return Arrays.stream(Tally.Time.values()).map(time -> took(tally, time)).toList();
    }

    Line line(String name, String under, String link, Tally tally) {
        return new Line(name, under, link, tally.responses().isPresent() ? whole(tally.responses().getAsLong()) : "",
                Arrays.stream(Figure.values()).map(figure -> cell(tally, figure)).toList(), times(tally));
    }

    List<Column> columns(Map<LocalDate, Tally> times) {
        long most = Math.max(1, times.values().stream().mapToLong(tally -> tally.count(Figure.NEGATIVE)).max().orElse(1));
        List<Column> columns = new ArrayList<>();
        times.values().forEach(tally -> columns.add(new Column(columns.size() * COLUMN,
                WHOLE * tally.count(Figure.NEGATIVE) / most, WHOLE * tally.count(Figure.RECOVERED) / most,
                COLUMN * 0.8)));
        return columns;
    }

    Cause cause(String name, long count, long most) {
        return new Cause(name, whole(count), WHOLE * count / Math.max(1, most));
    }

    String whole(long number) {
        return whole.format(number);
    }

    /** Such as 3 Nov 2026. */
    String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language).format(day);
    }

    /** A stretch of time by its name: a day, a week by its first day, a month. */
    String stretch(Step step, LocalDate begin) {
        return switch (step) {
            case DAY -> date(begin);
            case WEEK -> texts.say("funnel.week-of", date(begin));
            case MONTH -> DateTimeFormatter.ofPattern("LLLL yyyy", language).format(begin);
        };
    }

    /** Such as 4 min, 1 h 20 min or 2 d 3 h; empty where there is none. */
    private String duration(OptionalLong millis) {
        if (millis.isEmpty()) {
            return "";
        }
        Duration time = Duration.ofMillis(millis.getAsLong());
        if (time.toMinutes() == 0) {
            return texts.say("funnel.seconds", whole(time.toSeconds()));
        }
        if (time.toHours() == 0) {
            return texts.say("funnel.minutes", whole(time.toMinutes()));
        }
        return time.toDays() < 2
                ? texts.say("funnel.hours", whole(time.toHours()), whole(time.toMinutesPart()))
                : texts.say("funnel.days-hours", whole(time.toDays()), whole(time.toHoursPart()));
    }
}
