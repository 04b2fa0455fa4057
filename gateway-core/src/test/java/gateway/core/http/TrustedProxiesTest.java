package gateway.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0, true",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "192.0.2.1/32, 192.0.2.1, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, ::1, true",
        "::/0, 127.0.0.1, false",
        "::1, ::1, true",
        "::1/128, ::2, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "10.0.0.0/8, ::ffff:11.1.2.3, false",
        "::ffff:10.0.0.0/104, 10.1.2.3, true",
        "::ffff:10.0.0.1, 10.0.0.1, true",
        "::ffff:0:0/96, 8.8.8.8, true",
    })
    void contains(String network, String address, boolean expected) throws UnknownHostException {
        byte[] bytes = Objects.requireNonNull(NetUtil.createByteArrayFromIpAddressString(address));
        TrustedProxies proxies = TrustedProxies.of(List.of("198.51.100.7", network));

        assertThat(proxies.contains(bytes)).isEqualTo(expected);
        assertThat(proxies.contains(InetAddress.getByAddress(bytes))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8a",
                "10.0.0.0/0008",
                "10.0.0",
                "256.0.0.1",
                "::1/129",
                "fe80::1%eth0",
                "[::1]",
                "example.com",
                "10.0.0.0/8/8",
                "10.0.0.0/99999999999"
            })
    void refusesWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> TrustedProxies.of(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(text + " (expected: ");
    }

    @Test
    void trustsNobodyByDefault() throws UnknownHostException {
        assertThat(TrustedProxies.of(List.of())).isSameAs(TrustedProxies.NONE);
        assertThat(TrustedProxies.NONE.contains(InetAddress.getByAddress(new byte[] {127, 0, 0, 1})))
                .isFalse();
        assertThat(TrustedProxies.of(List.of("::/0", "0.0.0.0/0")).contains((InetAddress) null))
                .isFalse();
    }
}
