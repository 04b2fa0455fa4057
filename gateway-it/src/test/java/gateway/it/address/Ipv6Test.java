package gateway.it.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class Ipv6Test {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void worksInBindBackendHostAndForwardedFor() throws Exception {
        ScriptedOrigin origin =
                gateway.closing(ScriptedOrigin.start(new InetSocketAddress(loopback(), 0), Script.saying("six")));
        gateway.start("""
                listeners: { http: { bind: "[::1]:0" } }
                hosts: [{ names: ["[::1]"], pool: main }]
                pools: { main: { backends: ["%s"] } }
                """.formatted(origin.address()));
        int port = ((InetSocketAddress) gateway.address()).getPort();

        RawClient client = gateway.client();
        client.send("GET / HTTP/1.1\r\nHost: [::1]:" + port + "\r\n\r\n");
        assertThat(client.read().body()).isEqualTo("six");

        OriginRequest request = origin.request();
        assertThat(origin.address()).startsWith("[::1]:");
        assertThat(request.header("Host")).isEqualTo("[::1]:" + port);
        assertThat(request.header("X-Forwarded-For")).isEqualTo("::1");
    }

    @Test
    void aBarePortListensOnBothFamilies() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("both"));
        gateway.start("""
                listeners: { http: { bind: ":0" } }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: { backends: ["%s"] } }
                """.formatted(origin.address()));
        int port = ((InetSocketAddress) gateway.address()).getPort();

        for (InetAddress address : new InetAddress[] {InetAddress.getLoopbackAddress(), loopback()}) {
            try (RawClient client = RawClient.connect(new InetSocketAddress(address, port))) {
                assertThat(client.get("/").body()).isEqualTo("both");
            }
        }
        assertThat(origin.requests())
                .extracting(request -> request.header("X-Forwarded-For"))
                .containsExactly("127.0.0.1", "::1");
    }

    private static InetAddress loopback() throws IOException {
        byte[] bytes = new byte[16];
        bytes[15] = 1;
        InetAddress address = InetAddress.getByAddress(bytes);
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(address, 0));
        } catch (IOException e) {
            assumeTrue(false, "this machine has no IPv6: " + e.getMessage());
        }
        return address;
    }
}
