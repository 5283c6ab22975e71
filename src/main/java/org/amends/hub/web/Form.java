package org.amends.hub.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A form as it was filled in, and what is wrong with it, field by field. */
public final class Form {

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> errors = new HashMap<>();
    private final Texts texts;

    /**
     * @param fields all that the page has, so that each is shown again as it was
     */
    public Form(Texts texts, List<String> fields) {
        this.texts = texts;
        fields.forEach(field -> {
            values.put(field, "");
            errors.put(field, "");
        });
    }

    /** As a browser sent it. */
    public static Form posted(Texts texts, List<String> fields, Request request) {
        Form form = new Form(texts, fields);
        // Browsers count a line's end as one character and send it as two.
        fields.forEach(
                field -> form.values.put(field, request.form(field).orElse("").replace("\r\n", "\n").strip()));
        return form;
    }

    /** The same with a field filled in. */
    public Form with(String field, Object value) {
        values.put(field, String.valueOf(value));
        return this;
    }

    /** The same with a field of lines filled in. */
    public Form with(String field, List<String> lines) {
        return with(field, String.join("\n", lines));
    }

    /** What was typed, without white space around it; empty for nothing. */
    public String get(String field) {
        return values.get(field);
    }

    /** Every field, for the page. */
    public Map<String, String> values() {
        return values;
    }

    /** What is wrong at each field; empty for nothing. */
    public Map<String, String> errors() {
        return errors;
    }

    public boolean isGiven(String field) {
        return !get(field).isEmpty();
    }

    public boolean isRight() {
        return errors.values().stream().allMatch(String::isEmpty);
    }

    /** Says at a field what is allowed there. The first word counts. */
    public void wrong(String field, String key, Object... parts) {
        if (errors.get(field).isEmpty()) {
            errors.put(field, texts.say(key, parts));
        }
    }

    /** A line of text. */
    public String line(String field, int longest) {
        String text = get(field);
        if (text.isEmpty() || text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            wrong(field, "form.wrong.text", longest);
        }
        return text;
    }

    /** A whole number; empty if nothing was given. */
    public Optional<Integer> number(String field, int least, int most) {
        if (get(field).isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> number = Optional.of(get(field)).filter(text -> text.matches("\\d{1,6}")).map(Integer::valueOf)
                .filter(given -> given >= least && given <= most);
        if (number.isEmpty()) {
            wrong(field, "form.wrong.number", least, most);
        }
        return number;
    }

    /** One item a line; empty lines are none. */
    public List<String> lines(String field, int longest) {
        return list(field, "\n", longest, longest);
    }

    /** Items with commas between. */
    public List<String> items(String field, int longestItem, int longest) {
        return list(field, ",", longestItem, longest);
    }

    private List<String> list(String field, String between, int longestItem, int longest) {
        List<String> items = new ArrayList<>(Arrays.stream(get(field).split(between)).map(String::strip)
                .filter(item -> !item.isEmpty()).distinct().toList());
        if (String.join("\n", items).length() > longest
                || items.stream().anyMatch(item -> item.chars().anyMatch(Character::isISOControl))) {
            wrong(field, "form.wrong.list", longest);
            return List.of();
        }
        if (items.stream().anyMatch(item -> item.length() > longestItem)) {
            wrong(field, "form.wrong.item", longestItem);
            return List.of();
        }
        return items;
    }

    /** Something that has a form of its own; empty if nothing was given. */
    public <T> Optional<T> parsed(String field, Function<String, T> parser, String key, Object... parts) {
        if (get(field).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(get(field)));
        } catch (RuntimeException unreadable) {
            wrong(field, key, parts);
            return Optional.empty();
        }
    }
}
