package gateway.it.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginConnection;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import gateway.it.fixture.TestPki;
import gateway.it.fixture.TlsOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A backend that is told by PROXY protocol whose requests come on a connection. */
class ToldBackendTest {
    private static final String SITE = """
            listeners: { http: { bind: "127.0.0.1:0" } }
            hosts: [{ names: ["*"], pool: main }]
            pools: { main: { backends: ["%s"]%s } }
            """;

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

    /** The connection of a request that ran over the reload carries the name of its client. */
    @Test
    void aToldConnectionServesNobodyElseOnceTheHeaderIsSwitchedOff() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ScriptedOrigin origin = gateway.origin(connection -> {
            if (headers.isEmpty()) {
                headers.add(line(connection));
                connection.readRequest();
                assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
                connection.respond(200, "told");
            }
            Script.saying("untold").run(connection);
        });
        gateway.onLoops(1).start(SITE.formatted(origin.address(), ", proxy_protocol: v1"));
        RawClient running = gateway.client().send(RequestText.get("/"));
        origin.awaitRequests(1);

        gateway.reload(SITE.formatted(origin.address(), ""));
        RawClient other = gateway.client();
        assertThat(other.get("/").body()).isEqualTo("untold");
        release.countDown();
        assertThat(running.read().body()).isEqualTo("told");

        assertThat(origin.connection(0).awaitEnd(Duration.ofSeconds(2))).isTrue();
        assertThat(other.get("/").body()).isEqualTo("untold");
        assertThat(running.get("/").body()).isEqualTo("untold");
        assertThat(origin.connections()).isEqualTo(2);
        assertThat(headers).hasSize(1);
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
