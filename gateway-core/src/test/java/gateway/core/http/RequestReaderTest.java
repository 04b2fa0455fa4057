package gateway.core.http;

import static gateway.core.http.Decoded.head;
import static gateway.core.http.FailureReason.BAD_FRAMING;
import static gateway.core.http.FailureReason.BAD_HOST;
import static gateway.core.http.FailureReason.BAD_TARGET;
import static gateway.core.http.FailureReason.BAD_VERSION;
import static gateway.core.http.FailureReason.EXPECTATION_UNKNOWN;
import static gateway.core.http.FailureReason.HEAD_TOO_LARGE;
import static gateway.core.http.FailureReason.MALFORMED_REQUEST;
import static gateway.core.http.FailureReason.METHOD_REFUSED;
import static gateway.core.http.FailureReason.TARGET_TOO_LONG;
import static gateway.core.http.FailureReason.UNKNOWN_CODING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.handler.codec.http.HttpMethod;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private final RequestReader reader = new RequestReader();

    @ParameterizedTest
    @MethodSource({"badHosts", "badTargets", "badLines", "badFraming", "badFields"})
    void refuses(String text, FailureReason expected) {
        assertThat(reader.read(Decoded.request(text), "http", "192.0.2.1")).isEqualTo(expected);
        assertThatThrownBy(reader::head).isInstanceOf(NullPointerException.class);
    }

    static Stream<Arguments> badHosts() {
        return Stream.of(
                arguments(head("GET / HTTP/1.1"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a", "Host: b"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a", "Host: a"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a", "hOST: a"), BAD_HOST),
                arguments(head("GET / HTTP/1.0", "Host: a", "Host: a"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host:"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a b"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a\tb"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a, b"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a,b"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a/b"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: user@a"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: user:pass@a"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a:80:80"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a:http"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a:65536"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a:-1"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a:+80"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: :80"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: ."), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: .a"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a.."), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a..b:80"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: [::1"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: ::1"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: [::1]x"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: [:::1]"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: [::1%eth0]"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: [v1.a]"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: []"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: \u00e4.example"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: \"a\""), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a%2eb"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a\\b"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a?b"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a#b"), BAD_HOST),
                arguments(head("GET http://a/ HTTP/1.1"), BAD_HOST),
                arguments(head("GET http://a/ HTTP/1.1", "Host: a", "Host: a"), BAD_HOST),
                arguments(head("GET http://a/ HTTP/1.1", "Host: b"), BAD_HOST),
                arguments(head("GET http://a/ HTTP/1.1", "Host: a:81"), BAD_HOST),
                arguments(head("GET https://a/ HTTP/1.1", "Host: a:80"), BAD_HOST),
                arguments(head("GET / HTTP/1.1", "Host: a", " Transfer-Encoding: chunked"), MALFORMED_REQUEST));
    }

    static Stream<Arguments> badTargets() {
        return Stream.of(
                arguments(head("GET admin HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET admin/a/b HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET example.com:80 HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET ! HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET ?a HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET * HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("OPTIONS */test HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET http:///x HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET http: HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET http://user@a/ HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET http://user:pass@a/ HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET ftp://a/ HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET ws://a/ HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET http://a\\b/ HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET http://a#b HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /a#b HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /?a#b HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /a\\b HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /\u00e4 HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /?\u00e4 HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /a\u0001 HTTP/1.1", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET /a\u0000 HTTP/1.1", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET /a\u007f HTTP/1.1", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET /?a\u0001 HTTP/1.1", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET /%00 HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /%5c HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /% HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /%4 HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /%4/a HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /%zz HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /%u002e HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /.. HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /a/../../b HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET /%2e%2e/b HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("GET http://a/../b HTTP/1.1", "Host: a"), BAD_TARGET),
                arguments(head("CONNECT /a HTTP/1.1", "Host: a"), METHOD_REFUSED),
                arguments(head("CONNECT a HTTP/1.1", "Host: a"), METHOD_REFUSED),
                arguments(head("CONNECT a:443 HTTP/1.1", "Host: a:443"), METHOD_REFUSED),
                arguments(head("TRACE / HTTP/1.1", "Host: a"), METHOD_REFUSED),
                arguments(head("GET /" + "a".repeat(Decoded.MAX_HEAD) + " HTTP/1.1", "Host: a"), TARGET_TOO_LONG));
    }

    static Stream<Arguments> badLines() {
        return Stream.of(
                arguments(head("GET / HTTP/9.9", "Host: a"), BAD_VERSION),
                arguments(head("GET / HTTP/5.6", "Host: a"), BAD_VERSION),
                arguments(head("GET / HTTP/2.0", "Host: a"), BAD_VERSION),
                arguments(head("GET / HTTP/1.2", "Host: a"), BAD_VERSION),
                arguments(head("GET / HTTP/0.9", "Host: a"), BAD_VERSION),
                arguments(head("PRI * HTTP/2.0"), BAD_VERSION),
                arguments(head("GET / http/1.1", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET / Http/1.0", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET / HTTP/1.10", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET / HTTP/11", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET / HTTX/1.1", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET /", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET / a HTTP/1.1", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET  / HTTP/1.1", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET /  HTTP/1.1", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET\t / HTTP/1.1", "Host: a"), MALFORMED_REQUEST),
                arguments(head(" GET / HTTP/1.1", "Host: a"), MALFORMED_REQUEST),
                arguments(head("GET / HTTP/1.1 ", "Host: a"), MALFORMED_REQUEST),
                arguments(head("\u0000GET / HTTP/1.1", "Host: a"), MALFORMED_REQUEST),
                arguments(head("G(T / HTTP/1.1", "Host: a"), MALFORMED_REQUEST),
                arguments("GET / HTTP/1.1\nHost: a\n\n", MALFORMED_REQUEST));
    }

    static Stream<Arguments> badFraming() {
        String line = "POST / HTTP/1.1";
        return Stream.of(
                arguments(head(line, "Host: a", "Content-Length: 1", "Content-Length: 2"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Content-Length: 1", "Content-Length: 1"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Content-Length: 1, 1"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Content-Length: "), BAD_FRAMING),
                arguments(head(line, "Host: a", "Content-Length: +1"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Content-Length: -1"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Content-Length: 0x1"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Content-Length: 1 1"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Content-Length: 1", " 1"), MALFORMED_REQUEST),
                arguments(head(line, "Host: a", "Content-Length: 1000000000000000000"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Content-Length: 18446744073709551616"), BAD_FRAMING),
                arguments(head("POST / HTTP/1.0", "Content-Length: 1", "Content-Length: 2"), BAD_FRAMING),
                arguments(head("POST / HTTP/1.0", "content-length: 1", "content-length: 1"), BAD_FRAMING),
                arguments(head("POST / HTTP/1.0", "Content-Length: 1, 2"), BAD_FRAMING),
                arguments(head("POST / HTTP/1.0", "Transfer-Encoding: chunked"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Content-Length: 1", "Transfer-Encoding: chunked"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Transfer-Encoding: chunked", "Content-Length: 1"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Transfer-Encoding: chunked, chunked"), BAD_FRAMING),
                arguments(
                        head(line, "Host: a", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Transfer-Encoding: chunked, identity"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Transfer-Encoding: identity"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Transfer-Encoding: gzip"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Transfer-Encoding: xchunked"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Transfer-Encoding: \"chunked\""), BAD_FRAMING),
                arguments(head(line, "Host: a", "Transfer-Encoding: chunked;a=b"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Transfer-Encoding: , chunked"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Transfer-Encoding:"), BAD_FRAMING),
                arguments(head(line, "Host: a", "Transfer-Encoding: chunked", " "), MALFORMED_REQUEST),
                arguments(head(line, "Host: a", "Transfer-Encoding: gzip, chunked"), UNKNOWN_CODING),
                arguments(head(line, "Host: a", "Transfer-Encoding: a, b, Chunked"), UNKNOWN_CODING),
                arguments(
                        head(line, "Host: a", "Transfer-Encoding: gzip", "Transfer-Encoding: chunked"), UNKNOWN_CODING),
                arguments(head(line, "Host: a", "Transfer-Encoding : chunked"), MALFORMED_REQUEST),
                arguments(head(line, "Host: a", "Transfer-Encoding: \u000bchunked"), MALFORMED_REQUEST));
    }

    static Stream<Arguments> badFields() {
        String line = "POST / HTTP/1.1";
        return Stream.of(
                arguments(head(line, "Host: a", "Expect: 200-ok"), EXPECTATION_UNKNOWN),
                arguments(head(line, "Host: a", "Expect: 100-continue, a"), EXPECTATION_UNKNOWN),
                arguments(head(line, "Host: a", "Expect: 100-continue", "Expect: 100-continue"), EXPECTATION_UNKNOWN),
                arguments(head(line, "Host: a", "Expect: x100-continue"), EXPECTATION_UNKNOWN),
                arguments(head(line, "Host: a", "Expect:"), EXPECTATION_UNKNOWN),
                arguments(head(line, "Host: a", "X\u0001: a"), MALFORMED_REQUEST),
                arguments(head(line, "Host: a", "X : a"), MALFORMED_REQUEST),
                arguments(head(line, "Host: a", "X(: a"), MALFORMED_REQUEST),
                arguments(head(line, "Host: a", "X\u00e4: a"), MALFORMED_REQUEST),
                arguments(head(line, "Host: a", ": a"), MALFORMED_REQUEST),
                arguments(head(line, "Host: a", "X"), MALFORMED_REQUEST),
                arguments(head(line, "Host: a", "X: a\u0000b"), MALFORMED_REQUEST),
                arguments(head(line, "Host: a", "X: a\u0001b"), MALFORMED_REQUEST),
                arguments(head(line, "Host: a", "X: a\u000bb"), MALFORMED_REQUEST),
                arguments(head(line, "Host: a", "X: a\u001bb"), MALFORMED_REQUEST),
                arguments(head(line, "Host: a", "X: a\u007fb"), MALFORMED_REQUEST),
                arguments(head(line, "Host: a", "X: a\rb"), MALFORMED_REQUEST),
                arguments("POST / HTTP/1.1\r\nHost: a\r\nX: a\nY: b\r\n\r\n", MALFORMED_REQUEST),
                arguments(head(line, "Host: a", "X: " + "a".repeat(16500)), HEAD_TOO_LARGE),
                arguments(head(line, "Host: a", "X: a\r\n".repeat(100) + "Y: a"), HEAD_TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(bytes = {1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 23, 27, 31, 127})
    void refusesEveryControlCharacterInAValue(byte control) {
        assertThat(reader.read(
                        Decoded.request(head("GET / HTTP/1.1", "Host: a", "X: a" + (char) control + "b")), "http", ""))
                .isEqualTo(MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @MethodSource
    void readsHostAndPath(String line, String hostField, String authority, String host, String path, String query) {
        RequestHead head = good(line, hostField);

        assertThat(head.authority()).isEqualTo(authority);
        assertThat(head.host()).isEqualTo(host);
        assertThat(head.path()).isEqualTo(path);
        assertThat(head.query()).isEqualTo(query);
    }

    static Stream<Arguments> readsHostAndPath() {
        return Stream.of(
                arguments("GET / HTTP/1.1", "Host: a", "a", "a", "/", ""),
                arguments(
                        "GET /a/b?c=d?e HTTP/1.1",
                        "Host: A.Example:8080",
                        "A.Example:8080",
                        "a.example",
                        "/a/b",
                        "?c=d?e"),
                arguments("GET /? HTTP/1.1", "Host: a.", "a.", "a", "/", "?"),
                arguments("GET /?/../%zz\\ HTTP/1.1", "Host: a.:80", "a.:80", "a", "/", "?/../%zz\\"),
                arguments("GET / HTTP/1.1", "Host: a:", "a:", "a", "/", ""),
                arguments("GET / HTTP/1.1", "Host: a:0", "a:0", "a", "/", ""),
                arguments("GET / HTTP/1.1", "Host: a:65535", "a:65535", "a", "/", ""),
                arguments("GET / HTTP/1.1", "Host: 127.0.0.1:80", "127.0.0.1:80", "127.0.0.1", "/", ""),
                arguments("GET / HTTP/1.1", "Host: [::1]", "[::1]", "[::1]", "/", ""),
                arguments("GET / HTTP/1.1", "Host: [2001:DB8::1]:8443", "[2001:DB8::1]:8443", "[2001:db8::1]", "/", ""),
                arguments("GET / HTTP/1.1", "Host: my_service-1", "my_service-1", "my_service-1", "/", ""),
                arguments("GET / HTTP/1.1", "host:   a   ", "a", "a", "/", ""),
                arguments("GET / HTTP/1.0", "X: a", "", "", "/", ""),
                arguments("GET / HTTP/1.0", "Host:", "", "", "/", ""),
                arguments("GET / HTTP/1.0", "Host: a", "a", "a", "/", ""),
                arguments("GET /\"<>^`{|} HTTP/1.1", "Host: a", "a", "a", "/\"<>^`{|}", ""),
                arguments("get / HTTP/1.1", "Host: a", "a", "a", "/", ""),
                arguments("QUERY / HTTP/1.1", "Host: a", "a", "a", "/", ""),
                arguments("OPTIONS * HTTP/1.1", "Host: a", "a", "a", "*", ""),
                arguments("OPTIONS http://a HTTP/1.1", "Host: a", "a", "a", "*", ""),
                arguments("OPTIONS http://a/ HTTP/1.1", "Host: a", "a", "a", "/", ""),
                arguments("GET http://a HTTP/1.1", "Host: a", "a", "a", "/", ""),
                arguments("GET http://a?b HTTP/1.1", "Host: a", "a", "a", "/", "?b"),
                arguments("GET HTTP://A:80/b?c HTTP/1.1", "Host: a", "A:80", "a", "/b", "?c"),
                arguments("GET https://a/b HTTP/1.1", "Host: a:443", "a", "a", "/b", ""),
                arguments("GET http://a/b HTTP/1.1", "Host:", "a", "a", "/b", ""),
                arguments("GET http://a/b HTTP/1.0", "X: a", "a", "a", "/b", ""));
    }

    @ParameterizedTest
    @MethodSource
    void resolvesPaths(String raw, String path, String forwardPath) {
        RequestHead head = good("GET " + raw + "?q=%2e HTTP/1.1", "Host: a");

        assertThat(head.path()).isEqualTo(path);
        assertThat(head.forwardPath()).isEqualTo(forwardPath);
        assertThat(head.query()).isEqualTo("?q=%2e");
    }

    static Stream<Arguments> resolvesPaths() {
        return Stream.of(
                arguments("/%41%2d%2E%5f%7Ez", "/A-._~z", "/%41%2d%2E%5f%7Ez"),
                arguments("/a%2fb", "/a%2Fb", "/a%2fb"),
                arguments("/a%2Fb", "/a%2Fb", "/a%2Fb"),
                arguments("/%c3%a4", "/%C3%A4", "/%c3%a4"),
                arguments("/%252e%252e/a", "/%252e%252e/a", "/%252e%252e/a"),
                arguments("/%255c", "/%255c", "/%255c"),
                arguments("/%3F%23%20", "/%3F%23%20", "/%3F%23%20"),
                arguments("/%0a%7f", "/%0A%7F", "/%0a%7f"),
                arguments("/.", "/", "/"),
                arguments("/./", "/", "/"),
                arguments("/a/.", "/a/", "/a/"),
                arguments("/a/..", "/", "/"),
                arguments("/a/../", "/", "/"),
                arguments("/a/b/..", "/a/", "/a/"),
                arguments("/a/./b", "/a/b", "/a/b"),
                arguments("/a/../b", "/b", "/b"),
                arguments("/a/b/../../c", "/c", "/c"),
                arguments("/%61/x/%2e%2e/b", "/a/b", "/%61/b"),
                arguments("/a/.%2e/b", "/b", "/b"),
                arguments("/a/%2E./b", "/b", "/b"),
                arguments("/a/%2e/b", "/a/b", "/a/b"),
                arguments("/a/%2e%2e", "/", "/"),
                arguments("/a%2f../b", "/a%2F../b", "/a%2f../b"),
                arguments("/a/..%2fb", "/a/..%2Fb", "/a/..%2fb"),
                arguments("/a/..;/b", "/a/..;/b", "/a/..;/b"),
                arguments("/a//b", "/a//b", "/a//b"),
                arguments("//a", "//a", "//a"),
                arguments("/a//../b", "/a/b", "/a/b"),
                arguments("//..", "/", "/"),
                arguments("/.well-known/a", "/.well-known/a", "/.well-known/a"),
                arguments("/...", "/...", "/..."),
                arguments("/.a/..b/c.", "/.a/..b/c.", "/.a/..b/c."),
                arguments("/a./b../c", "/a./b../c", "/a./b../c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a/b.c", "/a//b/", "/.well-known", "/a%20b", "/a%2Fb"})
    void givesOneStringWhenMatchedAndForwardedPathAreTheSame(String raw) {
        RequestHead head = good("GET " + raw + " HTTP/1.1", "Host: a");

        assertThat(head.forwardPath()).isSameAs(head.path());
    }

    @Test
    void setsHostFromAnAbsoluteTarget() {
        assertThat(good("GET http://A:80/ HTTP/1.1", "Host: a").headers().getAll("host"))
                .containsExactly("A:80");
        assertThat(good("GET http://b/ HTTP/1.0", "X: a").headers().getAll("host"))
                .containsExactly("b");
    }

    @Test
    void readsEachRequestOfAConnectionAfresh() {
        assertThat(good("GET http://a/x?y HTTP/1.1", "Host: a").host()).isEqualTo("a");
        assertThat(good("GET / HTTP/1.1", "Host: b").host()).isEqualTo("b");
        assertThat(good("GET / HTTP/1.1", "Host: b").query()).isEmpty();
        assertThat(good("GET / HTTP/1.0", "X: b").host()).isEmpty();
        assertThat(reader.read(Decoded.request(head("GET / HTTP/1.1")), "http", ""))
                .isEqualTo(BAD_HOST);
        assertThat(good("GET / HTTP/1.1", "Host: b").host()).isEqualTo("b");
    }

    @ParameterizedTest
    @MethodSource
    void readsFraming(String text, long contentLength, boolean isChunked, boolean expectsContinue) {
        assertThat(reader.read(Decoded.request(text), "http", "")).isNull();
        assertThat(reader.contentLength()).isEqualTo(contentLength);
        assertThat(reader.isChunked()).isEqualTo(isChunked);
        assertThat(reader.expectsContinue()).isEqualTo(expectsContinue);
    }

    static Stream<Arguments> readsFraming() {
        String line = "POST / HTTP/1.1";
        String expect = "Expect: 100-Continue";
        long none = RequestReader.NO_LENGTH;
        return Stream.of(
                arguments(head("GET / HTTP/1.1", "Host: a"), none, false, false),
                arguments(head(line, "Host: a", "Content-Length: 0"), 0, false, false),
                arguments(head(line, "Host: a", "content-length: 5"), 5, false, false),
                arguments(head(line, "Host: a", "Content-Length: 000000000000000000000005"), 5, false, false),
                arguments(
                        head(line, "Host: a", "Content-Length: 999999999999999999"), 999999999999999999L, false, false),
                arguments(head("GET / HTTP/1.1", "Host: a", "Content-Length: 5"), 5, false, false),
                arguments(head("POST / HTTP/1.0", "Content-Length: 5"), 5, false, false),
                arguments(head("POST / HTTP/1.0", "content-length: 5"), 5, false, false),
                arguments(head(line, "Host: a", "Transfer-Encoding: chunked"), none, true, false),
                arguments(head(line, "Host: a", "TRANSFER-ENCODING: CHUNKED"), none, true, false),
                arguments(head(line, "Host: a", "Content-Length: 5", expect), 5, false, true),
                arguments(head(line, "Host: a", "Transfer-Encoding: chunked", expect), none, true, true),
                arguments(head(line, "Host: a", "Content-Length: 0", expect), 0, false, false),
                arguments(head("GET / HTTP/1.1", "Host: a", expect), none, false, false),
                arguments(head("POST / HTTP/1.0", "Content-Length: 5", expect), 5, false, false));
    }

    @Test
    void writesWhatFramesTheBodyPlainly() {
        String line = "POST / HTTP/1.1";

        assertThat(good(line, "Host: a", "Transfer-Encoding: Chunked").headers().getAll("Transfer-Encoding"))
                .containsExactly("chunked");
        assertThat(good(line, "Host: a", "Content-Length: 0005").headers().getAll("Content-Length"))
                .containsExactly("5");
    }

    @Test
    void dropsAnExpectationThatNobodyWaitsFor() {
        assertThat(good("GET / HTTP/1.1", "Host: a", "Expect: 100-continue").headers())
                .hasSize(1);
        assertThat(good("POST / HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 1")
                        .headers())
                .hasSize(3);
    }

    @Test
    void dropsFieldsWithAnUnderscoreInTheirName() {
        RequestHead head = good(
                "GET / HTTP/1.1",
                "Host: a",
                "X_Forwarded_For: b",
                "a_bc: 1",
                "a_bcde: 1",
                "Fourteen_chars: 1",
                "A-B: c_d");

        assertThat(head.headers().names()).containsExactlyInAnyOrder("Host", "A-B");
    }

    @Test
    void takesAHundredFields() {
        assertThat(good("GET / HTTP/1.1", "Host: a", "X: a\r\n".repeat(98) + "Y: a")
                        .headers())
                .hasSize(100);
    }

    @Test
    void passesWhatTheHeadIsToldAbout() {
        RequestHead head = good("PATCH /a HTTP/1.1", "Host: a");

        assertThat(head.method()).isEqualTo(HttpMethod.PATCH);
        assertThat(head.scheme()).isEqualTo("https");
        assertThat(head.clientAddress()).isEqualTo("192.0.2.1");
    }

    private RequestHead good(String... lines) {
        assertThat(reader.read(Decoded.request(head(lines)), "https", "192.0.2.1"))
                .isNull();
        return reader.head();
    }
}
