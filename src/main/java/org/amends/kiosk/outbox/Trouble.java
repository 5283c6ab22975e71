package org.amends.kiosk.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** What a failure says of the file and of the disk below it, and so what may help. */
enum Trouble {
    /** The file is no database or a broken one: it is set aside, and another goes on. */
    DAMAGED,
    /** The disk has no room: the reserve is given up. */
    NO_SPACE,
    /** The disk takes nothing, or the file cannot be got at: it is opened again, since the disk may have come back. */
    UNREACHABLE,
    /** The disk does not give back what is in the file, as with a bad sector. */
    UNREADABLE,
    /** Anything else, such as another program that holds the file: nothing is done about it but to try again later. */
    OTHER;

    private static final int PRIMARY = 0xff;
    /** Less than this and whatever failed, failed for lack of room: the shortest write is a page. */
    private static final long NEXT_TO_NOTHING = 64 * 1024;

    /**
     * What a failure means.
     *
     * @param folder where the file lies
     */
    static Trouble of(SQLException failed, Path folder) {
        if (failed instanceof Gone) {
            return DAMAGED;
        }
        if (!(failed instanceof SQLiteException sqlite)) {
            return OTHER;
        }
        return switch (sqlite.getResultCode()) {
            case SQLITE_READONLY_DBMOVED -> DAMAGED;
            case SQLITE_IOERR_READ, SQLITE_IOERR_SHORT_READ, SQLITE_IOERR_DATA, SQLITE_IOERR_CORRUPTFS -> UNREADABLE;
            default -> switch (sqlite.getResultCode().code & PRIMARY) {
                case 11, 26 -> DAMAGED; // SQLITE_CORRUPT, SQLITE_NOTADB
                case 13 -> NO_SPACE; // SQLITE_FULL
                case 8, 14 -> UNREACHABLE; // SQLITE_READONLY, SQLITE_CANTOPEN
                case 10 -> isFull(folder) ? NO_SPACE : UNREACHABLE; // SQLITE_IOERR
                default -> OTHER;
            };
        };
    }

    private static boolean isFull(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() < NEXT_TO_NOTHING;
        } catch (IOException unknown) {
            return false;
        }
    }

    /** The file or its log no longer lies where it was opened: what is written to it now is lost with the next restart. */
    static final class Gone extends SQLException {

        private static final long serialVersionUID = 1L;

        Gone(Path file) {
            super(file + " or its log was removed or replaced while it was open");
        }
    }
}
