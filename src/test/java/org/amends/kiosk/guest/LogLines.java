package org.amends.kiosk.guest;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class logs while something is done. */
public final class LogLines {

    private LogLines() {
    }

    public static List<String> of(String logger, Runnable work) {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler noting = new Handler() {

            @Override
            public void publish(LogRecord line) {
                lines.add(line.getParameters() == null
                        ? line.getMessage()
                        : MessageFormat.format(line.getMessage(), line.getParameters()));
            }

            @Override
            public void flush() {
                // nothing is held back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        // Kept at hand: one that nobody holds is forgotten, with its handlers.
        Logger noted = Logger.getLogger(logger);
        noted.addHandler(noting);
        try {
            work.run();
        } finally {
            noted.removeHandler(noting);
        }
        return lines;
    }
}
