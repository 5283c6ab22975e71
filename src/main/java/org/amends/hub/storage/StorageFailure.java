package org.amends.hub.storage;

/** The database did not do what it always does: the disk is full or gone, or a statement is wrong. Never expected. */
public final class StorageFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StorageFailure(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
