package org.amends.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.amends.response.Entry;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a batch in one pass and cuts each entry out of it byte by byte, as the chain is over the very bytes that the
 * terminal committed and not over what some other program would write for them.
 */
final class BatchReader {

    /** A terminal that started more often than that while it was offline leaves the oldest out. */
    private static final int MOST_BOOTS = 1000;
    private static final int LONGEST_REASON = 500;
    /** Stands in place of what is not UTF-8, but may also have been written. */
    private static final char REPLACEMENT = '\uFFFD';

    private final JsonMapper mapper;
    /** For a part of a batch, which is followed by the rest of it. */
    private final JsonMapper parts;
    private final byte[] json;
    private final List<Batch.Item> items = new ArrayList<>();
    private final List<Problem.RefusedEntry> refused = new ArrayList<>();
    private Optional<UUID> story = Optional.empty();
    private Optional<Batch.Previous> previous = Optional.empty();
    private List<Boot> boots = List.of();
    private int count;

    private BatchReader(JsonMapper mapper, JsonMapper parts, byte[] json) {
        this.mapper = mapper;
        this.parts = parts;
        this.json = json;
    }

    static Batch read(JsonMapper mapper, JsonMapper parts, byte[] json) throws BatchRefused {
        return new BatchReader(mapper, parts, json).read();
    }

    private Batch read() throws BatchRefused {
        try (JsonParser parser = mapper.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BatchRefused("The body must be {\"story\": ..., \"boots\": [...], \"entries\": [...]}.",
                        List.of());
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                field(name, parser);
            }
            if (parser.nextToken() != null) {
                throw new BatchRefused("The body goes on behind its end.", List.of());
            }
        } catch (JacksonException broken) {
            throw new BatchRefused("The body is not a batch: " + Wire.reason(broken), List.of());
        }
        if (story.isEmpty()) {
            throw new BatchRefused("The body has no story.", List.of());
        }
        if (count == 0) {
            throw new BatchRefused("A batch has 1 to " + Wire.MOST_ENTRIES + " entries, not 0.", List.of());
        }
        if (!refused.isEmpty()) {
            throw new BatchRefused(
                    refused.size() + " of " + count + " entries are not of the agreed form; nothing was stored.", refused);
        }
        return new Batch(story.get(), previous, boots, items);
    }

    private void field(String name, JsonParser parser) throws BatchRefused {
        switch (name) {
            case "story" -> story = Optional.ofNullable(parts.readValue(parser, UUID.class));
            case "previous" -> previous = Optional.ofNullable(parts.readValue(parser, Batch.Previous.class))
                    .filter(before -> before.story() != null && before.reason() != null
                            && before.reason().length() <= LONGEST_REASON);
            case "boots" -> {
                Boot[] given = parts.readValue(parser, Boot[].class);
                if (given == null || given.length > MOST_BOOTS || Stream.of(given).anyMatch(Objects::isNull)) {
                    throw new BatchRefused("boots must be a list of at most " + MOST_BOOTS + ".", List.of());
                }
                boots = List.of(given);
            }
            case "entries" -> {
                if (!parser.hasToken(JsonToken.START_ARRAY)) {
                    throw new BatchRefused("entries must be a list.", List.of());
                }
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (count == Wire.MOST_ENTRIES) {
                        throw new BatchRefused("A batch has 1 to " + Wire.MOST_ENTRIES + " entries, not more.", List.of());
                    }
                    item(parser);
                    count++;
                }
            }
            default -> throw new BatchRefused("The body has a field that no batch has.", List.of());
        }
    }

    private void item(JsonParser parser) {
        long sequence = 0;
        String link = "";
        Optional<Entry> entry = Optional.empty();
        Optional<String> text = Optional.empty();
        Optional<Wire.Kept> withheld = Optional.empty();
        String wrong = parser.hasToken(JsonToken.START_OBJECT) ? "" : "an entry must be an object";
        if (!wrong.isEmpty()) {
            parser.skipChildren();
        } else {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("sequence") && value == JsonToken.VALUE_NUMBER_INT) {
                    sequence = number(parser);
                } else if (name.equals("link") && value == JsonToken.VALUE_STRING) {
                    link = parser.getString();
                } else if (name.equals("entry") && value == JsonToken.START_OBJECT) {
                    int from = (int) parser.currentTokenLocation().getByteOffset();
                    int depth = parser.streamReadContext().getNestingDepth();
                    try {
                        entry = Optional.of(parts.readValue(parser, Entry.class));
                    } catch (DatabindException broken) {
                        wrong = Wire.reason(broken);
                        leave(depth, parser, broken);
                    }
                    text = text(from, (int) parser.currentLocation().getByteOffset());
                    wrong = text.isEmpty() ? "it is not UTF-8" : wrong;
                } else if (name.equals("withheld") && value == JsonToken.START_OBJECT) {
                    withheld = Optional.ofNullable(parts.readValue(parser, Wire.Kept.class));
                } else {
                    parser.skipChildren();
                    wrong = "it must have a whole number \"sequence\", a text \"link\" and an object \"entry\", and nothing else";
                }
            }
        }
        if (wrong.isEmpty()) {
            wrong = add(sequence, link, entry, text, withheld);
        }
        if (!wrong.isEmpty()) {
            refused.add(new Problem.RefusedEntry(count, wrong));
        }
    }

    /** Empty if all is well, else what is not. */
    private String add(long sequence, String link, Optional<Entry> entry, Optional<String> text,
            Optional<Wire.Kept> withheld) {
        if (sequence < 1 || sequence > Batch.HIGHEST_SEQUENCE) {
            return "sequence must be from 1 to " + Batch.HIGHEST_SEQUENCE;
        }
        if (!items.isEmpty() && items.getLast().sequence() >= sequence) {
            return "sequence numbers must rise within a batch";
        }
        if (!Chain.isHash(link)) {
            return "link must be 43 characters of base64url";
        }
        if (text.isPresent() == withheld.isPresent()) {
            return "it must have either \"entry\" or \"withheld\"";
        }
        if (withheld.isPresent()) {
            Wire.Kept kept = withheld.get();
            if (kept.id() == null || kept.digest() == null || !Chain.isHash(kept.digest()) || kept.reason() == null
                    || kept.reason().length() > LONGEST_REASON) {
                return "withheld must have an id, a digest of 43 characters of base64url and a reason of up to "
                        + LONGEST_REASON + " characters";
            }
            items.add(new Batch.Withheld(sequence, link, kept.id(), kept.digest(), kept.reason()));
            return "";
        }
        items.add(
                new Batch.Given(sequence, link, entry.orElseThrow(), text.orElseThrow(), Chain.digest(text.orElseThrow())));
        return "";
    }

    /** Goes on behind an object within which something was of the wrong form; what is no JSON at all ends the batch. */
    private static void leave(int depth, JsonParser parser, DatabindException broken) {
        if (broken.getCause() instanceof StreamReadException notJson) {
            throw notJson;
        }
        while (parser.streamReadContext().getNestingDepth() >= depth) {
            parser.nextToken();
        }
    }

    private static long number(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> 0;
        };
    }

    private Optional<String> text(int from, int to) {
        String quickly = new String(json, from, to - from, StandardCharsets.UTF_8);
        if (quickly.indexOf(REPLACEMENT) < 0) {
            return Optional.of(quickly);
        }
        try {
            return Optional
                    .of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json, from, to - from)).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
