package org.amends.kiosk.guest;

import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.amends.response.Content;

/** Where the journey puts what a guest said. */
@FunctionalInterface
public interface EntrySink {

    /**
     * Keeps one thing a guest said.
     *
     * @param  response shared by everything one guest says
     * @param  survey   whose words the guest saw, by {@link org.amends.survey.Survey#name()}
     * @param  language what the guest was reading
     * @return          completes when it is safe on disk, and only then may the screen go on; fails if it is not kept
     */
    CompletionStage<?> add(UUID response, String survey, String language, Content content);
}
