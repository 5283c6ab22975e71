package org.amends.faults;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.amends.hub.HubDesk;
import org.amends.response.Content;
import org.amends.wire.Chain;
import org.amends.wire.Wire;
import org.sqlite.SQLiteConfig;

/**
 * What terminal and hub have in their databases, looked at from outside while they run. This is the one place of the bench
 * that knows their tables.
 */
final class Books {

    private static final int BUSY_MILLIS = 10_000;

    private Books() {
    }

    /**
     * One row of the hub's ledger.
     *
     * @param kind  such as {@code rating}
     * @param unhappy whether it is a rating that begins a case
     */
    record Line(UUID entry, String response, String kind, boolean unhappy) {

        /** What a screen's answer can be matched with. */
        String said() {
            return response + " " + kind;
        }
    }

    /** The hub's ledger in the order of arrival. */
    static List<Line> ledger(Path hubData) {
        return rows(hubData.resolve("hub.db"),
                "SELECT entry, response, kind, body FROM ledger WHERE body IS NOT NULL ORDER BY position",
                row -> new Line(UUID.fromString(row.getString(1)), row.getString(2), row.getString(3),
                        unhappy(row.getString(4))));
    }

    /** The response of each of the hub's cases. */
    static List<String> cases(Path hubData) {
        return rows(hubData.resolve("hub.db"), "SELECT response FROM cases", row -> row.getString(1));
    }

    /** What guests wrote, as staff read it on the hub's cases. */
    static List<String> comments(Path hubData) {
        return rows(hubData.resolve("hub.db"), "SELECT comment FROM cases WHERE comment IS NOT NULL",
                row -> row.getString(1));
    }

    /** The hub's ledger, to the letter. */
    static List<String> bodies(Path hubData) {
        return rows(hubData.resolve("hub.db"), "SELECT body FROM ledger ORDER BY position", row -> row.getString(1));
    }

    /** The private halves of what guests' words are sealed to. */
    static List<String> sealingKeys(Path hubData) {
        return rows(hubData.resolve("hub.db"), "SELECT private_key FROM site_keys WHERE purpose = 'sealing'",
                row -> row.getString(1));
    }

    /** The faces that were pressed at a terminal, by SQL alone. */
    static List<Integer> scores(Path terminalData) {
        return rows(terminalData.resolve("outbox.db"), "SELECT json_extract(body, '$.content.score') FROM entry"
                + " WHERE json_extract(body, '$.content.kind') = 'rating' ORDER BY position", row -> row.getInt(1));
    }

    /** How many entries of a terminal wait for a receipt. */
    static long waiting(Path terminalData) {
        return rows(terminalData.resolve("outbox.db"),
                "SELECT COUNT(*) FROM entry WHERE acknowledged_at IS NULL", row -> row.getLong(1)).getFirst();
    }

    /** Entries of a terminal that the hub refused for good, each with its reason. */
    static List<String> setAside(Path terminalData) {
        return rows(terminalData.resolve("outbox.db"), "SELECT id, set_aside FROM entry WHERE set_aside IS NOT NULL",
                row -> row.getString(1) + ": " + row.getString(2));
    }

    /**
     * What is wrong with the numbers and the chain of each story, worked out here and not by the hub. After trouble that
     * a terminal was copied or put back by, a story may be forked; none of the bench's does that.
     */
    static List<String> broken(Path hubData) {
        List<String> broken = new ArrayList<>();
        record Place(String story, long sequence, String link, String body, String digest) {
        }
        String story = "";
        long last = 0;
        String link = "";
        for (Place place : rows(hubData.resolve("hub.db"),
                "SELECT s.id, l.sequence, l.link, l.body, l.digest FROM ledger l JOIN stories s ON s.number = l.story"
                        + " ORDER BY l.story, l.sequence",
                row -> new Place(row.getString(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5)))) {
            if (!place.story().equals(story)) {
                story = place.story();
                last = 0;
                link = Chain.start(UUID.fromString(story));
            }
            if (place.sequence() != last + 1) {
                broken.add("story " + story + " lacks numbers between " + last + " and " + place.sequence());
            } else if (!Chain.link(link, place.sequence(),
                    place.body() == null ? place.digest() : Chain.digest(place.body())).equals(place.link())) {
                broken.add("the chain of story " + story + " is broken at " + place.sequence());
            }
            last = place.sequence();
            link = place.link();
        }
        return broken;
    }

    /** A back-up as the hub's own command makes it, while the hub runs. */
    static void backUpHub(Path hubData, Path file) {
        Folders.remove(file);
        try (HubDesk desk = HubDesk.open(hubData)) {
            desk.backUp(file);
        }
    }

    /** A copy that the hub knows nothing of, as of a machine that is put back whole. */
    static void copyHub(Path hubData, Path file) {
        Folders.remove(file);
        try (Connection connection = open(hubData.resolve("hub.db"), false);
                Statement statement = connection
                        .createStatement()) {
            statement.execute("VACUUM INTO '" + file + "'");
        } catch (SQLException failed) {
            throw new IllegalStateException("no back-up of " + hubData, failed);
        }
    }

    private static boolean unhappy(String body) {
        return Wire.entry(body).content() instanceof Content.Rating rating && rating.score() <= 2;
    }

    private static <T> List<T> rows(Path file, String query, Reader<T> reader) {
        try (Connection connection = open(file, true);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<T> found = new ArrayList<>();
            while (row.next()) {
                found.add(reader.read(row));
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException(file + ": " + query + ": " + failed.getMessage(), failed);
        }
    }

    /** Read-only, so that looking changes nothing: the last to close a file would tidy its log away. */
    private static Connection open(Path file, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_MILLIS);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
