package org.amends.kiosk;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.amends.kiosk.devices.panel.Panel;
import org.amends.kiosk.guest.EntrySink;
import org.amends.response.Content;

/** Lets the panel know of every call for somebody on its way to the outbox, so that it can call where the hub does not. */
final class Calls implements EntrySink {

    private final EntrySink outbox;
    private final Panel panel;
    /** The question that the last response called at, as a guest may take that back. */
    private final Map<UUID, String> last = new ConcurrentHashMap<>();

    Calls(EntrySink outbox, Panel panel) {
        this.outbox = outbox;
        this.panel = panel;
    }

    @Override
    public CompletionStage<?> add(UUID response, String survey, String language, Content content) {
        CompletionStage<?> kept = outbox.add(response, survey, language, content);
        if (content instanceof Content.SomebodyNow asked && asked.wanted()) {
            last.keySet().retainAll(Set.of(response));
            last.put(response, asked.question());
            kept.whenComplete((_, failure) -> {
                if (failure == null) {
                    panel.called(response);
                } else {
                    panel.callLost(response);
                }
            });
        } else if (content instanceof Content.Correction meant && meant.question().equals(last.get(response))) {
            panel.callTakenBack(response);
        }
        return kept;
    }
}
