package org.amends.hub.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.amends.hub.web.ProblemKind;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.wire.Batch;
import org.amends.wire.BatchRefused;
import org.amends.wire.Wire;

/** Reads the body of a batch without ever holding more of it than is allowed, compressed or not. */
final class BatchBody {

    private static final ProblemKind WRONG_ENTRIES = new ProblemKind("wrong-entries", 422,
            "Entries are not of the agreed form");

    /** So much of a body that is too large is still read, since many clients only listen when they have said it all. */
    private static final long PATIENCE_BYTES = 8L * 1024 * 1024;

    private BatchBody() {
    }

    sealed interface Outcome {
        record Read(Batch batch) implements Outcome {
        }

        record Refused(Reply.Whole reply) implements Outcome {
        }
    }

    static Outcome read(Request request) throws IOException {
        String encoding = request.header("Content-Encoding").orElse("identity").strip();
        boolean gzip = encoding.equalsIgnoreCase("gzip");
        if (!request.isOfType(Wire.BATCH_TYPE)) {
            return new Outcome.Refused(ProblemKind.WRONG_TYPE.reply("A batch is sent as " + Wire.BATCH_TYPE + "."));
        }
        if (!gzip && !encoding.equalsIgnoreCase("identity")) {
            return new Outcome.Refused(ProblemKind.WRONG_TYPE.reply("A batch is sent plain or with Content-Encoding: gzip.")
                    .with("Accept-Encoding", "gzip"));
        }
        InputStream stream = request.body();
        byte[] travelled = stream.readNBytes(Wire.MOST_BYTES + 1);
        if (travelled.length > Wire.MOST_BYTES) {
            stream.skip(PATIENCE_BYTES);
            return tooLarge("as it travels", Wire.MOST_BYTES);
        }
        byte[] plain;
        try {
            plain = gzip
                    ? new GZIPInputStream(new ByteArrayInputStream(travelled)).readNBytes(Wire.MOST_PLAIN_BYTES + 1)
                    : travelled;
        } catch (IOException broken) {
            return new Outcome.Refused(ProblemKind.UNREADABLE.reply("The body is not gzip, or it is cut off."));
        }
        if (plain.length > Wire.MOST_PLAIN_BYTES) {
            return tooLarge("after decompression", Wire.MOST_PLAIN_BYTES);
        }
        try {
            return new Outcome.Read(Wire.batch(plain));
        } catch (BatchRefused refused) {
            // Without an entry at fault it is the batch as a whole that cannot be read.
            ProblemKind kind = refused.entries().isEmpty() ? ProblemKind.UNREADABLE : WRONG_ENTRIES;
            return new Outcome.Refused(kind.reply(refused.getMessage(), refused.entries()));
        }
    }

    private static Outcome tooLarge(String when, int most) {
        return new Outcome.Refused(ProblemKind.TOO_LARGE.reply("A batch has at most " + most + " bytes " + when + "."));
    }
}
