package org.amends.kiosk.guest;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.amends.survey.Survey;
import org.amends.survey.Texts;
import org.amends.wire.HouseLine;

/**
 * What the hub wants shown while nobody is here, as far as this terminal can show it: in the languages of the survey, without
 * what its fonts cannot draw, and none of which the last day is over. Nothing here can fail: what cannot be shown is left out.
 *
 * <p>A wall clock that stands too early, as of a machine without a battery for it, lets a line stand for longer, and never
 * hides one.
 */
public final class HubLines {

    /** For terminals without a hub, and tests. */
    static final HubLines NONE = new HubLines(List::of, Clock.systemUTC(), (_, _) -> Optional.empty());

    private final Supplier<List<HouseLine>> said;
    private final Clock wall;
    private final BiFunction<String, String, Optional<String>> undrawable;
    private List<HouseLine> readFrom = List.of();
    private Optional<Survey> readFor = Optional.empty();
    private List<Line> read = List.of();

    /** One that can be shown. */
    private record Line(Texts texts, Instant until) {
    }

    /**
     * @param said       what the hub said last, the newest first
     * @param undrawable for a language and a text in it, the first character that the screens cannot draw, if any
     */
    public HubLines(Supplier<List<HouseLine>> said, Clock wall,
            BiFunction<String, String, Optional<String>> undrawable) {
        this.said = said;
        this.wall = wall;
        this.undrawable = undrawable;
    }

    /** What there is to show now beside a survey; each text has at least its house language. */
    List<Texts> now(Survey survey) {
        List<HouseLine> lines = said.get();
        if (!lines.equals(readFrom) || readFor.filter(survey::equals).isEmpty()) {
            read = lines.stream().flatMap(line -> read(line, survey).stream()).toList();
            readFrom = lines;
            readFor = Optional.of(survey);
        }
        Instant now = wall.instant();
        return read.stream().filter(line -> line.until().isAfter(now)).map(Line::texts).toList();
    }

    private Optional<Line> read(HouseLine line, Survey survey) {
        Map<String, String> texts = new LinkedHashMap<>();
        survey.languages().forEach(language -> Optional.ofNullable(line.texts().get(language))
                .filter(text -> draws(language, text)).ifPresent(text -> texts.put(language, text)));
        String house = survey.houseLanguage();
        if (!texts.containsKey(house)) {
            // The hub was told of another house language: better its words than none.
            Stream.of(line.texts().values().iterator().next()).filter(text -> draws(house, text))
                    .forEach(text -> texts.put(house, text));
        }
        return texts.containsKey(house) ? Optional.of(new Line(new Texts(texts), line.until())) : Optional.empty();
    }

    private boolean draws(String language, String text) {
        return HouseLine.isPlain(text) && undrawable.apply(language, text).isEmpty();
    }
}
