package org.amends.hub.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One row of an answer, by column name. Times are kept as milliseconds since 1970, ids as text: alike in every database. */
public final class Row {

    private final ResultSet row;

    Row(ResultSet row) {
        this.row = row;
    }

    /** A text that is never null. */
    public String text(String column) {
        return maybeText(column).orElseThrow(() -> new IllegalStateException(column + " is null"));
    }

    /** A text that may be null. */
    public Optional<String> maybeText(String column) {
        try {
            return Optional.ofNullable(row.getString(column));
        } catch (SQLException failure) {
            throw new StorageFailure(failure);
        }
    }

    /** A whole number that is never null. */
    public long number(String column) {
        try {
            return row.getLong(column);
        } catch (SQLException failure) {
            throw new StorageFailure(failure);
        }
    }

    /** A whole number that may be null. */
    public Optional<Long> maybeNumber(String column) {
        try {
            long number = row.getLong(column);
            return row.wasNull() ? Optional.empty() : Optional.of(number);
        } catch (SQLException failure) {
            throw new StorageFailure(failure);
        }
    }

    /** A time that is never null. */
    public Instant time(String column) {
        return Instant.ofEpochMilli(number(column));
    }

    /** A time that may be null. */
    public Optional<Instant> maybeTime(String column) {
        return maybeNumber(column).map(Instant::ofEpochMilli);
    }

    /** An id that is never null. */
    public UUID id(String column) {
        return UUID.fromString(text(column));
    }
}
