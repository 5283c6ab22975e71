package org.amends.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.amends.wire.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests that a hub must refuse, each made from its number and a seed alone. Most begin as something good that is then
 * broken in one place, so that they get as far as possible; what would be good by chance is not made.
 */
final class MalformedRequests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final List<String> ROUTES = List.of(Wire.RESPONSES_PATH, Wire.PAIRING_PATH, Wire.MARK_PATH,
            Wire.TOKEN_PATH, "/health",
            "/openapi.json",
            "/sign-in", "/sign-out", "/inbox", "/inbox/events", "/cases/1", "/cases/1/take", "/cases/1/close", "/",
            "/assets/pages.css");

    private final long seed;
    private final Venue venue;
    private final List<Kind> kinds = new ArrayList<>();
    private final int weights;
    /** Made once: making a bomb takes longer than defusing it. */
    private final List<byte[]> bombs = new ArrayList<>();

    /**
     * What there is at the hub that a request may name.
     *
     * @param good    terminals whose tokens are good
     * @param stored  batches that the ledger holds, by the terminal that sent them
     * @param dead    tokens that were good once
     * @param cookie  of somebody who is signed in
     * @param csrf    what the forms of that session carry
     */
    record Venue(List<SimulatedTerminal> good, List<SimulatedTerminal.Batch> stored, List<String> dead, String cookie,
            String csrf) {
    }

    /**
     * One request.
     *
     * @param kind   what is wrong with it
     * @param from   the address that it comes from; each has its own limits
     * @param bytes  all that is said, after which nothing more is
     * @param isHead whether its answer has no body
     */
    record Made(String kind, String from, byte[] bytes, boolean isHead) {
    }

    private record Kind(String name, int weight, Function<Random, byte[]> maker) {
    }

    MalformedRequests(long seed, Venue venue) {
        this.seed = seed;
        this.venue = venue;
        for (String filling : List.of(" ", "[", "{},", "[1],", "\"\\u0000\",", "{\"entries\":", "1,", "null,")) {
            bombs.add(SimulatedTerminal.gzip(("{\"entries\":[" + filling.repeat(8_000_000 / filling.length())).getBytes(
                    StandardCharsets.UTF_8)));
        }
        bombs.add(SimulatedTerminal.gzip(new byte[64 * 1024 * 1024]));

        batch("cut JSON", 10, this::cutJson);
        batch("wrong types", 12, this::wrongType);
        batch("numbers", 8, this::numbers);
        batch("out of limits", 8, this::outOfLimits);
        batch("deep nesting", 4, MalformedRequests::deep);
        batch("huge strings", 3, this::hugeString);
        batch("keys doubled or unknown", 5, this::keys);
        batch("not UTF-8", 6, this::notUtf8);
        batch("half characters", 4, this::halfCharacters);
        batch("no batch at all", 4,
                random -> pick(random, "", " ", "null", "[]", "{}", "1", "\"\"", "true", "{\"entries\":[]}",
                        "{\"entries\":{}}", "{\"entries\":null}", "{\"entries\":[null]}", "\u0000", "{'entries':[]}", "NaN",
                        "<html></html>", "entries=1").getBytes(StandardCharsets.UTF_8));
        kind("bad gzip", 6, this::badGzip);
        kind("gzip bombs", 1, random -> post(random, bombs.get(random.nextInt(bombs.size())), "gzip", Wire.BATCH_TYPE));
        kind("types and encodings", 5, this::typesAndEncodings);
        kind("ids of others", 8, this::idsOfOthers);
        kind("tokens", 8, this::tokens);
        kind("cut on the way", 5, this::cutOnTheWay);
        kind("chunks", 4, this::chunks);
        kind("methods", 4, this::methods);
        kind("paths", 4, this::paths);
        kind("headers", 6, this::headers);
        kind("pairing", 8, this::pairing);
        kind("marks", 3,
                random -> head("GET", Wire.MARK_PATH + pick(random, "", "?", "?story", "?story=", "?story=x", "?story=%zz",
                        "?story=%00", "?story=" + "0".repeat(5000), "?story=1-1-1-1-1-1", "?story[]=1", "?x=1&&&"),
                        authorization(random)));
        kind("downlink", 3,
                random -> head("GET", Wire.DOWNLINK_PATH + pick(random, "?after=-1", "?after=x", "?wait=-1&after=0",
                        "?wait=99999999999999999999", "?wait=26", "?after=1e3", "?after=%zz", "?after=" + "9".repeat(5000),
                        "?wait=%00",
                        "?after=9223372036854775808", "?wait=0.5"), authorization(random)));
        kind("renewals", 2,
                random -> head("POST", Wire.TOKEN_PATH, pick(random, "Authorization: Bearer x", "Authorization: x",
                        "X-Nothing: 1", "Authorization: Bearer " + venue.dead.getFirst()), "Content-Length: 0"));
        kind("forms", 6, this::forms);
        kind("cookies", 3, this::cookies);
        kind("sign-in", 2, this::signIn);
        kind("noise", 3, this::noise);
        weights = kinds.stream().mapToInt(Kind::weight).sum();
    }

    /** The request of this number. */
    Made make(long number) {
        Random random = new Random(seed * 1_000_003 + number);
        random.nextInt();
        int place = random.nextInt(weights);
        int at = 0;
        while (place >= kinds.get(at).weight()) {
            place -= kinds.get(at).weight();
            at++;
        }
        byte[] bytes = kinds.get(at).maker().apply(random);
        // Loopback has many addresses, and what is limited for one must not spare the hub the rest of this.
        String from = "127." + (1 + random.nextInt(200)) + "." + random.nextInt(250) + "." + (1 + random.nextInt(250));
        return new Made(kinds.get(at).name(), from, bytes, startsWith(bytes, "HEAD "));
    }

    private void kind(String name, int weight, Function<Random, byte[]> maker) {
        kinds.add(new Kind(name, weight, maker));
    }

    /** A kind that is about the body, sent as it should be, compressed or not. */
    private void batch(String name, int weight, Function<Random, byte[]> body) {
        kind(name, weight, random -> {
            byte[] plain = body.apply(random);
            return random.nextBoolean()
                    ? post(random, SimulatedTerminal.gzip(plain), "gzip", Wire.BATCH_TYPE)
                    : post(random, plain, "identity", Wire.BATCH_TYPE);
        });
    }

    /* Bodies */

    private SimulatedTerminal terminal(Random random) {
        return venue.good.get(random.nextInt(venue.good.size()));
    }

    /** A batch that would be taken in as it is. */
    private byte[] goodBatch(Random random) {
        return terminal(random).somethingNew(1 + random.nextInt(3), random).json();
    }

    private byte[] cutJson(Random random) {
        byte[] good = goodBatch(random);
        return Arrays.copyOf(good, random.nextInt(good.length));
    }

    /** One value is of another type. */
    private byte[] wrongType(Random random) {
        JsonNode top = JSON.readTree(goodBatch(random));
        Place place = place(top, random, _ -> true);
        JsonNode other;
        do {
            other = switch (random.nextInt(6)) {
                case 0 -> NODES.numberNode(1 + random.nextInt(3));
                case 1 -> NODES.numberNode(0.5);
                case 2 -> NODES.booleanNode(true);
                case 3 -> NODES.stringNode(random.nextBoolean() ? "" : "wrong\u0000");
                case 4 -> NODES.objectNode().put("a", 1);
                default -> NODES.arrayNode().add(1).add("a");
            };
        } while (other.getNodeType() == place.value().getNodeType());
        place.put(other);
        return JSON.writeValueAsBytes(top);
    }

    /** A number that no such number can be. */
    private byte[] numbers(Random random) {
        JsonNode top = JSON.readTree(goodBatch(random));
        Place place = place(top, random, JsonNode::isNumber);
        place.put(NODES.stringNode("@"));
        String number = pick(random, "-1", "-9007199254740993", "9223372036854775808", "-9223372036854775809", "1e999",
                "-1e999", "1e-999", "0.1", "1.0", "1E400000000", "9".repeat(39), "9".repeat(41), "9".repeat(5000), "-0.0",
                "01", "+1", "0x10", "Infinity", "-", "1e", ".5", "18446744073709551616");
        return JSON.writeValueAsString(top).replace("\"@\"", number).getBytes(StandardCharsets.UTF_8);
    }

    /** Of the right type and outside of what is allowed. */
    private byte[] outOfLimits(Random random) {
        JsonNode top = JSON.readTree(goodBatch(random));
        if (random.nextInt(6) == 0) {
            ArrayNode entries = (ArrayNode) top.get("entries");
            JsonNode one = entries.get(0);
            for (int i = 0; i <= Wire.MOST_ENTRIES; i++) {
                entries.add(one);
            }
            return JSON.writeValueAsBytes(top);
        }
        Place place = place(top, random, value -> value.isString());
        place.put(NODES.stringNode(pick(random, "", " ", "\t\n", "x\u0000y", "\u0000", "x".repeat(2001), "\u00a0\u0000",
                "x".repeat(10_000), "\u202e".repeat(3000))));
        return JSON.writeValueAsBytes(top);
    }

    private static byte[] deep(Random random) {
        int depth = 17 + random.nextInt(50_000);
        String open = pick(random, "[", "{\"a\":", "{\"entries\":[", "[[],");
        String close = open.startsWith("[") ? "]" : "}";
        String all = open.repeat(depth) + (random.nextBoolean() ? "1" + close.repeat(depth) : "");
        return (random.nextBoolean() ? all : "{\"entries\":[" + all + "]}").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] hugeString(Random random) {
        JsonNode top = JSON.readTree(goodBatch(random));
        Place place = place(top, random, JsonNode::isString);
        String part = pick(random, "x", "\u00e9", "\ud83d\ude42", "\\", "\"", "\u0001");
        place.put(NODES.stringNode(part.repeat(2100 + random.nextInt(150_000))));
        return JSON.writeValueAsBytes(top);
    }

    private byte[] keys(Random random) {
        String good = new String(goodBatch(random), StandardCharsets.UTF_8);
        List<Integer> objects = new ArrayList<>();
        for (int at = good.indexOf("{\""); at >= 0; at = good.indexOf("{\"", at + 1)) {
            objects.add(at);
        }
        int at = objects.get(random.nextInt(objects.size())) + 1;
        String key = good.substring(at, good.indexOf(':', at));
        String more = random.nextBoolean()
                ? key + ":" + pick(random, "1", "null", "\"x\"", "[]", "{}") + ","
                : "\"" + pick(random, "x", "__proto__", "constructor", "@type", "k".repeat(300), "", "\\u0000") + "\":1,";
        return (good.substring(0, at) + more + good.substring(at)).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] notUtf8(Random random) {
        byte[] good = goodBatch(random);
        if (random.nextInt(3) == 0) {
            Charset other = Charset.forName(pick(random, "UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"));
            return new String(good, StandardCharsets.UTF_8).getBytes(other);
        }
        // Inside a name or a text, where every ASCII character is allowed and none of these is.
        String text = new String(good, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(pick(random, "Harbour", "stay", "rating", "entries", "score")) + 1;
        byte[] bad = switch (random.nextInt(6)) {
            case 0 -> new byte[]{(byte) 0xff};
            case 1 -> new byte[]{(byte) 0xc0, (byte) 0x80};
            case 2 -> new byte[]{(byte) 0xe2, (byte) 0x82};
            case 3 -> new byte[]{(byte) 0xed, (byte) 0xa0, (byte) 0x80};
            case 4 -> new byte[]{(byte) 0xf8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80};
            default -> new byte[]{(byte) 0x80};
        };
        return insert(good, at, bad);
    }

    /** Half of a surrogate pair is no character, and no file could keep it. */
    private byte[] halfCharacters(Random random) {
        JsonNode top = JSON.readTree(goodBatch(random));
        Place place = place(top, random, JsonNode::isString);
        place.put(NODES.stringNode("@"));
        String half = pick(random, "\\ud800", "\\udfff", "\\ude42\\ud83d", "x\\ud83dx", "\\uD800\\uD800");
        return JSON.writeValueAsString(top).replace("\"@\"", "\"" + half + "\"").getBytes(StandardCharsets.UTF_8);
    }

    /* Whole requests about a batch */

    private byte[] badGzip(Random random) {
        byte[] packed = SimulatedTerminal.gzip(goodBatch(random));
        byte[] body = switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(packed, random.nextInt(packed.length));
            case 1 -> change(packed, packed.length - 8 + random.nextInt(4), random);
            case 2 -> change(packed, 10 + random.nextInt(packed.length - 18), random);
            case 3 -> change(packed, random.nextInt(3), random);
            default -> noiseBytes(random, 1 + random.nextInt(3000));
        };
        return post(random, body, "gzip", Wire.BATCH_TYPE);
    }

    private byte[] typesAndEncodings(Random random) {
        byte[] good = goodBatch(random);
        if (random.nextBoolean()) {
            return post(random, good, "identity", pick(random, "application/json", "text/plain", "", ";", "/", "a/b/c",
                    "multipart/form-data", FORM, Wire.RECEIPTS_TYPE, Wire.BATCH_TYPE + "x", "*/*", "x".repeat(3000)));
        }
        return post(random, good,
                pick(random, "br", "deflate", "zstd", "gzip, gzip", "x-gzip", "gzip;q=0", "\u00ff", "chunked",
                        "identity, gzip"),
                Wire.BATCH_TYPE);
    }

    /** What the ledger holds under this id was said otherwise, or by another. */
    private byte[] idsOfOthers(Random random) {
        SimulatedTerminal.Batch stored = venue.stored.get(random.nextInt(venue.stored.size()));
        UUID id = stored.entries().get(random.nextInt(stored.entries().size()));
        return post(random, terminal(random).somethingNew(1 + random.nextInt(3), random, Optional.of(id)).json(),
                "identity",
                Wire.BATCH_TYPE);
    }

    private byte[] tokens(Random random) {
        String good = terminal(random).token();
        String header = switch (random.nextInt(9)) {
            case 0, 1, 2 -> "Authorization: Bearer " + venue.dead.get(random.nextInt(venue.dead.size()));
            case 3 -> "X-Nothing: 1";
            case 4 -> "Authorization: Bearer " + Base64.getUrlEncoder().encodeToString(noiseBytes(random, 32));
            case 5 -> "Authorization: " + pick(random, "Basic ", "Token ", "", "Bearer\t", "Bear ") + "x" + good;
            case 6 -> "Authorization: Bearer " + good.substring(1);
            case 7 -> "Authorization: Bearer " + "x".repeat(random.nextInt(7000));
            default -> "Authorization: Bearer " + pick(random, "' OR 1=1 --", "%00", "\u00e4\u00f6", ",,,", "null", "");
        };
        byte[] body = goodBatch(random);
        return SimulatedTerminal.join(head("POST", Wire.RESPONSES_PATH, header, "Content-Type: " + Wire.BATCH_TYPE,
                "Content-Length: " + body.length), body);
    }

    /** Less arrives than was announced. */
    private byte[] cutOnTheWay(Random random) {
        byte[] whole = post(random, goodBatch(random), "identity", Wire.BATCH_TYPE);
        return Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
    }

    private byte[] chunks(Random random) {
        byte[] body = goodBatch(random);
        String size = Integer.toHexString(body.length);
        byte[] head = head("POST", Wire.RESPONSES_PATH, authorization(random), "Content-Type: " + Wire.BATCH_TYPE,
                "Transfer-Encoding: "
                        + pick(random, "chunked", "chunked", "chunked", "chunked, chunked", "xchunked", "gzip"));
        String begin = pick(random, size, size, "zz", "-1", "ffffffffffffffff", "7fffffff", "0x10", "", size + "00");
        // The whole batch is there; only the last chunk, which says so, never comes.
        String end = pick(random, "", "\r", "\r\n", "\r\n0", "\r\n1\r\n", "\r\nzz\r\n\r\n");
        return SimulatedTerminal.join(head, SimulatedTerminal.join(
                SimulatedTerminal.join((begin + "\r\n").getBytes(StandardCharsets.ISO_8859_1), body),
                end.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private byte[] pairing(Random random) {
        String good = "{\"code\":\"ABCD-2345\",\"touchpoint\":{\"site\":\"Harbour Hotel\",\"name\":\"Reception\"}}";
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        byte[] body = switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 ->
                good.replace("\"ABCD-2345\"", pick(random, "1", "null", "[]", "{}", "true", "1e999", "\"\"", "\"\\ud800\"",
                        "\"\\u0000\"", "\"" + "x".repeat(3000) + "\"")).getBytes(StandardCharsets.UTF_8);
            case 2 -> good.replace("{\"site\":\"Harbour Hotel\",\"name\":\"Reception\"}",
                    pick(random, "1", "null", "[]", "{}", "\"x\"", "{\"site\":1,\"name\":2}",
                            "{\"site\":\"\",\"name\":\"x\"}",
                            "{\"site\":\"\\ud800\",\"name\":\"x\\u0000\"}"))
                    .getBytes(StandardCharsets.UTF_8);
            case 3 -> "[".repeat(1 + random.nextInt(4000)).getBytes(StandardCharsets.UTF_8);
            case 4 -> " ".repeat(random.nextInt(10_000)).getBytes(StandardCharsets.UTF_8);
            case 5 -> noiseBytes(random, random.nextInt(5000));
            case 6 -> insert(bytes, random.nextInt(bytes.length), new byte[]{(byte) 0xff});
            default -> bytes;
        };
        String type = random.nextInt(5) == 0 ? pick(random, "application/json", "", "x/y") : Wire.PAIRING_TYPE;
        return SimulatedTerminal.join(
                head("POST", Wire.PAIRING_PATH, "Content-Type: " + type, "Content-Length: " + body.length), body);
    }

    /* About HTTP itself */

    private byte[] methods(Random random) {
        String method = pick(random, "GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "post",
                "PROPFIND",
                "X", "GET\tX", "M-SEARCH", "PRI", "x".repeat(500));
        String route = ROUTES.get(random.nextInt(ROUTES.size()));
        return head(method, route.equals("/inbox/events") ? "/inbox" : route, authorization(random), "Content-Length: 0");
    }

    private byte[] paths(Random random) {
        String path = pick(random, "/api/v1/responses/", "/api/v1//responses", "/api/v1/responses/x", "/api/v2/responses",
                "/api/",
                "/API/V1/RESPONSES", "/api/v1/%72esponses", "/api/v1/responses%00", "/api/v1/responses;x=1", "/..",
                "/../hub.db",
                "/%2e%2e/hub.db", "/assets/../hub.db", "/assets/%2e%2e%2fhub.db", "/assets/pages.css%00.js", "/cases/",
                "/cases/%", "/cases/%zz", "/cases/-1", "/cases/1e3", "/cases/99999999999999999999", "/cases/%F0%28",
                "/inbox?view=%zz", "/inbox?%=%&&&=&view", "/sign-in?next=%ff%fe", "/sign-in?next=//evil", "*",
                "http://x/health",
                "health", "/" + "x".repeat(7000), "/" + "x/".repeat(3000), "/?" + "a&".repeat(3000), "/\u00e4",
                "/health?\u0000",
                "/cases/{id}/take", "/health#x", "/\\..\\hub.db", "//", "/.", "/;");
        return random.nextBoolean()
                ? head("GET", path, "Cookie: " + venue.cookie)
                : SimulatedTerminal.join(head("POST", path, authorization(random), "Cookie: " + venue.cookie,
                        "Content-Type: " + Wire.BATCH_TYPE, "Content-Length: 2"), "{}".getBytes(StandardCharsets.UTF_8));
    }

    private byte[] headers(Random random) {
        String route = ROUTES.get(random.nextInt(7) == 0 ? 1 : 0);
        String first = "POST " + route + " " + pick(random, "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/0.9",
                "HTTP/2.0", "HTTP/9.9", "HTTP", "");
        String bad = pick(random, "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: x",
                "Content-Length: 2\r\nContent-Length: 3", "Content-Length: 2\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 2", "Content-Length: 2, 2", "Content-Length:", "No colon",
                ": nothing", "Bad name: x", "X\u0000: y", "X: \u0000", "X: " + "y".repeat(9000), "X: y\r\n folded", "X : y",
                "Expect: 100-continue\r\nContent-Length: 2", "Expect: 200-maybe\r\nContent-Length: 2", "Host: a\r\nHost: b",
                "Host: \u0001", "Host: [::1", "Host: a:b:c", "Connection: upgrade\r\nUpgrade: websocket",
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAAA", "Range: bytes=9-1",
                "Cookie: " + "a=b; ".repeat(1000), "Cookie: \u0000=;;;=", "X-Forwarded-For: '\"<x>", "Retry-After: x",
                ("X: y\r\n").repeat(1000) + "X: z", "Content-Type: \u00ff\u00fe", "Trailer: X", "TE: x",
                "If-None-Match: \"");
        String end = pick(random, "\r\n", "\r\n", "\r\n", "\n", "\r");
        String host = random.nextInt(4) == 0 ? "" : "Host: hub" + end;
        return (first + end + host + authorization(random) + end + "Content-Type: "
                + (route.equals(Wire.RESPONSES_PATH) ? Wire.BATCH_TYPE : Wire.PAIRING_TYPE) + end + bad + end + end + "{}")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] noise(Random random) {
        byte[] noise = noiseBytes(random, 1 + random.nextInt(2000));
        return switch (random.nextInt(4)) {
            case 0 -> noise;
            case 1 -> SimulatedTerminal.join(new byte[]{0x16, 3, 1, 2, 0, 1}, noise);
            case 2 -> SimulatedTerminal.join("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.UTF_8), noise);
            default -> {
                byte[] good = post(random, goodBatch(random), "identity", "application/json");
                for (int i = 0; i < 8; i++) {
                    good[random.nextInt(60)] = (byte) random.nextInt(256);
                }
                yield good;
            }
        };
    }

    /* Of people */

    private byte[] forms(Random random) {
        String path = pick(random, "/cases/1/take", "/cases/1/close", "/cases/999999/take", "/cases/0/close",
                "/cases/x/take",
                "/cases/99999999999999999999/close", "/sign-out", "/sign-in");
        String right = path.matches("/cases/1/.*|/sign-out") ? "x" + venue.csrf : venue.csrf;
        String body = pick(random, "csrf=" + right, "csrf=%zz", "csrf=%", "csrf=%ff%fe", "&&&===", "csrf",
                "csrf=" + right + "&csrf=2",
                "csrf=" + right + "&note=" + "x".repeat(501), "csrf=" + right + "&note=%00",
                "csrf=" + right + "&note=%ed%a0%80",
                "csrf=" + right + "&view=%zz", "csrf=" + "x".repeat(20_000), "a&".repeat(8000), "a=b&".repeat(4000),
                "\u0000",
                "{\"csrf\":1}", "csrf=" + right + "&" + "note=x&".repeat(1000));
        String type = pick(random, FORM, FORM, FORM, FORM, "multipart/form-data", "multipart/form-data; boundary=x",
                "text/plain",
                "", FORM + "; charset=nonsense", FORM + "; charset=UTF-16");
        if (path.equals("/sign-in")) {
            // Without these two nothing is checked against anybody.
            body = pick(random, "name=%zz&password=", "password=" + "x".repeat(300),
                    "name=%ff&password=" + "%ff".repeat(300));
        }
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return SimulatedTerminal.join(head("POST", path, "Cookie: " + venue.cookie, "Content-Type: " + type,
                "Content-Length: " + (bytes.length + (random.nextInt(10) == 0 ? 5 : 0))), bytes);
    }

    private byte[] cookies(Random random) {
        String name = venue.cookie.split("=")[0];
        String cookie = name + "=" + pick(random, "", "x", "x".repeat(6000), "\u0000", "\"", "%00", "' OR 1=1 --", "=;=;",
                "x; " + name + "=y", "\u00ff", "$Version=1", "\"unclosed");
        String path = pick(random, "/inbox", "/inbox/events", "/inbox/events?after=x&view=y", "/cases/1", "/cases/1/take",
                "/cases/1/close", "/sign-out", "/sign-in", "/");
        return head(random.nextBoolean() ? "GET" : "POST", path, "Cookie: " + cookie, "Last-Event-ID: x",
                "Content-Length: 0");
    }

    /** Few, since each costs the hub a slow hash on purpose. */
    private byte[] signIn(Random random) {
        String body = random.nextInt(40) == 0
                ? "name=guest" + random.nextInt(1000) + "&password=" + pick(random, "x", "%00", "%ed%a0%80", "%zz")
                : pick(random, "name=x&password=" + "x".repeat(257), "name=" + "x".repeat(17_000),
                        "password=" + "%41".repeat(400));
        return SimulatedTerminal.join(head("POST", "/sign-in", "Content-Type: " + FORM,
                random.nextInt(10) == 0 ? "Origin: http://evil.example" : "X-Nothing: 1",
                "Content-Length: " + body.length()),
                body.getBytes(StandardCharsets.ISO_8859_1));
    }

    /* Parts */

    private String authorization(Random random) {
        return "Authorization: Bearer " + terminal(random).token();
    }

    private byte[] post(Random random, byte[] body, String encoding, String type) {
        return SimulatedTerminal
                .join(head("POST", Wire.RESPONSES_PATH, authorization(random), "Content-Encoding: " + encoding,
                        "Content-Type: " + type, "Content-Length: " + body.length), body);
    }

    private static byte[] head(String method, String path, String... lines) {
        return (method + " " + path + " HTTP/1.1\r\nHost: hub\r\n" + String.join("\r\n", lines) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private interface Place {
        JsonNode value();

        void put(JsonNode other);
    }

    /** One of the values of a document that are as wanted. */
    private static Place place(JsonNode top, Random random, java.util.function.Predicate<JsonNode> wanted) {
        List<Place> all = new ArrayList<>();
        collect(top, all);
        List<Place> right = all.stream().filter(place -> wanted.test(place.value())).toList();
        return right.get(random.nextInt(right.size()));
    }

    /** Every value below a node. */
    private static void collect(JsonNode node, List<Place> all) {
        if (node instanceof ObjectNode object) {
            for (String key : List.copyOf(object.propertyNames())) {
                all.add(new Place() {
                    @Override
                    public JsonNode value() {
                        return object.get(key);
                    }

                    @Override
                    public void put(JsonNode other) {
                        object.set(key, other);
                    }
                });
                collect(object.get(key), all);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                all.add(new Place() {
                    @Override
                    public JsonNode value() {
                        return array.get(index);
                    }

                    @Override
                    public void put(JsonNode other) {
                        array.set(index, other);
                    }
                });
                collect(array.get(i), all);
            }
        }
    }

    private static String pick(Random random, String... any) {
        return any[random.nextInt(any.length)];
    }

    private static byte[] noiseBytes(Random random, int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] change(byte[] good, int at, Random random) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) (1 + random.nextInt(255));
        return bad;
    }

    private static byte[] insert(byte[] good, int at, byte[] more) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(good, 0, at);
        all.writeBytes(more);
        all.write(good, at, good.length - at);
        return all.toByteArray();
    }

    private static boolean startsWith(byte[] bytes, String text) {
        return bytes.length >= text.length()
                && new String(bytes, 0, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }
}
