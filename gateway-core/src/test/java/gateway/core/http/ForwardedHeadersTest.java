package gateway.core.http;

import static gateway.core.http.HopByHopHeadersTest.headers;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedHeadersTest {
    private final ForwardedHeaders forwarded =
            new ForwardedHeaders(TrustedProxies.of(List.of("10.0.0.0/8", "fd00::/8", "127.0.0.1")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9                          | 203.0.113.9",
                "198.51.100.1, 203.0.113.9            | 203.0.113.9",
                "203.0.113.9, 10.1.1.1                | 203.0.113.9",
                "198.51.100.1, 203.0.113.9, 10.1.1.1, fd00::1 | 203.0.113.9",
                "203.0.113.9,10.1.1.1,  10.2.2.2      | 203.0.113.9",
                "203.0.113.9:4711                     | 203.0.113.9",
                "[2001:db8::1]:4711, 10.1.1.1         | 2001:db8::1",
                "[2001:DB8::1]                        | 2001:db8::1",
                "2001:db8:0:0:0:0:0:1                 | 2001:db8::1",
                "::ffff:203.0.113.9                   | 203.0.113.9",
                "203.0.113.9, ::ffff:10.1.1.1         | 203.0.113.9",
                "10.1.1.1, 10.2.2.2                   | 10.1.1.1",
                "evil, 203.0.113.9                    | 203.0.113.9",
                "203.0.113.9, evil                    | 127.0.0.1",
                "203.0.113.9, evil, 10.1.1.1          | 127.0.0.1",
                "203.0.113.9,                         | 127.0.0.1",
                "203.0.113.9, , 10.1.1.1              | 127.0.0.1",
                "''                                   | 127.0.0.1",
                ",                                    | 127.0.0.1",
                "unknown                              | 127.0.0.1",
                "203.0.113.9:port                     | 127.0.0.1",
                "203.0.113.9:                         | 127.0.0.1",
                "[203.0.113.9]                        | 127.0.0.1",
                "[::1                                 | 127.0.0.1",
                "fe80::1%eth0                         | 127.0.0.1",
                "203.0.113.999                        | 127.0.0.1",
            })
    void findsTheClientBehindTrustedProxies(String chain, String expected) throws UnknownHostException {
        HttpHeaders headers = headers("X-Forwarded-For", chain);

        assertThat(forwarded.clientAddress(headers, address(127, 0, 0, 1), "127.0.0.1"))
                .isEqualTo(expected);
    }

    @Test
    void readsTheChainOverSeveralLines() throws UnknownHostException {
        HttpHeaders headers = headers("X-Forwarded-For", "198.51.100.1, 203.0.113.9", "x-forwarded-for", "10.1.1.1");

        assertThat(forwarded.clientAddress(headers, address(127, 0, 0, 1), "127.0.0.1"))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void believesNoOtherPeer() throws UnknownHostException {
        HttpHeaders headers = headers("X-Forwarded-For", "203.0.113.9");

        assertThat(forwarded.clientAddress(headers, address(192, 0, 2, 1), "192.0.2.1"))
                .isEqualTo("192.0.2.1");
        assertThat(forwarded.clientAddress(headers, null, ForwardedHeaders.UNIX))
                .isEqualTo("unix");
        assertThat(new ForwardedHeaders(TrustedProxies.NONE).clientAddress(headers, address(127, 0, 0, 1), "127.0.0.1"))
                .isEqualTo("127.0.0.1");
        assertThat(forwarded.isTrusted(address(10, 0, 0, 1))).isTrue();
        assertThat(forwarded.isTrusted(address(192, 0, 2, 1))).isFalse();
        assertThat(forwarded.isTrusted(null)).isFalse();
    }

    @Test
    void replacesWhatAnUntrustedPeerSays() {
        HttpHeaders headers = headers(
                "X-Forwarded-For",
                "1.1.1.1",
                "X-Forwarded-For",
                "2.2.2.2",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Host",
                "evil",
                "X-Forwarded-Port",
                "443",
                "Forwarded",
                "for=1.1.1.1",
                "X-Real-IP",
                "1.1.1.1",
                "Accept",
                "a");

        forwarded.apply(headers, false, "::1", "http", "a:8080", 8080);

        assertThat(text(headers))
                .isEqualTo(
                        "Accept=a X-Forwarded-For=::1 X-Forwarded-Host=a:8080 X-Forwarded-Port=8080 X-Forwarded-Proto=http");
    }

    @Test
    void leavesNothingOfAnUntrustedPeerWhereThereIsNothingToSay() {
        HttpHeaders headers = headers("X-Forwarded-Host", "evil", "X-Forwarded-Port", "443");

        forwarded.apply(headers, false, ForwardedHeaders.UNIX, "http", "", 0);

        assertThat(text(headers)).isEqualTo("X-Forwarded-For=unix X-Forwarded-Proto=http");
    }

    @Test
    void keepsAndAppendsWhatATrustedPeerSays() {
        HttpHeaders headers = headers(
                "X-Forwarded-For",
                "1.1.1.1",
                "X-Forwarded-For",
                "2.2.2.2",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Host",
                "b",
                "X-Forwarded-Port",
                "443",
                "Forwarded",
                "for=1.1.1.1",
                "X-Real-IP",
                "1.1.1.1");

        forwarded.apply(headers, true, "10.0.0.1", "http", "a", 80);

        assertThat(text(headers))
                .isEqualTo("Forwarded=for=1.1.1.1, for=10.0.0.1;host=a;proto=http"
                        + " X-Forwarded-For=1.1.1.1, 2.2.2.2, 10.0.0.1 X-Forwarded-Host=b X-Forwarded-Port=443"
                        + " X-Forwarded-Proto=https X-Real-IP=1.1.1.1");
    }

    @Test
    void setsWhatATrustedPeerDoesNotSay() {
        HttpHeaders headers = headers();

        forwarded.apply(headers, true, "10.0.0.1", "https", "a", 443);

        assertThat(text(headers))
                .isEqualTo("X-Forwarded-For=10.0.0.1 X-Forwarded-Host=a X-Forwarded-Port=443 X-Forwarded-Proto=https");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 | a         | for=10.0.0.1;host=a;proto=http",
                "::1      | a:8080    | for=\"[::1]\";host=\"a:8080\";proto=http",
                "unix     | [::1]     | for=unknown;host=\"[::1]\";proto=http",
                "10.0.0.1 | ''        | for=10.0.0.1;proto=http",
            })
    void writesForwardedAsRfc7239Says(String peer, String authority, String expected) {
        HttpHeaders headers = headers("Forwarded", "for=_x");

        forwarded.apply(headers, true, peer, "http", authority, 80);

        assertThat(headers.get("Forwarded")).isEqualTo("for=_x, " + expected);
    }

    private static InetAddress address(int... bytes) throws UnknownHostException {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        return InetAddress.getByAddress(address);
    }

    private static String text(HttpHeaders headers) {
        return String.join(
                " ",
                headers.entries().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .sorted()
                        .toList());
    }
}
