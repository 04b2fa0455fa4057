package gateway.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class HostCheckTest {
    @Test
    void ipv6AddressIsOursWithAndWithoutPort() throws UnknownHostException {
        HostCheck check = new HostCheck(Address.parse("[::1]:9901"));
        InetSocketAddress local = local(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

        assertThat(check.isOurs("[::1]:9901", local)).isTrue();
        assertThat(check.isOurs("[::1]", local)).isTrue();
        assertThat(check.isOurs("[::2]", local)).isFalse();
        assertThat(check.isOurs("[::1", local)).isFalse();
    }

    @Test
    void addressThatTheClientConnectedToIsOurs() throws UnknownHostException {
        HostCheck check = new HostCheck(Address.parse(":9901"));

        assertThat(check.isOurs("10.0.0.7:9901", local(10, 0, 0, 7))).isTrue();
        assertThat(check.isOurs("10.0.0.8:9901", local(10, 0, 0, 7))).isFalse();
        assertThat(check.isOurs("", local(10, 0, 0, 7))).isFalse();
    }

    @Test
    void nameOfTheBindIsOurs() throws UnknownHostException {
        HostCheck check = new HostCheck(Address.parse("Admin.internal:9901"));

        assertThat(check.isOurs("admin.internal", local(10, 0, 0, 7))).isTrue();
        assertThat(check.isOurs("admin.internal.evil.example", local(10, 0, 0, 7)))
                .isFalse();
    }

    @Test
    void unixSocketHasNoName() {
        assertThat(new HostCheck(Address.unix("/run/a.sock")).isOurs("anything", null))
                .isTrue();
    }

    private static InetSocketAddress local(int... bytes) throws UnknownHostException {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        return new InetSocketAddress(InetAddress.getByAddress(address), 9901);
    }
}
