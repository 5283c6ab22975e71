package org.amends.kiosk.sync;

import static org.amends.kiosk.sync.ScriptedHub.forked;
import static org.amends.kiosk.sync.ScriptedHub.problem;
import static org.amends.kiosk.sync.ScriptedHub.receipts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amends.wire.Batch;
import org.amends.wire.Chain;
import org.amends.wire.Mark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loop where hub and terminal do not agree on what came before: forked stories, and hubs that were restored. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SyncLoopStoriesTest {

    @TempDir
    private Path folder;
    private ScriptedHub hub;
    private Terminal terminal;

    @BeforeEach
    void open() throws IOException {
        hub = new ScriptedHub();
        terminal = Terminal.paired(folder, hub.address());
    }

    @AfterEach
    void close() {
        terminal.close();
        hub.close();
    }

    @Test
    void a_forked_story_goes_on_in_a_new_one_that_names_it_and_the_same_entries_arrive_under_new_numbers() {
        List<UUID> ids = terminal.says(5);
        hub.answers(forked(2));
        terminal.loop.start();
        terminal.comesTo(3, 0, 0);
        UUID later = terminal.says().id();
        terminal.comesTo(4, 0, 0);

        ScriptedHub.Asked refused = hub.next();
        ScriptedHub.Asked before = hub.next();
        ScriptedHub.Asked after = hub.next();
        ScriptedHub.Asked said = hub.next();
        assertThat(hub.wasAskedMore()).isFalse();
        UUID old = refused.batch().story();
        UUID anew = after.batch().story();
        assertThat(refused.ids()).isEqualTo(ids);
        assertThat(before.batch().story()).as("what the hub agrees with stays where it was").isEqualTo(old);
        assertThat(before.ids()).isEqualTo(ids.subList(0, 2));
        assertThat(before.batch().previous()).isEmpty();
        assertThat(anew).isNotEqualTo(old);
        assertThat(after.batch().previous()).isEqualTo(Optional.of(new Batch.Previous(old, "forked")));
        assertThat(after.ids()).isEqualTo(ids.subList(2, 5));
        assertThat(after.texts()).isEqualTo(refused.texts().subList(2, 5));
        assertThat(said.batch().story()).isEqualTo(anew);
        assertThat(said.ids()).containsExactly(later);
        List<Batch.Item> items = new ArrayList<>(after.items());
        items.addAll(said.items());
        String link = Chain.start(anew);
        for (int i = 0; i < items.size(); i++) {
            link = Chain.link(link, i + 1L, items.get(i).digest());
            assertThat(items.get(i).sequence()).isEqualTo(i + 1L);
            assertThat(items.get(i).link()).isEqualTo(link);
        }
        assertThat(terminal.log).filteredOn(line -> line.contains("goes on in a new story")).singleElement().asString()
                .contains(old.toString(), "number 3");
    }

    @Test
    void a_hub_that_calls_every_story_forked_is_asked_with_pauses_and_everything_waits_here() {
        List<UUID> ids = terminal.says(3);
        hub.otherwise(forked(0));
        terminal.loop.start();
        List<ScriptedHub.Asked> came = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            came.add(hub.next());
            assertThat(came.getLast().ids()).isEqualTo(ids);
        }
        SyncLoopNetworkTest.assertPauses(came);
        hub.otherwise(ScriptedHub.takesAll());
        terminal.comesTo(3, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,3"})
    void a_hub_that_was_restored_gets_again_what_it_lacks_as_often_as_it_is_restored(long first, long second) {
        KeptStories kept = KeptStories.of(hub);
        List<UUID> ids = new ArrayList<>(terminal.says(6));
        terminal.loop.start();
        terminal.comesTo(6, 0, 0);
        UUID story = hub.next().batch().story();
        for (long epoch : new long[]{first, second}) {
            int cameBefore = hub.came().size();
            kept.restored(epoch, 2);
            ids.add(terminal.says().id());
            terminal.comesTo(ids.size(), 0, 0);
            // The batch that found it out, what was lost, and two questions where the epoch is another.
            assertThat(hub.came().size() - cameBefore).as("requests").isBetween(2, 4);
            assertThat(kept.ids(story)).isEqualTo(ids);
        }
        assertThat(terminal.log).filteredOn(line -> line.contains("are sent again")).hasSize(2)
                .allSatisfy(line -> assertThat(line).contains(story.toString(), "up to 2 only"));
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void a_hub_that_was_restored_to_before_two_stories_gets_both_again(long epoch) {
        KeptStories kept = KeptStories.of(hub);
        List<UUID> ids = terminal.says(5);
        hub.answers(forked(2));
        terminal.loop.start();
        terminal.comesTo(3, 0, 0);
        UUID old = hub.next().batch().story();
        hub.next();
        UUID anew = hub.next().batch().story();
        assertThat(kept.ids(old, anew)).isEqualTo(ids);

        kept.restored(epoch, 0);
        hub.answers(problem(500)); // after any trouble every story is asked for
        UUID later = terminal.says().id();
        terminal.logs("responses wait here");
        terminal.comesTo(4, 0, 0);

        assertThat(kept.ids(old)).isEqualTo(ids.subList(0, 2));
        assertThat(kept.ids(anew)).startsWith(ids.get(2), ids.get(3), ids.get(4)).endsWith(later).hasSize(4);
    }

    @Test
    void of_two_stories_the_one_that_is_told_no_more_is_asked_for_too_when_a_receipt_shows_another_epoch() {
        KeptStories kept = KeptStories.of(hub);
        List<UUID> ids = terminal.says(4);
        hub.answers(forked(3));
        terminal.loop.start();
        terminal.comesTo(1, 0, 0);
        UUID old = hub.next().batch().story();
        kept.restored(2, 0);
        terminal.says();

        while (kept.mark(old).complete() < 3) {
            hub.next();
        }
        terminal.comesTo(2, 0, 0);
        assertThat(kept.ids(old)).isEqualTo(ids.subList(0, 3));
        assertThat(terminal.log).noneMatch(line -> line.contains("responses wait here"));
    }

    @Test
    void what_a_restored_hub_lost_is_sent_again_even_where_it_stands_no_lower_than_before_as_it_never_had_the_first() {
        KeptStories kept = KeptStories.of(hub);
        List<UUID> ids = terminal.says(3);
        hub.answers(receipts(ids.subList(2, 3), new Mark(1, 0, System.currentTimeMillis())), (exchange, asked) -> {
            kept.restored(2, 0);
            problem(500).give(exchange, asked);
        });
        terminal.loop.start();
        assertThat(hub.next().ids()).isEqualTo(ids);
        UUID story = hub.next().batch().story();
        terminal.comesTo(3, 0, 0);

        assertThat(kept.ids(story)).isEqualTo(ids);
    }

    @Test
    void a_hub_that_gives_receipts_but_never_stands_higher_is_not_sent_the_same_without_end() {
        List<UUID> ids = terminal.says(3);
        Mark nothing = new Mark(1, 0, System.currentTimeMillis());
        hub.stands(_ -> nothing);
        hub.otherwise((exchange, asked) -> receipts(asked.ids(), nothing).give(exchange, asked));
        terminal.loop.start();
        terminal.comesTo(3, 0, 0);
        UUID later = terminal.says().id();
        while (!hub.next().ids().contains(later)) {
            // what came before
        }
        terminal.comesTo(4, 0, 0);

        long sent = hub.came().stream().filter(asked -> asked.body().length > 0)
                .filter(asked -> asked.ids().contains(ids.getFirst())).count();
        assertThat(sent).isLessThanOrEqualTo(2);
    }
}
