package org.amends.hub.recovery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.amends.hub.staff.Sites;

/**
 * Which cases to look at: those of a list that have everything that is named.
 *
 * @param team    whose they are to be
 * @param overdue only those for which something should have happened by now
 * @param outcome what asking their guests again is to have led to; of closed cases alone
 */
public record CaseFilter(Cases.View view, Optional<Team> team, Optional<String> site, Optional<String> touchpoint,
        Optional<String> tag, Optional<Gravity> gravity, boolean overdue, Optional<FollowUp.Outcome> outcome) {

    /** What can have become of a closed case, as lists are narrowed to it. */
    public static final List<FollowUp.Outcome> OUTCOMES = List.of(FollowUp.Outcome.RECOVERED, FollowUp.Outcome.ANSWERED,
            FollowUp.Outcome.SILENT, FollowUp.Outcome.WAITING, FollowUp.Outcome.NOT_ASKED);

    public CaseFilter {
        outcome = view == Cases.View.CLOSED ? outcome : Optional.empty();
    }

    /**
     * People who share their work. Theirs is what one of them has or has closed, and what nobody has yet at their sites.
     *
     * @param people names of accounts, in order
     * @param sites  where what is new is theirs
     */
    public record Team(List<String> people, Sites sites) {

        public Team(Set<String> people, Sites sites) {
            this(people.stream().sorted().toList(), sites);
        }
    }

    /** All of a list. */
    public static CaseFilter all(Cases.View view) {
        return new CaseFilter(view, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), false, Optional.empty());
    }

    /** The same in another list. */
    public CaseFilter in(Cases.View other) {
        return new CaseFilter(other, team, site, touchpoint, tag, gravity, overdue, outcome);
    }

    /** Whether it leaves anything of its list out. */
    public boolean isNarrow() {
        return !equals(all(view));
    }
}
