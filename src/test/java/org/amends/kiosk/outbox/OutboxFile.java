package org.amends.kiosk.outbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A second look at an outbox's file, over a connection of its own. */
final class OutboxFile implements AutoCloseable {

    private final Connection connection;

    OutboxFile(Path folder) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(OutboxStore.FILE));
    }

    List<String> texts(String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    void change(String statementText) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(statementText);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
