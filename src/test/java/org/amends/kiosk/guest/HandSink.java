package org.amends.kiosk.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.amends.response.Content;

/** A sink that is done with the last thing it was given when a test says so. */
final class HandSink implements EntrySink {

    final List<Call> calls = new ArrayList<>();
    boolean refusing;

    record Call(UUID response, String survey, String language, Content content, CompletableFuture<Void> saved) {
    }

    @Override
    public CompletionStage<?> add(UUID response, String survey, String language, Content content) {
        if (refusing) {
            throw new java.util.concurrent.RejectedExecutionException("closed");
        }
        calls.add(new Call(response, survey, language, content, new CompletableFuture<>()));
        return calls.getLast().saved();
    }

    void completes() {
        calls.getLast().saved().complete(null);
    }

    void fails() {
        calls.getLast().saved().completeExceptionally(new IllegalStateException("the disk is full"));
    }

    boolean isSaving() {
        return !calls.isEmpty() && !calls.getLast().saved().isDone();
    }
}
