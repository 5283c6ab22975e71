package org.amends.survey;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where answers lead.
 *
 * @param conditions all of which must hold; with none it is always taken
 * @param to         the id of the question that comes next, or empty for the thanks
 */
public record Branch(List<Condition> conditions, Optional<String> to) {

    public Branch {
        conditions = List.copyOf(conditions);
    }

    /** Whether it is to be taken. */
    public boolean holds(Map<String, Answer> answers) {
        return conditions.stream().allMatch(condition -> condition.holds(answers));
    }
}
