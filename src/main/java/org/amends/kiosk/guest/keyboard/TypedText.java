package org.amends.kiosk.guest.keyboard;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one guest types, in memory only: one array for its whole life, which never moves and is set to zero when the guest
 * is done or gone. What is typed goes to its end and is taken back from there. For one thread, JavaFX's.
 *
 * <p>Strings are made of it only to be painted and to be handed over; nothing of it stands in {@link #toString()}.
 */
public final class TypedText {

    /** The longest comment that a hub takes, in UTF-16 characters. */
    public static final int LIMIT = 2000;

    private static final int IDEOGRAPHIC_SPACE = 0x3000;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int AS_PICTURE = 0xFE0F;
    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    /** Scripts in which a joiner changes how letters look. */
    private static final Pattern JOINING = Pattern
            .compile("[\\p{IsArabic}\\p{IsSyriac}\\p{IsDevanagari}\\p{IsBengali}\\p{IsGurmukhi}\\p{IsGujarati}\\p{IsOriya}"
                    + "\\p{IsTamil}\\p{IsTelugu}\\p{IsKannada}\\p{IsMalayalam}\\p{IsSinhala}\\p{IsKhmer}\\p{IsMyanmar}"
                    + "\\p{IsMongolian}]");
    /** Letters and marks that are drawn as nothing: fillers, selectors of variants, the grapheme joiner. */
    private static final Pattern INVISIBLE = Pattern
            .compile("[\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164"
                    + "\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}]");

    private final char[] typed;
    private final List<Runnable> watchers = new ArrayList<>();
    private int length;

    /** Room for a comment. */
    public TypedText() {
        this(LIMIT);
    }

    /**
     * Room for something shorter.
     *
     * @param limit in UTF-16 characters, from 1 to {@link #LIMIT}
     */
    public TypedText(int limit) {
        if (limit < 1 || limit > LIMIT) {
            throw new IllegalArgumentException("what is typed may have 1 to " + LIMIT + " characters, not " + limit);
        }
        typed = new char[limit];
    }

    /**
     * Puts characters at the end, as many as there is room for. What cannot be seen or would turn the words around it is
     * left out: controls and line ends, bidirectional controls, fillers, halves of pairs; joiners are let in only after
     * what they join. Every kind of space but the ideographic becomes a plain one.
     *
     * @return whether all of it was taken
     */
    public boolean insert(CharSequence characters) {
        int before = length;
        boolean all = true;
        int at = 0;
        while (at < characters.length() && length < typed.length) {
            int codePoint = Character.codePointAt(characters, at);
            at += Character.charCount(codePoint);
            all &= append(asTaken(codePoint));
        }
        if (length > before) {
            changed();
        }
        return all && at == characters.length();
    }

    /** Takes the last character back, as a reader counts characters: a letter with its signs, a whole emoji. */
    public void deleteBack() {
        if (length == 0) {
            return;
        }
        int last = 0;
        Matcher graphemes = GRAPHEME.matcher(CharBuffer.wrap(typed, 0, length));
        while (graphemes.find()) {
            last = graphemes.start();
        }
        shorten(last);
        changed();
    }

    /** Sets all of it to zero. */
    public void wipe() {
        Arrays.fill(typed, '\0');
        length = 0;
        changed();
    }

    /** Hands over what was typed, once: afterwards it is wiped here. */
    public String text() {
        String text = new String(typed, 0, length);
        wipe();
        return text;
    }

    /** Whether there is nothing to hand over but perhaps spaces. */
    public boolean isBlank() {
        return CharBuffer.wrap(typed, 0, length).chars().allMatch(Character::isWhitespace);
    }

    /** Whether all of it is of a form. */
    public boolean matches(Pattern form) {
        return form.matcher(CharBuffer.wrap(typed, 0, length)).matches();
    }

    /** In UTF-16 characters. */
    public int length() {
        return length;
    }

    /** In UTF-16 characters. */
    public int limit() {
        return typed.length;
    }

    /** Hears of every change, after it. For as long as this lives: whoever watches lives no longer. */
    public void onChange(Runnable watcher) {
        watchers.add(watcher);
    }

    /** How long it is, and nothing of what it says. */
    @Override
    public String toString() {
        return "TypedText[" + length + " of " + typed.length + " characters]";
    }

    /** A part, to be painted. */
    String part(int from, int to) {
        return new String(typed, from, to - from);
    }

    /** The last code point, or -1 where there is none. */
    int last() {
        return length == 0 ? -1 : Character.codePointBefore(typed, length, 0);
    }

    /** Puts other characters in the place of the last code point, where there is one. */
    void replaceLast(String characters) {
        int last = last();
        if (last < 0) {
            return;
        }
        shorten(length - Character.charCount(last));
        changed();
        insert(characters);
    }

    private void shorten(int to) {
        Arrays.fill(typed, to, length, '\0');
        length = to;
    }

    private boolean append(int codePoint) {
        if (!mayFollow(codePoint) || length + Character.charCount(codePoint) > typed.length) {
            return false;
        }
        length += Character.toChars(codePoint, typed, length);
        return true;
    }

    private static int asTaken(int codePoint) {
        return Character.getType(codePoint) == Character.SPACE_SEPARATOR && codePoint != IDEOGRAPHIC_SPACE
                ? ' '
                : codePoint;
    }

    private boolean mayFollow(int codePoint) {
        int last = last();
        return switch (codePoint) {
            case ZERO_WIDTH_JOINER -> last >= 0 && (joins(last) || Character.isExtendedPictographic(last)
                    || Character.isEmojiModifier(last) || last == AS_PICTURE);
            case ZERO_WIDTH_NON_JOINER -> last >= 0 && joins(last);
            case AS_PICTURE -> last >= 0 && Character.isEmoji(last);
            default -> switch (Character.getType(codePoint)) {
                case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                        Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    false;
                default -> !INVISIBLE.matcher(Character.toString(codePoint)).matches();
            };
        };
    }

    private static boolean joins(int codePoint) {
        return JOINING.matcher(Character.toString(codePoint)).matches();
    }

    private void changed() {
        watchers.forEach(Runnable::run);
    }
}
