package org.amends.hub.thread;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.messages.Letters;
import org.amends.hub.messages.MailServer;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.KeyFile;
import org.amends.hub.storage.Tx;

/** Puts what staff wrote to a guest into an e-mail in the guest's language, with a link by which they answer. */
public final class GuestLetters implements Letters {

    private final Database database;
    private final Clock clock;
    private final LinkTokens tokens;
    private final Optional<URI> address;
    private final Duration linksFor;
    private final GuestTexts texts = new GuestTexts();
    private final ThreadStore store = new ThreadStore();

    /**
     * @param key      links are made from it
     * @param address  what guests' phones reach this hub by; where there is none, no link is given
     * @param linksFor how long a link leads to the guest's page after the last word from anybody
     */
    public GuestLetters(Database database, Clock clock, KeyFile key, Optional<URI> address, Duration linksFor) {
        this.database = database;
        this.clock = clock;
        this.address = address;
        this.linksFor = linksFor;
        tokens = new LinkTokens(key);
    }

    @Override
    public Optional<Letter> letter(UUID id) {
        Optional<Letter> plain = database.read(tx -> whole(tx, id, Optional.empty()));
        if (plain.isEmpty() || address.isEmpty()) {
            return plain;
        }
        String token = tokens.token(id);
        // Asked for anew: between the two looks the guest may have had all of it erased, and then no link is made.
        return database.write(tx -> {
            Optional<Letter> whole = whole(tx, id, Optional.of(address.get().resolve("/g/" + token)));
            Instant now = clock.instant();
            whole.flatMap(_ -> store.posted(tx, id)).ifPresent(posted -> store.link(tx,
                    new GuestLink(LinkTokens.digest(token), posted.response(), posted.language(), posted.site(),
                            now.plus(linksFor)),
                    now));
            return whole;
        });
    }

    private Optional<Letter> whole(Tx tx, UUID id, Optional<URI> link) {
        return store.posted(tx, id).flatMap(posted -> store.goesOn(tx, posted.caseId())
                .flatMap(goesOn -> store.address(tx, goesOn)).filter(MailServer::takes).map(to -> {
                    GuestTexts.Speaking speaking = texts.in(posted.language());
                    String body = speaking.say("mail-intro", posted.site()) + "\n\n" + posted.words() + "\n"
                            + link.map(where -> "\n" + speaking.say("mail-link") + "\n" + where + "\n").orElse("");
                    return new Letter(to, speaking.say("mail-subject", posted.site()), body);
                }));
    }
}
