package org.amends.hub.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One transaction, for as long as the work that it was handed to runs. Values may be texts, whole numbers,
 * {@link Instant}s, {@link UUID}s or null. Only {@code *Store} classes call it.
 */
public final class Tx implements AutoCloseable {

    private final Connection connection;
    /** Those not in use now: a statement that is asked for again within its own rows is another one. */
    private final Map<String, PreparedStatement> idle = new HashMap<>();

    Tx(Connection connection) {
        this.connection = connection;
    }

    /**
     * Runs one changing statement.
     *
     * @return how many rows it changed: zero is how a lost race shows
     */
    public int update(String sql, Object... values) {
        return with(sql, statement -> {
            bind(statement, values);
            return statement.executeUpdate();
        });
    }

    /**
     * Runs one changing statement for many rows of values.
     *
     * @return how many rows it changed, all in all
     */
    public int batch(String sql, List<Object[]> rows) {
        return with(sql, statement -> {
            for (Object[] values : rows) {
                bind(statement, values);
                statement.addBatch();
            }
            return IntStream.of(statement.executeBatch()).sum();
        });
    }

    /** All rows of an answer. */
    public <T> List<T> list(String sql, Function<Row, T> reader, Object... values) {
        List<T> list = new ArrayList<>();
        each(sql, row -> list.add(reader.apply(row)), values);
        return list;
    }

    /** Each row of an answer in turn, however many there are. */
    public void each(String sql, Consumer<Row> reader, Object... values) {
        with(sql, statement -> {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                Row row = new Row(rows);
                while (rows.next()) {
                    reader.accept(row);
                }
            }
            return 0;
        });
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

    /** Its statements end with it. */
    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : idle.values()) {
            statement.close();
        }
    }

    /** What is run again in the same transaction is not parsed again; one that failed is not run again. */
    private int with(String sql, Use use) {
        try {
            PreparedStatement known = idle.remove(sql);
            PreparedStatement statement = known == null ? connection.prepareStatement(sql) : known;
            boolean worked = false;
            try {
                int result = use.of(statement);
                worked = true;
                return result;
            } finally {
                PreparedStatement other = worked ? idle.put(sql, statement) : statement;
                if (other != null) {
                    other.close();
                }
            }
        } catch (SQLException failure) {
            throw new StorageFailure(failure);
        }
    }

    private interface Use {
        int of(PreparedStatement statement) throws SQLException;
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
