package gateway.it.http1;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TrailersTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void passInBothDirections() throws Exception {
        ScriptedOrigin origin = gateway.origin(
                Script.answering(request -> chunked("Trailer: X-Sum\r\n", "X-Sum: 17\r\nServer-Timing: db;dur=1\r\n")));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.of("POST", "/", "Transfer-Encoding: chunked", "Trailer: X-Check")
                + "4\r\ndata\r\n0\r\nX-Check: 42\r\n\r\n");
        RawResponse response = client.read();

        assertThat(origin.request().trailer("X-Check")).containsExactly("42");
        assertThat(origin.request().header("Trailer")).isEqualTo("X-Check");
        assertThat(response.trailer("X-Sum")).containsExactly("17");
        assertThat(response.trailer("Server-Timing")).containsExactly("db;dur=1");
        assertThat(response.header("Trailer")).isEqualTo("X-Sum");
    }

    @Test
    void cannotSmuggleFieldsThatBelongIntoTheHead() throws Exception {
        ScriptedOrigin origin = gateway.origin(
                Script.answering(request -> chunked("", "Set-Cookie: a=b\r\nConnection: close\r\nX-Ok: 1\r\n")));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.of("POST", "/", "Transfer-Encoding: chunked")
                + "0\r\nHost: evil\r\nAuthorization: Basic x\r\nCookie: a=b\r\nX-Forwarded-For: 6.6.6.6\r\n"
                + "Connection: close\r\nX-Ok: 1\r\n\r\n");
        RawResponse response = client.read();

        assertThat(origin.request().trailers()).extracting("name").containsExactly("X-Ok");
        assertThat(response.trailers()).extracting("name").containsExactly("X-Ok");
    }

    private static String chunked(String fields, String trailers) {
        return "HTTP/1.1 200 OK\r\n" + fields + "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n" + trailers
                + "\r\n";
    }
}
