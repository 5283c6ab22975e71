package org.amends.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amends.response.Content;
import org.amends.response.Entry;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * The one place that turns entries, receipts, pairings and problems into JSON and back.
 *
 * <p>What a terminal commits to its outbox is the very text that travels, so that a repeat is the same to the letter
 * whatever version of the program sends it.
 */
public final class Wire {

    /** Where batches are posted. */
    public static final String RESPONSES_PATH = "/api/v1/responses";
    /** Where a terminal asks how the hub stands with its story, which is named by the query parameter {@code story}. */
    public static final String MARK_PATH = "/api/v1/mark";
    /** Where a terminal says what is wrong with it. */
    public static final String CONDITION_PATH = "/api/v1/condition";
    /** Where a terminal asks for its token. */
    public static final String PAIRING_PATH = "/api/v1/pairing";

    /** Where a terminal turns its token into a new one. */
    public static final String TOKEN_PATH = "/api/v1/token";
    /** Where a terminal waits for what the hub has to say to it. */
    public static final String DOWNLINK_PATH = "/api/v1/downlink";
    /** Where a terminal asks whose PIN was typed. */
    public static final String STAFF_PIN_PATH = "/api/v1/staff-pin";

    /** What a batch is sent as. */
    public static final String BATCH_TYPE = "application/vnd.amends.batch+json";
    /** What receipts come as: no captive portal answers this. */
    public static final String RECEIPTS_TYPE = "application/vnd.amends.receipts+json";
    /** What a mark comes as. */
    public static final String MARK_TYPE = "application/vnd.amends.mark+json";
    /** What a condition is sent and answered as. */
    public static final String CONDITION_TYPE = "application/vnd.amends.condition+json";
    /** What a pairing is asked and answered as. */
    public static final String PAIRING_TYPE = "application/vnd.amends.pairing+json";
    /** What a new token comes as. */
    public static final String TOKEN_TYPE = "application/vnd.amends.token+json";
    /** What the hub's messages come as. */
    public static final String DOWNLINK_TYPE = "application/vnd.amends.downlink+json";
    /** What a PIN is asked and answered as. */
    public static final String STAFF_PIN_TYPE = "application/vnd.amends.staff-pin+json";
    /** RFC 9457. */
    public static final String PROBLEM_TYPE = "application/problem+json";
    /** What every {@link Problem#type()} begins with. */
    public static final String PROBLEM_TYPE_PREFIX = "urn:amends:problem:";
    /** The problem that says: under these numbers of the story the hub knows other entries. */
    public static final String FORKED = PROBLEM_TYPE_PREFIX + "forked";
    /** The problem that says: this PIN is nobody's who works where the terminal stands. */
    public static final String WRONG_PIN = PROBLEM_TYPE_PREFIX + "wrong-pin";

    /** The most entries in one batch. */
    public static final int MOST_ENTRIES = 500;
    /** The largest batch as it travels, in bytes. */
    public static final int MOST_BYTES = 1024 * 1024;
    /** The largest batch after decompression, in bytes; 500 entries with the longest comments fit. */
    public static final int MOST_PLAIN_BYTES = 8 * 1024 * 1024;

    /**
     * Of names, values and brackets. An entry has some sixty, all that may be said of boots 140,000. Eight million bytes of
     * empty brackets would fill any memory.
     */
    private static final long MOST_TOKENS = 250_000;

    private static final JsonMapper JSON = JsonMapper
            .builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).maxStringLength(100_000)
                            .maxNumberLength(40).maxNameLength(200).maxTokenCount(MOST_TOKENS).build())
                    .build())
            .addMixIn(Content.class, ContentKinds.class) //
            .addMixIn(Entry.class, LeavesOutWhatIsAbsent.class) //
            .addMixIn(Content.StaffStep.Step.class, StepNames.class) //
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION) //
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) //
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS) //
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT) //
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS) //
            .withCoercionConfig(LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .addModule(new SimpleModule().addDeserializer(Instant.class, new Moments())).build();

    private static final JsonMapper LENIENT = JSON.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE).build();

    /** For what is followed by something else. */
    private static final JsonMapper PARTS = JSON.rebuild().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private Wire() {
    }

    /** The text that an entry is kept and sent as. */
    public static String text(Entry entry) {
        return JSON.writeValueAsString(entry);
    }

    /**
     * The entry of a text that {@link #text} made, by this program or an older one.
     *
     * @throws IllegalArgumentException if it is not such a text
     */
    public static Entry entry(String text) {
        try {
            return present(LENIENT.readValue(text, Entry.class));
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(reason(broken), broken);
        }
    }

    /**
     * A batch as it travels.
     *
     * @param numbered each number of it, as {@link #numbered} and {@link #withheld} made them
     */
    public static String batch(UUID story, Optional<Batch.Previous> previous, List<Boot> boots, List<String> numbered) {
        return "{\"story\":\"" + story + "\","
                + previous.map(before -> "\"previous\":" + JSON.writeValueAsString(before) + ",").orElse("") + "\"boots\":"
                + JSON.writeValueAsString(boots) + ",\"entries\":[" + String.join(",", numbered) + "]}";
    }

    /** An entry in its place in a batch. */
    public static String numbered(long sequence, String link, String text) {
        return "{\"sequence\":" + sequence + ",\"link\":\"" + link + "\",\"entry\":" + text + "}";
    }

    /** The place of an entry that stays behind. */
    public static String withheld(long sequence, String link, UUID id, String digest, String reason) {
        return JSON.writeValueAsString(new Placeholder(sequence, link, new Kept(id, digest, reason)));
    }

    /** The text of one content, for sealing. */
    static String content(Content content) {
        // Written as what it is one kind of: a record's own type says nothing of kinds.
        return JSON.writerFor(Content.class).writeValueAsString(content);
    }

    /** The content of a text that {@link #content(Content)} made, or empty if this program cannot read it. */
    static Optional<Content> content(byte[] text) {
        try {
            return Optional.ofNullable(JSON.readValue(text, Content.class));
        } catch (JacksonException notAContent) {
            return Optional.empty();
        }
    }

    /** A text for signing. */
    static String line(Object message) {
        return JSON.writeValueAsString(message);
    }

    /** A part of a message whose kind decides its form. */
    static JsonNode tree(Object part) {
        return JSON.valueToTree(part);
    }

    /** A part of a message that was read before its kind was known. */
    static <T> Optional<T> part(JsonNode part, Class<T> type) {
        try {
            return Optional.ofNullable(LENIENT.treeToValue(part, type));
        } catch (JacksonException notAgreed) {
            return Optional.empty();
        }
    }

    /**
     * Reads a batch.
     *
     * @throws BatchRefused if it is not a batch as a whole, has no entries or more than {@link #MOST_ENTRIES}, or if any
     *                      entry is not of the agreed form; then nothing of it may be stored
     */
    public static Batch batch(byte[] json) throws BatchRefused {
        if (isWide(json)) {
            throw new BatchRefused("The body must be UTF-8.", List.of());
        }
        return BatchReader.read(JSON, PARTS, json);
    }

    /** Receipts, a problem or a pairing as JSON. */
    public static byte[] json(Object message) {
        return JSON.writeValueAsBytes(message);
    }

    /**
     * A message of the agreed form, or empty if the text is none; a reader never trusts what a network between may have
     * put in its place. Fields it does not know are passed over, so that a newer hub may say more to an older terminal.
     */
    public static <T> Optional<T> read(byte[] json, Class<T> message) {
        if (isWide(json)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(LENIENT.readValue(json, message));
        } catch (JacksonException notAgreed) {
            return Optional.empty();
        }
    }

    /**
     * Whether this is UTF-16 or UTF-32, which the library would guess and take: JSON begins with two ASCII characters, so
     * that there is a zero among the first four bytes.
     */
    private static boolean isWide(byte[] json) {
        for (int i = 0; i < Math.min(4, json.length); i++) {
            if (json[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** JSON's {@code null} is of every type. */
    static Entry present(Entry entry) {
        if (entry == null) {
            throw new IllegalArgumentException("there is no entry but null");
        }
        return entry;
    }

    /** One line for a person, without class names, source excerpts or the guest's words. */
    static String reason(JacksonException broken) {
        String place = broken instanceof DatabindException bound && !bound.getPath().isEmpty()
                ? bound.getPath().stream().map(step -> String.valueOf(step.getPropertyName())).reduce((a, b) -> a + "." + b)
                        .orElse("") + ": "
                : "";
        for (Throwable cause = broken.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException limit && !(cause instanceof JacksonException)) {
                return place + limit.getMessage();
            }
        }
        if (!place.isEmpty()) {
            return place + "is missing or of the wrong type";
        }
        if (broken.getLocation() == null) {
            return "a part of it is nested deeper or longer than any entry";
        }
        return "line " + broken.getLocation().getLineNr() + ", column " + broken.getLocation().getColumnNr();
    }

    private record Placeholder(long sequence, String link, Kept withheld) {
    }

    /** What a batch says of an entry that stays behind. */
    record Kept(UUID id, String digest, String reason) {
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    private interface LeavesOutWhatIsAbsent {
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(name = "rating", value = Content.Rating.class),
            @JsonSubTypes.Type(name = "recommendation", value = Content.Recommendation.class),
            @JsonSubTypes.Type(name = "yes-no", value = Content.YesNo.class),
            @JsonSubTypes.Type(name = "somebody-now", value = Content.SomebodyNow.class),
            @JsonSubTypes.Type(name = "contact", value = Content.Contact.class),
            @JsonSubTypes.Type(name = "card", value = Content.Card.class),
            @JsonSubTypes.Type(name = "staff-near", value = Content.StaffNear.class),
            @JsonSubTypes.Type(name = "staff-step", value = Content.StaffStep.class),
            @JsonSubTypes.Type(name = "recovery-token", value = Content.RecoveryToken.class),
            @JsonSubTypes.Type(name = "correction", value = Content.Correction.class),
            @JsonSubTypes.Type(name = "reason", value = Content.Reason.class),
            @JsonSubTypes.Type(name = "comment", value = Content.Comment.class),
            @JsonSubTypes.Type(name = "sealed", value = Content.Sealed.class),
            @JsonSubTypes.Type(name = "left", value = Content.Left.class)})
    private interface ContentKinds {
    }

    private enum StepNames {
        @JsonProperty("here")
        HERE, //
        @JsonProperty("done")
        DONE, //
        @JsonProperty("help")
        HELP
    }

    /** Moments as ISO 8601 texts only: the library's own reader takes a number for seconds, whatever it is told. */
    private static final class Moments extends StdDeserializer<Instant> {

        /** As {@link Instant} prints itself, up to the seconds. */
        private static final int TO_SECONDS = "2026-11-20T12:00:00".length();

        Moments() {
            super(Instant.class);
        }

        /** The form that terminals write is read by hand: the formatter takes half of the time of reading an entry. */
        private static Instant moment(String text) {
            int end = text.length() - 1;
            if (end < TO_SECONDS || end > TO_SECONDS + 10 || end == TO_SECONDS + 1 || text.charAt(end) != 'Z'
                    || text.charAt(4) != '-' || text.charAt(7) != '-' || text.charAt(10) != 'T' || text.charAt(13) != ':'
                    || text.charAt(16) != ':' || end > TO_SECONDS && text.charAt(TO_SECONDS) != '.') {
                return Instant.parse(text);
            }
            int year = digits(text, 0, 4);
            int month = digits(text, 5, 7);
            int day = digits(text, 8, 10);
            int hour = digits(text, 11, 13);
            int minute = digits(text, 14, 16);
            int second = digits(text, 17, TO_SECONDS);
            int nanos = end > TO_SECONDS ? digits(text, TO_SECONDS + 1, end) : 0;
            if (year < 0 || month < 0 || day < 0 || hour < 0 || hour > 23 || minute < 0 || second < 0 || second > 59
                    || nanos < 0) {
                return Instant.parse(text); // which knows what to say of it, and of midnight as 24 and leap seconds
            }
            for (int i = Math.max(end, TO_SECONDS + 1); i < TO_SECONDS + 10; i++) {
                nanos *= 10;
            }
            try {
                return LocalDateTime.of(year, month, day, hour, minute, second, nanos).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException noSuchDay) {
                return Instant.parse(text);
            }
        }

        /** A whole number, or -1 if there is anything but digits. */
        private static int digits(String text, int from, int to) {
            int number = 0;
            for (int i = from; i < to; i++) {
                int digit = text.charAt(i) - '0';
                if (digit < 0 || digit > 9) {
                    return -1;
                }
                number = 10 * number + digit;
            }
            return number;
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            try {
                return moment(parser.getString());
            } catch (DateTimeParseException notAMoment) {
                throw context.weirdStringException(parser.getString(), Instant.class, "not ISO 8601");
            }
        }
    }
}
