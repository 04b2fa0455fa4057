package gateway.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.it.wire.StrictReader.Head;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge is judged: what the gateway must never send is refused at the origin, whoever sends it. */
class StrictnessTest {
    /** What the gateway adds to each request. */
    private static final String REST = "X-Request-ID: i~X-Forwarded-For: 192.0.2.1~X-Forwarded-Proto: http~";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.0~Host: a~+~",
                "GET / HTTP/1.2~Host: a~+~",
                "GET  / HTTP/1.1~Host: a~+~",
                "GET /\\x01 HTTP/1.1~Host: a~+~",
                "GET /a\\\\b HTTP/1.1~Host: a~+~",
                "GET /a#b HTTP/1.1~Host: a~+~",
                "GET /%zz HTTP/1.1~Host: a~+~",
                "GET /a/../b HTTP/1.1~Host: a~+~",
                "GET /a/%2E%2e HTTP/1.1~Host: a~+~",
                "GET http://a/ HTTP/1.1~Host: a~+~",
                "GET * HTTP/1.1~Host: a~+~",
                "G(T / HTTP/1.1~Host: a~+~",
                "~GET / HTTP/1.1~Host: a~+~",
                "GET / HTTP/1.1\\nHost: a~+~",
                "GET / HTTP/1.1~Host: a\\r~+~",
                "GET / HTTP/1.1~+~",
                "GET / HTTP/1.1~Host:~+~",
                "GET / HTTP/1.1~Host: a b~+~",
                "GET / HTTP/1.1~Host: a:70000~+~",
                "GET / HTTP/1.1~Host: a~Host: a~+~",
                "GET / HTTP/1.1~Host: a~X : b~+~",
                "GET / HTTP/1.1~Host: a~ folded~+~",
                "GET / HTTP/1.1~Host: a~X: a\\x00b~+~",
                "GET / HTTP/1.1~Host: a~X_Y: b~+~",
                "GET / HTTP/1.1~Host: a~Keep-Alive: 5~+~",
                "GET / HTTP/1.1~Host: a~Upgrade: h2c~+~",
                "GET / HTTP/1.1~Host: a~Connection: Upgrade~Upgrade: h2c~+~",
                "GET / HTTP/1.1~Host: a~Upgrade: websocket~+~",
                "GET / HTTP/1.1~Host: a~Connection: close~+~",
                "GET / HTTP/1.1~Host: a~TE: gzip~+~",
                "GET / HTTP/1.1~Host: a~Expect: x~+~",
                "GET / HTTP/1.1~Host: a~X-Request-ID: j~+~",
                "GET / HTTP/1.1~Host: a~~",
                "POST / HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 1~+~x",
                "POST / HTTP/1.1~Host: a~Content-Length: +1~+~x",
                "POST / HTTP/1.1~Host: a~Content-Length: 1~Transfer-Encoding: chunked~+~{0}",
                "POST / HTTP/1.1~Host: a~Transfer-Encoding: gzip, chunked~+~{0}",
                "POST / HTTP/1.1~Host: a~Transfer-Encoding: CHUNKED~+~{0}",
                "POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~+~5;a=b~hello~{0}",
                "POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~+~5\\nhello~{0}",
                "POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~+~4~hello~{0}",
                "POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~+~0~Host: b~~",
                "POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~+~0~X Y: b~~",
            })
    void refuses(String bytes) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1~Host: a~+~",
                "OPTIONS * HTTP/1.1~Host: [::1]:80~+~",
                "GET / HTTP/1.1~Host: a~Connection: upgrade~Upgrade: websocket~+~",
                "FROB /a%2Fb;c/...?d=[\\{\\|\\}]%zz HTTP/1.1~Host: a_b.c:~X: \\xe4 \\t b ~+~",
                "POST / HTTP/1.1~Host: a~Content-Length: 5~+~hello",
                "POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~TE: trailers~Connection: te~+~{c:hello}0~X: b~~",
            })
    void takesWhatIsGood(String bytes) throws Exception {
        assertThat(read(bytes)).isTrue();
    }

    @Test
    void tellsACutFromAFault() throws Exception {
        assertThat(read("POST / HTTP/1.1~Host: a~Content-Length: 6~+~hello")).isFalse();
        assertThat(read("POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~+~{c:hello}"))
                .isFalse();
        assertThat(read("GET / HTTP/1.1~Host: a~")).isFalse();
    }

    /** Whether it is whole. */
    private static boolean read(String bytes) throws Exception {
        byte[] decoded = Notation.text(bytes.replace("+~", REST + "~").replace("~~~", "~~"))
                .getBytes(StandardCharsets.ISO_8859_1);
        StrictReader reader = new StrictReader(new ByteArrayInputStream(decoded));
        Head head = reader.head();
        if (head == null || !head.isWhole()) {
            return false;
        }
        RequestGrammar.requestLine(head);
        RequestGrammar.fields(head);
        return RequestGrammar.body(head, reader).isWhole();
    }
}
