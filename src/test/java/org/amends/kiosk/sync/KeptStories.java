package org.amends.kiosk.sync;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.amends.wire.Batch;
import org.amends.wire.Mark;

/** What a {@link ScriptedHub} that keeps what it receives has of each story; it can lose some of it, as a restored one. */
final class KeptStories implements ScriptedHub.Answer {

    private final Map<UUID, SortedMap<Long, UUID>> stories = new ConcurrentHashMap<>();
    private volatile long epoch = 1;

    /** Lets a hub keep what it receives, and stand where that ends. */
    static KeptStories of(ScriptedHub hub) {
        KeptStories kept = new KeptStories();
        hub.otherwise(kept);
        hub.stands(kept::mark);
        return kept;
    }

    @Override
    public void give(HttpExchange exchange, ScriptedHub.Asked asked) throws IOException {
        Batch batch = asked.batch();
        synchronized (this) {
            SortedMap<Long, UUID> story = stories.computeIfAbsent(batch.story(), _ -> new TreeMap<>());
            batch.items().forEach(item -> story.put(item.sequence(), item.id()));
        }
        ScriptedHub.receipts(asked.ids(), mark(batch.story())).give(exchange, asked);
    }

    /** From now on it has only the first so many of each story. */
    synchronized void restored(long epochFromNow, long complete) {
        epoch = epochFromNow;
        stories.values().forEach(story -> story.keySet().removeIf(sequence -> sequence > complete));
    }

    /** The ids of all that it has, by story and number. */
    synchronized List<UUID> ids(UUID... inOrder) {
        List<UUID> ids = new ArrayList<>();
        for (UUID story : inOrder) {
            ids.addAll(stories.getOrDefault(story, new TreeMap<>()).values());
        }
        return ids;
    }

    synchronized Mark mark(UUID story) {
        long complete = 0;
        for (long sequence : stories.getOrDefault(story, new TreeMap<>()).keySet()) {
            if (sequence != complete + 1) {
                break;
            }
            complete = sequence;
        }
        return new Mark(epoch, complete, System.currentTimeMillis());
    }
}
