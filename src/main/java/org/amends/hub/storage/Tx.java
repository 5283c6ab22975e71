package org.amends.hub.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One transaction, for as long as the work that it was handed to runs. Values may be texts, whole numbers,
 * {@link Instant}s, {@link UUID}s or null. Only {@code *Store} classes call it.
 */
public final class Tx {

    private final Connection connection;

    Tx(Connection connection) {
        this.connection = connection;
    }

    /**
     * Runs one changing statement.
     *
     * @return how many rows it changed: zero is how a lost race shows
     */
    public int update(String sql, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new StorageFailure(failure);
        }
    }

    /** Runs one changing statement for many rows of values. */
    public void batch(String sql, List<Object[]> rows) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] values : rows) {
                bind(statement, values);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException failure) {
            throw new StorageFailure(failure);
        }
    }

    /** All rows of an answer. */
    public <T> List<T> list(String sql, Function<Row, T> reader, Object... values) {
        List<T> list = new ArrayList<>();
        each(sql, row -> list.add(reader.apply(row)), values);
        return list;
    }

    /** Each row of an answer in turn, however many there are. */
    public void each(String sql, Consumer<Row> reader, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                Row row = new Row(rows);
                while (rows.next()) {
                    reader.accept(row);
                }
            }
        } catch (SQLException failure) {
            throw new StorageFailure(failure);
        }
    }

    /** The first row of an answer, if it has any. */
    public <T> Optional<T> first(String sql, Function<Row, T> reader, Object... values) {
        List<T> rows = list(sql, reader, values);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /** As many question marks as an {@code IN (...)} needs. */
    public static String marks(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case null -> statement.setObject(i + 1, null);
                case Instant time -> statement.setLong(i + 1, time.toEpochMilli());
                case UUID id -> statement.setString(i + 1, id.toString());
                case String text -> statement.setString(i + 1, text);
                case Integer number -> statement.setInt(i + 1, number);
                case Long number -> statement.setLong(i + 1, number);
                default -> throw new IllegalArgumentException("cannot bind a " + values[i].getClass().getName());
            }
        }
    }
}
