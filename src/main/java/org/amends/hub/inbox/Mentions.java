package org.amends.hub.inbox;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.amends.hub.staff.Staff;

/**
 * The colleagues whom a note names, as {@code @mara} does.
 *
 * @param unknown a name that nobody has; empty if there is none such
 */
record Mentions(Set<Staff> people, Optional<String> unknown) {

    /** Not the second half of an address. */
    private static final Pattern MENTION = Pattern.compile("(?<![\\p{L}\\p{N}._%+-])@([\\p{L}\\p{N}][\\p{L}\\p{N}._-]*)");

    static Mentions in(String words, Collection<Staff> all) {
        Map<String, Staff> byName = all.stream().collect(Collectors.toMap(Staff::name, Function.identity()));
        Set<Staff> people = new LinkedHashSet<>();
        Optional<String> unknown = Optional.empty();
        Matcher found = MENTION.matcher(words);
        while (found.find()) {
            String name = found.group(1).toLowerCase(Locale.ROOT);
            // A name may end in a dot, and so may a sentence.
            String shorter = name.replaceAll("[._-]+$", "");
            if (byName.containsKey(name) || byName.containsKey(shorter)) {
                people.add(byName.getOrDefault(name, byName.get(shorter)));
            } else if (unknown.isEmpty()) {
                unknown = Optional.of(shorter);
            }
        }
        return new Mentions(people, unknown);
    }
}
