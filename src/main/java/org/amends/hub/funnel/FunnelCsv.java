package org.amends.hub.funnel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.hub.funnel.Funnel.Asked;
import org.amends.hub.funnel.Funnel.Report;

/**
 * The funnel as a table for other programs, as RFC 4180 writes one, in UTF-8: the same columns in every language and for every
 * question, shares from 0 to 1, times in seconds. What is of too few, or is not counted, is empty.
 */
final class FunnelCsv {

    private static final String LINE_END = "\r\n";

    private final StringBuilder text = new StringBuilder();

    private FunnelCsv() {
    }

    static String of(Asked asked, Report report) {
        FunnelCsv csv = new FunnelCsv();
        csv.line(header());
        csv.line("all", "", "", asked, report.all());
        report.times().forEach((begin, tally) -> csv.line(asked.step().id(), "", begin.toString(), asked, tally));
        report.sites().forEach((site, tally) -> csv.line("site", site, site, asked, tally));
        report.touchpoints().forEach((where, tally) -> csv.line("touchpoint", where.site(), where.name(), asked, tally));
        report.teams().forEach((team, tally) -> csv.line("team", "", team, asked, tally));
        report.people().forEach((person, tally) -> csv.line("person", "", person, asked, tally));
        for (Map.Entry<String, Long> cause : report.causes().entrySet()) {
            List<String> cells = new ArrayList<>(
                    List.of("cause", "", cause.getKey(), asked.from().toString(), asked.to().toString()));
            List<String> header = header();
            header.subList(cells.size(), header.size())
                    .forEach(column -> cells.add(column.equals("resolved") ? cause.getValue().toString() : ""));
            csv.line(cells);
        }
        return csv.text.toString();
    }

    private static List<String> header() {
        List<String> header = new ArrayList<>(List.of("slice", "site", "name", "from", "to", "responses"));
        for (Figure figure : Figure.values()) {
            String name = figure.name().toLowerCase(Locale.ROOT);
            header.add(name);
            header.add(name + "_share");
        }
        for (Tally.Time time : Tally.Time.values()) {
            String name = "to_" + time.name().toLowerCase(Locale.ROOT);
            header.addAll(List.of(name + "_cases", name + "_median_s", name + "_p90_s"));
        }
        return header;
    }

    private void line(String slice, String site, String name, Asked asked, Tally tally) {
        List<String> cells = new ArrayList<>(
                List.of(slice, site, name, asked.from().toString(), asked.to().toString(), whole(tally.responses())));
        for (Figure figure : Figure.values()) {
            cells.add(String.valueOf(tally.count(figure)));
            cells.add(tally.share(figure).stream().mapToObj(share -> String.format(Locale.ROOT, "%.4f", share)).findFirst()
                    .orElse(""));
        }
        for (Tally.Time time : Tally.Time.values()) {
            cells.add(String.valueOf(tally.known(time)));
            cells.add(seconds(tally.within(time, 50)));
            cells.add(seconds(tally.within(time, 90)));
        }
        line(cells);
    }

    private void line(List<String> cells) {
        text.append(cells.stream().map(FunnelCsv::cell).collect(Collectors.joining(","))).append(LINE_END);
    }

    private static String whole(OptionalLong number) {
        return number.isPresent() ? String.valueOf(number.getAsLong()) : "";
    }

    private static String seconds(OptionalLong millis) {
        return millis.isPresent() ? String.format(Locale.ROOT, "%.3f", millis.getAsLong() / 1000.0) : "";
    }

    /** A name that a spreadsheet would take for a formula is made one that it shows. */
    static String cell(String plain) {
        String harmless = Stream.of("=", "+", "-", "@", "\t", "\r").anyMatch(plain::startsWith) ? "'" + plain : plain;
        return harmless.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n')
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }
}
