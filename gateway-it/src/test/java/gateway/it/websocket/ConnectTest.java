package gateway.it.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.http.FailureReason;
import gateway.it.fixture.FinishedExchange;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.MessageHead;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RefusingPort;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import gateway.it.fixture.SilentPort;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void opensATunnelToATargetOfTheList() throws Exception {
        ScriptedOrigin target = gateway.origin(connection -> {
            connection.send("hello").send(connection.readBytes(3)).halfClose();
            connection.stall();
        });
        RawClient client = allowing(target.address());

        client.send(connect(target.address()) + "raw");
        MessageHead answer = client.readHead();

        assertThat(answer.startLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(answer.has("Content-Length")).isFalse();
        assertThat(answer.has("Transfer-Encoding")).isFalse();
        assertThat(client.readToEnd()).isEqualTo("helloraw");
        client.close();
        FinishedExchange finished = gateway.awaitFinished(1).get(0);
        assertThat(finished.status()).isEqualTo(200);
        assertThat(finished.reason()).isNull();
        assertThat(finished.target()).isEqualTo(target.address());
        assertThat(finished.backend()).isNull();
        assertThat(finished.requestBytes()).isEqualTo(3);
        assertThat(finished.responseBytes()).isEqualTo(8);
    }

    @Test
    void findsATargetByItsName() throws Exception {
        ScriptedOrigin target = gateway.origin(connection -> connection.send("hello"));
        String named = "localhost:" + portOf(target);
        RawClient client = allowing(named);

        client.send(connect(named));

        assertThat(client.readHead().startLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(client.readToEnd()).isEqualTo("hello");
    }

    @Test
    void refusesAnyOtherTarget() throws Exception {
        ScriptedOrigin target = gateway.origin(Script.saying("never asked"));
        RawClient client = allowing("example.com:443");

        RawResponse answer = client.send(connect(target.address()) + "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                .read("CONNECT");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(client.isClosedByPeer())
                .as("what follows may be meant for the tunnel")
                .isTrue();
        assertThat(target.connections()).isZero();
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.CONNECT_DENIED);
    }

    @Test
    void aWildcardDoesNotLeadIntoTheMachine() throws Exception {
        ScriptedOrigin target = gateway.origin(Script.saying("never asked"));
        RawClient client = allowing("*:" + portOf(target));

        assertThat(client.send(connect("localhost:" + portOf(target)))
                        .read("CONNECT")
                        .status())
                .isEqualTo(403);
        assertThat(target.connections()).isZero();
    }

    @Test
    void isOffUnlessConfigured() throws Exception {
        ScriptedOrigin target = gateway.origin(Script.saying("never asked"));
        RawClient client = gateway.proxyTo(target).client();

        RawResponse answer = client.send(connect(target.address())).read();

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET").doesNotContain("CONNECT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT example.com HTTP/1.1\r\nHost: example.com\r\n\r\n",
                "CONNECT example.com:0 HTTP/1.1\r\nHost: example.com:0\r\n\r\n",
                "CONNECT /path HTTP/1.1\r\nHost: example.com\r\n\r\n",
                "CONNECT http://example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n",
                "CONNECT user@example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n",
                "CONNECT example.com:443 HTTP/1.1\r\nHost: other.com\r\n\r\n",
                "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\nContent-Length: 3\r\n\r\nabc",
                "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "CONNECT example.com:443 HTTP/1.0\r\nHost: example.com\r\n\r\n"
            })
    void refusesATargetThatIsNone(String request) throws Exception {
        RawClient client = allowing("example.com:443");

        assertThat(client.send(request).read("CONNECT").status()).isEqualTo(400);
        assertThat(client.isClosedByPeer()).isTrue();
    }

    @Test
    void aTargetThatRefusesIs502() throws Exception {
        RefusingPort port = gateway.closing(RefusingPort.take());
        RawClient client = allowing(port.address());

        assertThat(client.send(connect(port.address())).read("CONNECT").status())
                .isEqualTo(502);
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.CONNECT_REFUSED);
    }

    @Test
    void aTargetThatIsSilentIs504() throws Exception {
        SilentPort port = gateway.closing(SilentPort.open());
        gateway.with("timeouts: { connect: 300ms }");
        RawClient client = allowing(port.address());

        assertThat(client.send(connect(port.address())).read("CONNECT").status())
                .isEqualTo(504);
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.CONNECT_TIMEOUT);
    }

    @Test
    void aClientThatLeavesWhileItIsConnectedIsOver() throws Exception {
        SilentPort port = gateway.closing(SilentPort.open());
        RawClient client = allowing(port.address());

        client.send(connect(port.address()));
        assertThat(client.isSilentFor(Duration.ofMillis(200))).isTrue();
        client.close();

        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.CLIENT_GONE_WAITING);
    }

    private RawClient allowing(String target) throws Exception {
        return gateway.start(gateway.proxyText("127.0.0.1:1")
                        .replace("\"127.0.0.1:0\" }", "\"127.0.0.1:0\", connect: [\"" + target + "\"] }"))
                .client();
    }

    private static String connect(String target) {
        return "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n";
    }

    private static int portOf(ScriptedOrigin target) throws Exception {
        return ((InetSocketAddress) target.socketAddress()).getPort();
    }
}
