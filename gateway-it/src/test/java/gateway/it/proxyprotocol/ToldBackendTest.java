package gateway.it.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginConnection;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import gateway.it.fixture.TestPki;
import gateway.it.fixture.TlsOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A backend that is told by PROXY protocol whose requests come on a connection. */
class ToldBackendTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    private final List<String> headers = new CopyOnWriteArrayList<>();

    private ScriptedOrigin origin(String version) throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            headers.add(version.equals("v1") ? line(connection) : binary(connection));
            Script.saying("ok").run(connection);
        });
        gateway.onLoops(1).withPool("proxy_protocol: " + version).proxyTo(origin);
        return origin;
    }

    private static String line(OriginConnection connection) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            line.append(new String(connection.readBytes(1), StandardCharsets.US_ASCII));
        }
        return line.toString().strip();
    }

    private static String binary(OriginConnection connection) throws IOException {
        byte[] header = connection.readBytes(28);
        assertThat(header).startsWith("\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII));
        return (header[16] & 0xff) + "." + header[17] + "." + header[18] + "." + header[19] + " "
                + ((header[24] & 0xff) << 8 | (header[25] & 0xff));
    }

    private int gatewayPort() {
        return ((java.net.InetSocketAddress) gateway.address()).getPort();
    }

    @Test
    void version1NamesBothEnds() throws Exception {
        origin("v1");
        RawClient client = gateway.client();

        assertThat(client.get("/").body()).isEqualTo("ok");
        assertThat(headers)
                .containsExactly("PROXY TCP4 127.0.0.1 127.0.0.1 "
                        + client.localAddress().getPort() + " " + gatewayPort());
    }

    @Test
    void version2NamesBothEnds() throws Exception {
        origin("v2");
        RawClient client = gateway.client();

        assertThat(client.get("/").body()).isEqualTo("ok");
        assertThat(headers).containsExactly("127.0.0.1 " + client.localAddress().getPort());
    }

    @Test
    void aConnectionServesOneClientOnly() throws Exception {
        ScriptedOrigin origin = origin("v1");
        RawClient first = gateway.client();
        RawClient second = gateway.client();

        for (int i = 0; i < 3; i++) {
            assertThat(first.get("/first").body()).isEqualTo("ok");
            assertThat(second.get("/second").body()).isEqualTo("ok");
        }

        assertThat(headers)
                .extracting(header -> header.split(" ", -1)[4])
                .containsExactly(
                        "" + first.localAddress().getPort(),
                        "" + second.localAddress().getPort());
        assertThat(origin.requests()).allSatisfy(request -> assertThat(request.target())
                .isEqualTo(request.connection() == 0 ? "/first" : "/second"));
    }

    @Test
    void whatALoadBalancerToldIsPassedOn() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            headers.add(line(connection));
            Script.saying("ok").run(connection);
        });
        gateway.start("""
                listeners: { http: { bind: "127.0.0.1:0", proxy_protocol: { from: [127.0.0.1] } } }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: { backends: ["%s"], proxy_protocol: v1 } }
                """.formatted(origin.address()));
        RawClient client = gateway.client();

        client.send("PROXY TCP6 2001:db8::1 2001:db8::2 1234 443\r\n");
        assertThat(client.get("/").body()).isEqualTo("ok");

        assertThat(headers).containsExactly("PROXY TCP6 2001:db8::1 2001:db8::2 1234 443");
    }

    @Test
    void theHeaderComesBeforeTls(@TempDir Path directory) throws Exception {
        TestPki pki = new TestPki(directory);
        TlsOrigin origin = gateway.closing(
                TlsOrigin.start(pki.forAddress("127.0.0.1"), TlsOrigin.answering(ResponseText.of(200, "ok")))
                        .afterLine(headers::add));
        gateway.withPool("proxy_protocol: v1")
                .withPool("tls: { ca: \"" + pki.caFile() + "\" }")
                .proxyTo(origin.address());

        assertThat(gateway.client().get("/").body()).isEqualTo("ok");
        assertThat(headers).singleElement().asString().startsWith("PROXY TCP4 127.0.0.1 127.0.0.1 ");
    }
}
