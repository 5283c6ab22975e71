package org.amends.kiosk.outbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.amends.ExitCode;
import org.amends.StartRefused;
import org.amends.wire.Chain;

/** The tables of an outbox, and the way from every earlier version of them to the present one. */
final class OutboxSchema {

    /** Each step leads from the version that is its index to the next; {@code PRAGMA user_version} holds where we are. */
    private static final List<Step> STEPS = List.of(OutboxSchema::first, OutboxSchema::stories,
            OutboxSchema::safety, OutboxSchema::running);

    private static final String TABLES = """
            -- One from the making of the file on; another where the hub knew other entries under its numbers.
            CREATE TABLE story (
                number   INTEGER PRIMARY KEY,
                id       TEXT NOT NULL UNIQUE,
                previous TEXT,
                reason   TEXT
            );
            CREATE TABLE boot (
                number INTEGER PRIMARY KEY,
                id     TEXT    NOT NULL,
                last   INTEGER NOT NULL               -- the latest uptime known, in milliseconds
            );
            CREATE TABLE exchange (                   -- when a hub told its time
                boot     INTEGER NOT NULL,
                asked    INTEGER NOT NULL,
                hub      INTEGER NOT NULL,
                answered INTEGER NOT NULL
            );
            CREATE TABLE entry (
                position        INTEGER PRIMARY KEY,
                story           INTEGER NOT NULL,
                sequence        INTEGER NOT NULL,
                link            TEXT    NOT NULL,
                boot            INTEGER NOT NULL,
                uptime          INTEGER NOT NULL,
                id              TEXT    NOT NULL,
                response        TEXT    NOT NULL,
                body            TEXT    NOT NULL,
                acknowledged_at INTEGER,              -- how long the terminal had run then, in milliseconds
                set_aside       TEXT,
                UNIQUE (story, sequence)
            );
            CREATE INDEX entry_waiting ON entry (position) WHERE acknowledged_at IS NULL;
            CREATE INDEX entry_acknowledged ON entry (acknowledged_at) WHERE acknowledged_at IS NOT NULL;
            CREATE TABLE fact (                       -- what else is to be remembered, by name
                name  TEXT PRIMARY KEY,
                value TEXT NOT NULL
            );
            """;

    private OutboxSchema() {
    }

    private interface Step {
        void take(Connection connection, Statement statement) throws SQLException;
    }

    /**
     * Brings a file up to the present version.
     *
     * @throws StartRefused if a newer program wrote it; then nothing was touched
     */
    static void bringUp(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int version;
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                version = row.getInt(1);
            }
            if (version > STEPS.size()) {
                throw new StartRefused(ExitCode.FAILURE,
                        file + ": was written by a newer program (its version is " + version
                                + ", this program knows up to " + STEPS.size()
                                + "); nothing was touched, install the newer program");
            }
            // Not before the version is known: it is written into the file.
            statement.execute("PRAGMA journal_mode = WAL");
            for (int step = version; step < STEPS.size(); step++) {
                statement.execute("BEGIN IMMEDIATE");
                STEPS.get(step).take(connection, statement);
                statement.execute("PRAGMA user_version = " + (step + 1));
                statement.execute("COMMIT");
            }
        }
    }

    /** One table, with numbers in the bodies and without a chain. */
    private static void first(Connection connection, Statement statement) throws SQLException {
        statement.executeUpdate("""
                CREATE TABLE entry (
                    sequence        INTEGER PRIMARY KEY,
                    id              TEXT NOT NULL UNIQUE,
                    response        TEXT NOT NULL,
                    body            TEXT NOT NULL,
                    acknowledged_at INTEGER,
                    set_aside       TEXT
                );
                """);
    }

    /** What waits goes on in a new story; what the hub has, it has. */
    private static void stories(Connection connection, Statement statement) throws SQLException {
        statement.executeUpdate("ALTER TABLE entry RENAME TO entry_1");
        statement.executeUpdate(TABLES);
        UUID story = UUID.randomUUID();
        statement.executeUpdate("INSERT INTO story (number, id) VALUES (1, '" + story + "')");
        String link = Chain.start(story);
        try (ResultSet rows = connection.createStatement().executeQuery(
                "SELECT id, response, body, set_aside FROM entry_1 WHERE acknowledged_at IS NULL ORDER BY sequence");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO entry (position, story, sequence, link, boot, uptime, id, response, body, set_aside)"
                                + " VALUES (?1, 1, ?1, ?2, 0, 0, ?3, ?4, ?5, ?6)")) {
            for (long number = 1; rows.next(); number++) {
                String body = withoutNumber(rows.getString(3));
                link = Chain.link(link, number, Chain.digest(body));
                insert.setLong(1, number);
                insert.setString(2, link);
                insert.setString(3, rows.getString(1));
                insert.setString(4, rows.getString(2));
                insert.setString(5, body);
                insert.setString(6, rows.getString(4));
                insert.executeUpdate();
            }
        }
        statement.executeUpdate("DROP TABLE entry_1");
    }

    /** What was refused is counted without reading all; and the stories' names are written twice, on two pages. */
    private static void safety(Connection connection, Statement statement) throws SQLException {
        statement.executeUpdate("CREATE INDEX entry_set_aside ON entry (position) WHERE set_aside IS NOT NULL");
        statement.executeUpdate("INSERT INTO fact (name, value) SELECT 'story ' || number, id FROM story");
    }

    /** What was noted by the hub's clock is kept from now on as if it had been noted now. */
    private static void running(Connection connection, Statement statement) throws SQLException {
        statement.executeUpdate("UPDATE entry SET acknowledged_at = 0 WHERE acknowledged_at IS NOT NULL");
    }

    /** A body of the first version in the present form. */
    static String withoutNumber(String body) {
        return body.replaceFirst("^(\\{\"id\":\"[^\"]*\"),\"sequence\":\\d+", "$1");
    }
}
