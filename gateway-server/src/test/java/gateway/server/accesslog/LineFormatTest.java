package gateway.server.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.AccessLogConfig.Format;
import gateway.core.config.Address;
import gateway.core.http.FailureReason;
import gateway.core.proxy.FailedTry;
import gateway.core.proxy.Stickiness;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendStats;
import gateway.server.FakeExchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LineFormatTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00.007Z"), ZoneOffset.ofHours(-7));
    /** Every byte a client can send, as the HTTP decoder hands it on. */
    private static final String EVERY_BYTE = everyByte();

    private final FakeExchange exchange = new FakeExchange();

    @Test
    void jsonIsOneFlatObjectWithTheDocumentedKeys() {
        exchange.headers.set("user-agent", "curl/8");

        assertThat(line(Format.JSON))
                .isEqualTo(
                        "{\"ts\":\"2026-11-21T12:00:00.007Z\",\"id\":\"id-1\",\"listener\":\"http\","
                                + "\"client_ip\":\"203.0.113.9\",\"method\":\"GET\",\"host\":\"shop\",\"path\":\"/a?b=c\","
                                + "\"proto\":\"HTTP/1.1\",\"status\":200,\"reason\":null,\"bytes_in\":0,\"bytes_out\":5,"
                                + "\"t_queue\":0.020,\"t_connect\":0.010,\"t_ttfb\":0.870,\"t_body\":0.100,\"t_total\":1.000,"
                                + "\"route\":null,\"pool\":null,\"server\":null,\"attempts\":1,\"reused\":true,\"cut\":false,"
                                + "\"ua\":\"curl/8\",\"tls\":null,\"t_head\":0.000,\"sticky\":null,\"tries\":[],\"trace_id\":null}\n");
    }

    @Test
    void jsonListsEveryTryInOrder() {
        exchange.failedTries.add(new FailedTry(backend("a"), true, FailureReason.CLOSED_BEFORE_RESPONSE, 1_500_000));
        exchange.failedTries.add(new FailedTry(backend("a"), false, FailureReason.CONNECT_REFUSED, 250_000));
        exchange.attempts = 3;
        exchange.backend = backend("b");

        assertThat(line(Format.JSON))
                .contains(
                        "\"tries\":[{\"server\":\"a\",\"reused\":true,\"reason\":\"upstream.head.reset\",\"ms\":1.500},"
                                + "{\"server\":\"a\",\"reused\":false,\"reason\":\"upstream.connect.refused\",\"ms\":0.250},"
                                + "{\"server\":\"b\",\"reused\":true,\"reason\":null,\"ms\":0.980}]");
    }

    @Test
    void jsonListsATryThatFailedLastOnce() {
        exchange.failed(FailureReason.CONNECT_REFUSED);
        exchange.backend = backend("a");
        exchange.failedTries.add(new FailedTry(backend("a"), false, FailureReason.CONNECT_REFUSED, 1));

        assertThat(json().get("tries")).hasSize(1);
    }

    @Test
    void jsonSaysHowLongTheHeadTookAndWhatTheCookieDid() {
        exchange.headNanos = exchange.startNanos - 2_500_000;
        exchange.stickiness = Stickiness.KEPT;

        JsonNode json = json();

        assertThat(json.get("t_head").asDouble()).isEqualTo(2.5);
        assertThat(json.get("sticky").asString()).isEqualTo("kept");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 4bf92f3577b34da6a3ce929d0e0e4736",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more, 4bf92f3577b34da6a3ce929d0e0e4736",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more, null",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01, null",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01, null",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01, null",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, null",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0, null",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, null",
                "x, null"
            })
    void jsonHasTheTraceIdOfAWellFormedTraceparentOnly(String field, @Nullable String id) {
        exchange.headers.set("traceparent", field);

        assertThat(json().get("trace_id").asStringOpt().orElse(null)).isEqualTo(id);
    }

    @Test
    void jsonSaysMinusOneForPhasesThatWereNotReached() {
        exchange.failed(FailureReason.CONNECT_REFUSED).connectedNanos = 0;

        JsonNode json = json();

        assertThat(json.get("reason").asString()).isEqualTo("upstream.connect.refused");
        assertThat(json.get("status").asInt()).isEqualTo(502);
        assertThat(json.get("t_connect").asInt()).isEqualTo(-1);
        assertThat(json.get("t_ttfb").asInt()).isEqualTo(-1);
        assertThat(json.get("t_body").asInt()).isEqualTo(-1);
        assertThat(json.get("t_total").asDouble()).isEqualTo(1.0);
    }

    @Test
    void jsonKeepsHostileTextInsideItsStrings() {
        exchange.target = "/\",\"status\":200}\n{\"x\":\"" + EVERY_BYTE;
        exchange.headers.set("user-agent", "a\r\nb\u001b[31m\u0085\ud800 \ud83d\ude00 \u2028");

        String line = line(Format.JSON);

        assertThat(line).matches("[ -~]*\n");
        assertThat(json().get("path").asString()).isEqualTo(exchange.target);
        assertThat(json().get("ua").asString()).isEqualTo("a\r\nb\u001b[31m\u0085\ufffd \ud83d\ude00 \u2028");
        assertThat(json().get("status").asInt()).isEqualTo(200);
    }

    @Test
    void jsonOfAMalformedHeadHasEmptyValues() {
        exchange.isMalformed = true;
        exchange.failed(FailureReason.MALFORMED_REQUEST).startNanos = 0;

        JsonNode json = json();

        assertThat(json.get("path").asString()).isEmpty();
        assertThat(json.get("host").isNull()).isTrue();
        assertThat(json.get("t_total").asInt()).isEqualTo(-1);
    }

    @Test
    void combinedIsWhatNginxWrites() {
        exchange.headers.set("user-agent", "Mozilla/5.0 (X11)").set("referer", "http://shop/");

        assertThat(line(Format.COMBINED))
                .isEqualTo("203.0.113.9 - - [21/Nov/2026:05:00:00 -0700] \"GET /a?b=c HTTP/1.1\" 200 5"
                        + " \"http://shop/\" \"Mozilla/5.0 (X11)\"\n");
    }

    @Test
    void combinedOfAMalformedHeadHasDashes() {
        exchange.isMalformed = true;
        exchange.failed(FailureReason.MALFORMED_REQUEST);

        assertThat(line(Format.COMBINED)).endsWith(" \"-\" 400 5 \"-\" \"-\"\n");
    }

    @Test
    void combinedCanBeParsedBackWhateverTheClientSent() {
        exchange.target = EVERY_BYTE;
        exchange.headers.set("user-agent", EVERY_BYTE).set("referer", "\" 200 1 \"\\\n");
        Pattern combined = Pattern.compile(
                "^(\\S+) - (\\S+) \\[([^]]+)] \"(\\S+) ([^\"]*) (\\S+)\" (\\d{3}) (\\d+) \"([^\"]*)\" \"([^\"]*)\"\n$");

        String line = line(Format.COMBINED);
        Matcher fields = combined.matcher(line);

        assertThat(line).matches("[ -~]*\n").contains("\\x22 200 1 \\x22\\x5C\\x0A");
        assertThat(fields.matches()).isTrue();
        assertThat(unescape(fields.group(5))).isEqualTo(EVERY_BYTE);
        assertThat(unescape(fields.group(10))).isEqualTo(EVERY_BYTE);
        assertThat(fields.group(7)).isEqualTo("200");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void theLongestTextsAreCutAndTheLineStaysWhole(Format format) {
        String huge = "\u0001".repeat(100_000);
        exchange.target = huge;
        exchange.method = "X".repeat(100_000);
        exchange.protocol = huge;
        exchange.requestId = huge;
        exchange.clientAddress = huge;
        exchange.listener = huge;
        exchange.requestBytes = Long.MAX_VALUE;
        exchange.responseBytes = Long.MAX_VALUE;
        exchange.headers.set("user-agent", huge).set("referer", huge);
        exchange.backend = backend(huge);
        exchange.attempts = 100;
        for (int i = 0; i < 90; i++) {
            exchange.failedTries.add(
                    new FailedTry(backend(huge), true, FailureReason.RESPONSE_HEAD_TOO_LARGE, Long.MAX_VALUE));
        }

        String line = line(format);

        assertThat(line.length()).isLessThan(LineBuffer.CAPACITY);
        assertThat(line).endsWith("\n").contains("...");
        if (format == Format.JSON) {
            assertThat(json().get("path").asString()).startsWith("\u0001").endsWith("...");
        }
    }

    @Test
    void theSecondChangesWithTheClock() {
        LineFormat format = LineFormat.of(Format.JSON, Clock.fixed(Instant.ofEpochMilli(999), ZoneOffset.UTC));
        assertThat(line(format)).contains("1970-01-01T00:00:00.999Z");

        SecondText second = new SecondText(java.time.format.DateTimeFormatter.ISO_INSTANT);
        assertThat(second.at(999)).asString().isEqualTo("1970-01-01T00:00:00Z");
        assertThat(second.at(1000)).asString().isEqualTo("1970-01-01T00:00:01Z");
    }

    private static Backend backend(String name) {
        return new Backend(
                "shop",
                name,
                Address.tcp("127.0.0.1", 1),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                new BackendStats(1));
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(line(Format.JSON));
    }

    private String line(Format format) {
        return line(LineFormat.of(format, NOON));
    }

    private String line(LineFormat format) {
        LineBuffer line = new LineBuffer();
        format.write(exchange, line);
        return new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
    }

    private static String everyByte() {
        StringBuilder all = new StringBuilder("/");
        for (char c = 0; c < 256; c++) {
            all.append(c);
        }
        return all.toString();
    }

    private static String unescape(String text) {
        return Pattern.compile("\\\\x([0-9A-F]{2})")
                .matcher(text)
                .replaceAll(hex -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
    }
}
