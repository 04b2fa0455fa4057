package gateway.core.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.TimeoutConfig;
import gateway.core.proxyprotocol.ListedPeers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyProtocolHandlerTest {
    private static final String HEADER = "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n";
    private static final String BINARY_LOCAL = "\r\n\r\n\0\r\nQUIT\n \0\0\0";
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String ANSWER = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nGET / ";

    private static final TimeoutConfig ONE_SECOND_HEAD = new TimeoutConfig(
                    Duration.ofSeconds(1), null, null, null, null, null, null, null, null, null, null, null)
            .over(TimeoutConfig.DEFAULTS);

    private ClientFixture it = from("10.0.0.1", TimeoutConfig.DEFAULTS);

    private static ClientFixture from(String peer, TimeoutConfig timeouts) {
        return new ClientFixture(
                timeouts,
                ListedPeers.of(List.of("10.0.0.0/8")),
                new TestChannel(new InetSocketAddress(peer, 5000), new InetSocketAddress("10.0.0.2", 80)));
    }

    private void use(ClientFixture other) {
        leavesNothing();
        it = other;
    }

    @AfterEach
    void leavesNothing() {
        it.channel.end();
        assertThat(it.admission.inFlight()).isZero();
        assertThat(it.connections().count()).isZero();
        assertThat(it.stats.open()).isZero();
        assertThat(it.stats.accepted()).isEqualTo(1);
        assertThat(it.isWheelEmpty()).isTrue();
    }

    @Test
    void servesTheClientThatTheHeaderNames() {
        it.echoing().receive(HEADER + GET);

        assertThat(it.sent()).isEqualTo(ANSWER);
        assertThat(it.clients).containsExactly("192.0.2.1");
        assertThat(it.backend.forwardedFor()).containsExactly("192.0.2.1 443");
    }

    @Test
    void losesNothingWhereverAReadEnds() {
        String all = HEADER + "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello" + GET;
        for (int i = 0; i <= all.length(); i++) {
            use(from("10.0.0.1", TimeoutConfig.DEFAULTS).echoing());
            it.receive(all.substring(0, i));
            String sent = it.sent();
            it.receive(all.substring(i));

            assertThat(sent + it.sent())
                    .as("split at %s", i)
                    .isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\nPOST / hello" + ANSWER);
            assertThat(it.clients).containsExactly("192.0.2.1", "192.0.2.1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN\r\n", BINARY_LOCAL})
    void keepsThePeersAddressWhenTheHeaderNamesNobody(String header) {
        it.echoing().receive(header + GET);

        assertThat(it.sent()).isEqualTo(ANSWER);
        assertThat(it.clients).containsExactly("10.0.0.1");
        assertThat(it.backend.forwardedFor()).containsExactly("10.0.0.1 80");
    }

    @Test
    void closesAPeerThatIsNotListed() {
        use(from("203.0.113.9", TimeoutConfig.DEFAULTS));

        assertThat(it.isOpen()).isFalse();
        assertThat(it.stats.proxyUnlisted()).isEqualTo(1);
        assertThat(it.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {GET, "PROXY TCP4 x\r\n", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003aa"})
    void closesAListedPeerThatBeginsWithSomethingElse(String bytes) {
        it.receive(bytes);

        assertThat(it.isOpen()).isFalse();
        assertThat(it.stats.proxyMalformed()).isEqualTo(1);
        assertThat(it.sent()).isEmpty();
        assertThat(it.ended).isEmpty();
    }

    @Test
    void countsAConnectionWhoseHeaderHasNotCome() {
        assertThat(it.stats.open()).isEqualTo(1);
        assertThat(it.connections().count()).isEqualTo(1);

        it.receive(HEADER);
        assertThat(it.stats.open()).isEqualTo(1);
        assertThat(it.connections().count()).isEqualTo(1);
    }

    @Test
    void waitsForTheHeaderOnly5s() {
        it.receive("PROXY TCP4");
        it.pass(Duration.ofMillis(4900));
        assertThat(it.isOpen()).isTrue();

        it.pass(Duration.ofMillis(200));
        assertThat(it.isOpen()).isFalse();
        assertThat(it.stats.proxyLate()).isEqualTo(1);
    }

    @Test
    void waitsNoLongerThanForAHead() {
        use(from("10.0.0.1", ONE_SECOND_HEAD));
        it.receive("PROXY TCP4");

        it.pass(Duration.ofMillis(1200));
        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void aConnectionWithoutAByteIsNobodysFault() {
        it.pass(Duration.ofSeconds(6));
        assertThat(it.isOpen()).isFalse();
        use(from("10.0.0.1", TimeoutConfig.DEFAULTS));
        it.channel.end();

        assertThat(it.stats.proxyLate() + it.stats.proxyMalformed() + it.stats.proxyUnlisted())
                .isZero();
        assertThat(it.ended).isEmpty();
    }

    @Test
    void aHeaderThatBreaksOffIsCounted() {
        it.receive("PROXY TCP4");
        it.channel.end();

        assertThat(it.stats.proxyMalformed()).isEqualTo(1);
    }

    @Test
    void afterTheHeaderTheTimeoutsAreThoseOfAnyConnection() {
        it.echoing().receive(HEADER);
        it.pass(Duration.ofSeconds(50));
        it.receive(GET);

        assertThat(it.sent()).isEqualTo(ANSWER);
    }

    @Test
    void aDrainGivesAHeaderThatIsOnItsWayASecond() {
        it.echoing();
        it.connections().drain();
        it.pass(Duration.ofMillis(500));
        it.receive(HEADER + GET);
        assertThat(it.sent()).startsWith("HTTP/1.1 200 OK").contains("connection: close");

        use(from("10.0.0.1", TimeoutConfig.DEFAULTS));
        it.connections().drain();
        it.pass(Duration.ofMillis(1200));
        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void aStopClosesIt() {
        it.connections().closeNow();

        assertThat(it.isOpen()).isFalse();
    }
}
