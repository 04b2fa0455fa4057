package gateway.it.http1;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeepAliveTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void version11KeepsTheConnection() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("hi"));
        RawClient client = gateway.proxyTo(origin).client();

        for (int i = 0; i < 5; i++) {
            RawResponse response = client.get("/" + i);
            assertThat(response.version()).isEqualTo("HTTP/1.1");
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("hi");
            assertThat(response.has("Connection")).isFalse();
        }
    }

    @Test
    void version11ClosesWhenTheClientAsks() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("hi"));
        RawClient client = gateway.proxyTo(origin).client();

        RawResponse response =
                client.send(RequestText.of("GET", "/", "Connection: close")).read();

        assertThat(response.header("Connection")).isEqualToIgnoringCase("close");
        assertThat(client.isClosedByPeer()).isTrue();
    }

    @Test
    void version10ClosesByDefault() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("hi"));
        RawClient client = gateway.proxyTo(origin).client();

        RawResponse response = client.send("GET / HTTP/1.0\r\nHost: x\r\n\r\n").read();

        assertThat(response.body()).isEqualTo("hi");
        assertThat(client.isClosedByPeer()).isTrue();
    }

    @Test
    void version10KeepsTheConnectionWhenTheClientAsks() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("hi"));
        RawClient client = gateway.proxyTo(origin).client();

        for (int i = 0; i < 3; i++) {
            RawResponse response = client.send("GET / HTTP/1.0\r\nHost: x\r\nConnection: Keep-Alive\r\n\r\n")
                    .read();
            assertThat(response.header("Connection")).isEqualToIgnoringCase("keep-alive");
            assertThat(response.header("Content-Length")).isEqualTo("2");
            assertThat(response.body()).isEqualTo("hi");
        }
    }

    @Test
    void version10NeedsNoHost() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("hi"));
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.send("GET / HTTP/1.0\r\n\r\n").read().status()).isEqualTo(200);
    }

    @Test
    void theBackendsConnectionIsReused() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("hi"));
        RawClient client = gateway.proxyTo(origin).client();

        for (int i = 0; i < 5; i++) {
            client.get("/" + i);
        }

        assertThat(origin.connections()).isEqualTo(1);
        assertThat(origin.requests()).extracting(OriginRequest::connection).containsOnly(0);
        assertThat(origin.requests())
                .allSatisfy(request -> assertThat(request.head().startLine()).endsWith(" HTTP/1.1"));
    }

    @Test
    void aClosingClientDoesNotCloseTheBackendsConnection() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("hi"));
        gateway.onLoops(1).proxyTo(origin);

        for (int i = 0; i < 3; i++) {
            RawClient client = gateway.client();
            client.send(RequestText.of("GET", "/", "Connection: close")).read();
            assertThat(client.isClosedByPeer()).isTrue();
        }

        assertThat(origin.connections()).isEqualTo(1);
    }

    @Test
    void aClosingBackendDoesNotCloseTheClientsConnection() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.respond(200, "bye", "Connection: close");
        });
        RawClient client = gateway.proxyTo(origin).client();

        for (int i = 0; i < 3; i++) {
            RawResponse response = client.get("/" + i);
            assertThat(response.body()).isEqualTo("bye");
            assertThat(response.has("Connection")).isFalse();
        }
        assertThat(origin.connections()).isEqualTo(3);
    }

    @Test
    void aVersion10BackendWithoutKeepAliveIsNotReused() throws Exception {
        Script script = Script.answering(request -> ResponseText.of(200, "old").replace("HTTP/1.1", "HTTP/1.0"));
        ScriptedOrigin origin = gateway.origin(script);
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.get("/1").body()).isEqualTo("old");
        assertThat(client.get("/2").body()).isEqualTo("old");

        assertThat(origin.connections()).isEqualTo(2);
    }

    @Test
    void aVersion10BackendWithKeepAliveIsReused() throws Exception {
        Script script = Script.answering(
                request -> ResponseText.of(200, "old", "Connection: keep-alive").replace("HTTP/1.1", "HTTP/1.0"));
        ScriptedOrigin origin = gateway.origin(script);
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.get("/1").version()).isEqualTo("HTTP/1.1");
        assertThat(client.get("/2").body()).isEqualTo("old");

        assertThat(origin.connections()).isEqualTo(1);
    }
}
