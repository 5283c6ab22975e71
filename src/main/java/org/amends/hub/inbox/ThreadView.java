package org.amends.hub.inbox;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.amends.hub.messages.Outbound;
import org.amends.hub.recovery.CaseState;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Staff;
import org.amends.hub.thread.ThreadMessage;
import org.amends.hub.thread.Threads;
import org.amends.hub.web.Texts;
import org.amends.hub.web.Times;

/**
 * The thread of a case's guest as its page shows it.
 *
 * @param lines    oldest first
 * @param isNew    whether the guest wrote what nobody has answered or read
 * @param late     the same on a case that nobody works on any more, in words; empty otherwise
 * @param reach    how the guest would learn of a message, in words
 * @param canWrite whether they would at all, and this is the case that goes on
 */
record ThreadView(List<Line> lines, boolean isNew, String late, String reach, boolean canWrite) {

    /**
     * A message.
     *
     * @param isNew  whether it is the guest's, and nobody has answered or read it
     * @param fate   what became of it by e-mail, in words; empty where it does not go that way
     * @param failed whether it could not be delivered
     */
    record Line(boolean byGuest, String who, String clock, String full, String words, boolean isNew, String fate,
            boolean failed) {
    }

    /** Puts threads into words. */
    static final class Maker {

        private final Texts texts;
        private final Times times;

        Maker(Texts texts, Times times) {
            this.texts = texts;
            this.times = times;
        }

        /**
         * @param words what is done to whatever was written before it is shown
         */
        ThreadView view(RecoveryCase found, Threads.Whole whole, UnaryOperator<String> words) {
            List<Line> lines = whole.messages().stream().map(message -> line(message, whole, words)).toList();
            boolean isNew = lines.stream().anyMatch(Line::isNew);
            Threads.Reach reach = whole.reach();
            String way = reach.byMail() ? reach.onPage() ? "both" : "mail" : reach.onPage() ? "page" : "none";
            return new ThreadView(lines, isNew, isNew && found.state().isOver() ? texts.say("thread.late") : "",
                    texts.say("thread.reach-" + way),
                    (reach.byMail() || reach.onPage()) && !(found.state() instanceof CaseState.Merged));
        }

        /** That a guest wrote on a case. */
        CaseView.Call call(Threads.Unread unread, Listing list) {
            return new CaseView.Call("/cases/" + unread.caseId() + list.where(),
                    texts.say(unread.closed() ? "thread.call-closed" : "thread.call", times.clock(unread.at()),
                            unread.place(),
                            String.valueOf(unread.caseId())));
        }

        private Line line(ThreadMessage message, Threads.Whole whole, UnaryOperator<String> words) {
            boolean byGuest = message.author() == ThreadMessage.Author.GUEST;
            Outbound.Fate fate = message.letter().map(whole.fates()::get).orElse(null);
            return new Line(byGuest,
                    byGuest
                            ? texts.say("thread.guest")
                            : message.who().map(Staff::displayName).orElseGet(() -> texts.say("thread.hub")),
                    times.clock(message.at()), times.full(message.at()), words.apply(message.words()), !message.settled(),
                    fate == null ? "" : texts.say("thread.fate-" + fate.name().toLowerCase(Locale.ROOT).replace('_', '-')),
                    fate == Outbound.Fate.DEAD);
        }
    }
}
