package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.amends.Amends;
import org.amends.StartRefused;
import org.amends.hub.intake.Ledger;
import org.amends.hub.intake.StoryProof;
import org.amends.testbed.Story;
import org.amends.wire.Mark;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger proves that it has everything once, sees what was done to it, and comes back from a back-up. */
class LedgerTest {

    @TempDir
    private Path data;
    @TempDir
    private Path elsewhere;
    private TestHub hub;
    private String token;
    private Story story;
    private Guest guest;

    @BeforeEach
    void start() {
        hub = new TestHub(data);
        token = hub.paired().token();
        story = hub.story(token);
        guest = Guest.at("Reception", hub.clock.instant());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aStoryThatCameWholeIsProvedWhole() {
        String first = story.numbered(guest.rates(1));
        sends(first, story.numbered(guest.leaves()));
        sends(first);

        assertThat(proof().words()).isEqualTo("1 to 2 complete, 0 missing, 1 repeat absorbed, chain intact");
        assertThat(proof().intact()).isTrue();
    }

    @Test
    void aGapIsSaidAsLongAsItIsThere() {
        List<String> items = java.util.stream.Stream.generate(guest::leaves).limit(5).map(story::numbered).toList();
        sends(items.get(0), items.get(1), items.get(4));
        assertThat(proof().words()).isEqualTo("1 to 2 complete of 5, 2 missing, 0 repeats absorbed, chain intact");

        sends(items.get(2), items.get(3));
        assertThat(proof().words()).isEqualTo("1 to 5 complete, 0 missing, 0 repeats absorbed, chain intact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE ledger SET body = replace(body, '\"score\":1', '\"score\":4') WHERE sequence = 2",
            "UPDATE ledger SET link = (SELECT link FROM ledger WHERE sequence = 3) WHERE sequence = 2",
            "UPDATE ledger SET link = 'x' WHERE sequence = 2",
            "UPDATE ledger SET entry = '00000000-0000-0000-0000-000000000000' WHERE sequence = 2",
            "UPDATE ledger SET body = NULL WHERE sequence = 2",
            "UPDATE ledger SET body = (SELECT body FROM ledger WHERE sequence = 3) WHERE sequence = 2"})
    void whatWasDoneToAnEntryBehindTheHubsBackIsFound(String done) {
        sends(story.numbered(guest.leaves()), story.numbered(guest.rates(1)), story.numbered(guest.leaves()));
        hub.database().change(tx -> assertThat(tx.update(done)).isEqualTo(1));

        assertThat(proof().brokenAt()).contains(2L);
        assertThat(proof().words()).endsWith("CHAIN BROKEN AT 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatWasTakenAwayBehindTheHubsBackIsMissed(int number) {
        sends(story.numbered(guest.leaves()), story.numbered(guest.rates(1)), story.numbered(guest.leaves()));
        hub.database().change(tx -> tx.update("DELETE FROM ledger WHERE sequence = " + number));

        assertThat(proof().missing()).isEqualTo(1);
        assertThat(proof().intact()).isTrue();
    }

    @Test
    void staffAndTheTerminalItselfAreShownTheProofAndNobodyElse() {
        String terminal = hub.fleet().all().getFirst().terminal().id();
        sends(story.numbered(guest.leaves()), story.numbered(guest.leaves()));
        String path = "/api/v1/terminals/" + terminal + "/ledger";
        hub.hire("mara", "Mara <b>");
        TestHub.Browser mara = hub.signedIn("mara");

        assertThat(TestHub.text(hub.send(hub.to(path).header("Authorization", "Bearer " + token))))
                .contains("1 to 2 complete, 0 missing, 0 repeats absorbed, chain intact");
        assertThat(mara.page(path)).contains("\"complete\":2");
        assertThat(mara.page("/terminals")).contains("Reception", terminal, "1 to 2 complete");
        assertThat(mara.page("/terminals/" + terminal)).contains("1 to 2 complete", "Intact");
        assertThat(hub.send(hub.to(path)).statusCode()).isEqualTo(401);
        assertThat(hub.send(hub.to(path).header("Authorization", "Bearer " + hub.paired().token())).statusCode())
                .isEqualTo(404);
        assertThat(mara.get("/api/v1/terminals/t-none/ledger").statusCode()).isEqualTo(404);
        assertThat(mara.get("/terminals/t-none").statusCode()).isEqualTo(404);
        assertThat(hub.send(hub.to("/terminals")).statusCode()).isEqualTo(303);
    }

    @Test
    void twoStoriesOfOneTerminalAreShownApart() {
        sends(story.numbered(guest.leaves()));
        Story other = new Story();
        assertThat(hub.send(hub.posted(token, other.batch(guest.rates(1)).replaceFirst(",\"boots\"",
                ",\"previous\":{\"story\":\"" + story.id() + "\",\"reason\":\"forked\"},\"boots\""))).statusCode())
                .isEqualTo(200);
        hub.hire("mara", "Mara");
        String page = hub.signedIn("mara").page("/terminals/" + hub.fleet().all().getFirst().terminal().id());

        assertThat(page).contains(story.id().toString(), other.id().toString(), "look whether there are two machines");
    }

    @Test
    void theCommandLineProvesItBesideARunningHubAndSaysByItsExitCodeWhatItFound() {
        sends(story.numbered(guest.leaves()), story.numbered(guest.leaves()));
        StringWriter said = new StringWriter();
        assertThat(run(said, "ledger", "verify")).isZero();
        assertThat(said.toString()).contains("1 to 2 complete, 0 missing, 0 repeats absorbed, chain intact")
                .contains("stories=1 entries=2 missing=0 broken=0");

        hub.database().change(tx -> tx.update("UPDATE ledger SET body = body || ' '"));
        assertThat(run(new StringWriter(), "ledger", "verify")).isEqualTo(1);
    }

    @Test
    void aHubThatWasRestoredBeginsAnEpochAndSaysWhereItStands() {
        sends(story.numbered(guest.leaves()), story.numbered(guest.leaves()));
        Path file = elsewhere.resolve("back-up.db");
        assertThat(run(new StringWriter(), "ledger", "back-up", file.toString())).isZero();
        sends(story.numbered(guest.leaves()));
        Mark before = mark();
        hub.restart();
        assertThat(mark().epoch()).as("a restart restores nothing").isEqualTo(before.epoch());
        assertThat(mark().complete()).isEqualTo(3);

        StringWriter said = new StringWriter();
        hub.restart(() -> assertThat(run(said, "ledger", "restore", file.toString())).isZero());

        Mark after = mark();
        assertThat(after.complete()).isEqualTo(2);
        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        hub.restart();
        assertThat(mark().epoch()).as("once").isEqualTo(after.epoch());
        hub.clock.pass(java.time.Duration.ofDays(1));
        hub.restart(() -> assertThat(run(new StringWriter(), "ledger", "restore", file.toString())).isZero());
        assertThat(mark().epoch()).as("another restoration is another epoch").isNotEqualTo(after.epoch());
        assertThat(said.toString()).contains("the former database is in " + data);
        assertThat(proof().words()).startsWith("1 to 2 complete, 0 missing");
    }

    @Test
    void nothingIsRestoredUnderARunningHubAndNoBackUpIsWrittenOverAFile() throws Exception {
        Path file = Files.writeString(elsewhere.resolve("precious"), "mine");

        assertThat(run(new StringWriter(), "ledger", "restore", file.toString())).isEqualTo(1);
        assertThat(run(new StringWriter(), "ledger", "back-up", file.toString())).isEqualTo(1);
        assertThat(file).hasContent("mine");
        assertThat(mark().complete()).isZero();
    }

    @Test
    void whatIsNoBackUpIsNotPutInThePlaceOfTheDatabase() throws Exception {
        sends(story.numbered(guest.leaves()));
        Path letter = Files.writeString(elsewhere.resolve("letter"), "Dear aunt");
        Path empty = Files.createFile(elsewhere.resolve("empty"));

        hub.restart(() -> {
            for (Path wrong : List.of(letter, empty, elsewhere.resolve("absent"))) {
                assertThat(run(new StringWriter(), "ledger", "restore", wrong.toString())).isEqualTo(1);
            }
        });

        assertThat(mark().complete()).isEqualTo(1);
    }

    @Test
    void aSecondHubOnTheSameFolderIsRefused() {
        assertThatThrownBy(() -> new TestHub(data)).isInstanceOf(StartRefused.class)
                .hasMessageContaining("a hub is running on this data folder");
    }

    private void sends(String... items) {
        HttpResponse<byte[]> answer = hub.send(hub.posted(token, story.of(items)));
        assertThat(answer.statusCode()).as(TestHub.text(answer)).isEqualTo(200);
    }

    private Mark mark() {
        return Wire.read(hub.send(hub.to(Wire.MARK_PATH + "?story=" + story.id()).header("Authorization",
                "Bearer " + token)).body(), Mark.class).orElseThrow();
    }

    private StoryProof proof() {
        return hub.database().read(tx -> new Ledger().prove(tx, Optional.empty())).getFirst();
    }

    private int run(StringWriter said, String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of("hub", "--data", data.toString()));
        all.addAll(List.of(arguments));
        return Amends.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(new StringWriter()))
                .execute(all.toArray(String[]::new));
    }
}
