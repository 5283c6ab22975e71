package org.amends.hub.web;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The language of whoever reads an answer: what their browser asks for, where staff pages speak it, else English. It holds for
 * the time in which one request is answered, or one message is put into words.
 */
public final class ReaderLanguage {

    /** The languages of staff pages; the first is that of whoever asks for none of them. */
    public static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH);

    private static final ScopedValue<Locale> READER = ScopedValue.newInstance();
    /** Browsers send some dozen letters; whoever sends more is none. */
    private static final int LONGEST_WISH = 200;

    private ReaderLanguage() {
    }

    /** What is to be spoken now. */
    public static Locale now() {
        return READER.orElse(SPOKEN.getFirst());
    }

    /** Answers somebody in the language that their browser asks for. */
    static <R, X extends Throwable> R speaking(Optional<String> wish, ScopedValue.CallableOp<R, X> answer) throws X {
        return ScopedValue.where(READER, chosen(wish)).call(answer);
    }

    /**
     * Puts something into words for somebody who is not there to ask.
     *
     * @param language one of {@link #SPOKEN}
     */
    public static <T> T speaking(Locale language, Supplier<T> words) {
        return ScopedValue.where(READER, language).call(words::get);
    }

    private static Locale chosen(Optional<String> wish) {
        try {
            return wish.filter(header -> header.length() <= LONGEST_WISH).map(LanguageRange::parse)
                    .map(ranges -> Locale.lookup(ranges, SPOKEN)).orElse(SPOKEN.getFirst());
        } catch (IllegalArgumentException noLanguages) {
            return SPOKEN.getFirst();
        }
    }
}
