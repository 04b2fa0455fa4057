package gateway.it.http1;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MalformedRequestsTest {
    private static final String POST = "POST / HTTP/1.1\r\nHost: x\r\n";

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void areRefusedAndTheConnectionIsClosed() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("reached"));
        gateway.proxyTo(origin);

        Map<String, String> wrong = new LinkedHashMap<>();
        for (Map.Entry<String, String> request : requests().entrySet()) {
            String expected = request.getKey().substring(0, 3);
            String got = answer(request.getValue());
            if (!got.equals(expected + " closed")) {
                wrong.put(request.getKey(), got);
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(origin.requests())
                .allSatisfy(request -> assertThat(request.bodyComplete()).isFalse());
    }

    private String answer(String request) throws Exception {
        try (RawClient client = gateway.client()) {
            RawResponse response = client.send(request).read();
            return response.status() + (client.isClosedByPeer() ? " closed" : " open");
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** What is wrong, with the status that it gets, and the bytes. */
    private static Map<String, String> requests() {
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("400 no Host", "GET / HTTP/1.1\r\n\r\n");
        requests.put("400 two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        requests.put("400 bad Host", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n");
        requests.put("400 bad port of the Host", "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n");
        requests.put("400 Host differs from the target", "GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n");
        requests.put("400 userinfo", "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n");
        requests.put("400 another scheme", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n");
        requests.put("400 target without a slash", "GET a HTTP/1.1\r\nHost: a\r\n\r\n");
        requests.put("400 fragment", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n");
        requests.put("400 bad escape", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n");
        requests.put("400 escaped NUL", "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n");
        requests.put("400 backslash", "GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n");
        requests.put("400 above the root", "GET /a/../../b HTTP/1.1\r\nHost: a\r\n\r\n");
        requests.put("400 asterisk with GET", "GET * HTTP/1.1\r\nHost: a\r\n\r\n");
        requests.put(
                "400 length beside chunks", POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        requests.put("400 two lengths", POST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!");
        requests.put("400 the same length twice", POST + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello");
        requests.put("400 list of lengths", POST + "Content-Length: 5, 5\r\n\r\nhello");
        requests.put("400 signed length", POST + "Content-Length: +5\r\n\r\nhello");
        requests.put("400 negative length", POST + "Content-Length: -1\r\n\r\n");
        requests.put("400 huge length", POST + "Content-Length: 99999999999999999999\r\n\r\n");
        requests.put("400 chunked is not last", POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n");
        requests.put("400 chunked twice", POST + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n");
        requests.put("501 unknown coding", POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        requests.put(
                "400 chunks in version 1.0",
                "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        requests.put("400 blank before the colon", "GET / HTTP/1.1\r\nHost: x\r\nX-A : b\r\n\r\n");
        requests.put("400 bare line feeds", "GET / HTTP/1.1\nHost: x\n\n");
        requests.put("400 bare carriage return", "GET / HTTP/1.1\r\nHost: x\r\nX-A: b\rc\r\n\r\n");
        requests.put("400 NUL in a value", "GET / HTTP/1.1\r\nHost: x\r\nX-A: b\u0000c\r\n\r\n");
        requests.put("400 control in a value", "GET / HTTP/1.1\r\nHost: x\r\nX-A: b\u0001c\r\n\r\n");
        requests.put("400 empty field name", "GET / HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n");
        requests.put("400 two blanks", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n");
        requests.put("400 bad method", "G@T / HTTP/1.1\r\nHost: x\r\n\r\n");
        requests.put("400 no version", "GET /\r\nHost: x\r\n\r\n");
        requests.put("400 lower-case version", "GET / http/1.1\r\nHost: x\r\n\r\n");
        requests.put("505 version 2.0", "GET / HTTP/2.0\r\nHost: x\r\n\r\n");
        requests.put("505 version 1.2", "GET / HTTP/1.2\r\nHost: x\r\n\r\n");
        requests.put("405 TRACE", "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n");
        requests.put("405 CONNECT", "CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n");
        requests.put("400 a TLS hello", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n");
        return requests;
    }
}
