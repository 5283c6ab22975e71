package org.amends.hub.thread;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.recovery.FollowUp;
import org.amends.hub.recovery.GuestLine;
import org.amends.hub.storage.Tx;

/** Asks guests whether they are content now: on their own page, to which an e-mail leads those who gave an address for it. */
public final class GuestAsking implements GuestLine {

    private final Threads threads;
    private final Clock clock;
    private final boolean mails;
    private final GuestTexts texts = new GuestTexts();
    private final ThreadStore store = new ThreadStore();

    /**
     * @param mails whether e-mail can be sent and lead back to the guest's page
     */
    public GuestAsking(Threads threads, Clock clock, boolean mails) {
        this.threads = threads;
        this.clock = clock;
        this.mails = mails;
    }

    @Override
    public boolean mails() {
        return mails;
    }

    @Override
    public boolean hasPage(Tx tx, UUID response) {
        return store.hasLink(tx, response, clock.instant());
    }

    /** Whoever has a page and no address finds the question there. */
    @Override
    public void ask(Tx tx, FollowUp followUp) {
        if (followUp.by() == FollowUp.Channel.EMAIL) {
            threads.say(tx, followUp.caseId(), Optional.empty(),
                    texts.in(store.language(tx, followUp.caseId())).say("mail-ask"));
        }
    }
}
