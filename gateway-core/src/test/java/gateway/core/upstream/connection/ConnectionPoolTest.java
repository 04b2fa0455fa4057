package gateway.core.upstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.Address;
import gateway.core.config.PoolConfig.ConnectionConfig;
import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.config.PoolConfig.ProxyProtocolVersion;
import gateway.core.config.TimeoutConfig;
import gateway.core.proxyprotocol.Endpoints;
import gateway.core.timer.TimerWheel;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendLink;
import gateway.core.upstream.BackendTls;
import gateway.core.upstream.TestPools;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionPoolTest {
    private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n";

    private static final BackendLink TOLD = new BackendLink(ConnectionConfig.DEFAULT, null, ProxyProtocolVersion.V2);

    private final Backend backend = TestPools.withBackends(OutlierConfig.DEFAULT, "127.0.0.1:1")
            .backends()
            .get(0);
    private final List<BackendConnection> connections = new ArrayList<>();
    private BackendLink link = BackendLink.plain(ConnectionConfig.DEFAULT);
    private long now = 5;
    private final TimerWheel wheel = new TimerWheel(() -> now);
    private final ConnectionPool pool = new ConnectionPool(
            backend, backend.stats().cell(0), new Connector(new Bootstrap(), new Bootstrap(), () -> 1024), wheel);

    @AfterEach
    void countsAreExact() {
        pool.retire();
        connections.forEach(each -> {
            each.channel.close();
            each.sent();
        });
        assertThat(backend.stats().idle()).isZero();
        assertThat(backend.stats().active()).isZero();
        assertThat(backend.stats().closed()).isEqualTo(backend.stats().opened());
    }

    @Test
    void aConnectionThatWasToldOfAClientServesThatClientAlone() {
        configure(TOLD);
        BackendConnection first = used(client(1));
        BackendConnection second = used(client(2));
        idle(first);
        idle(second);

        assertThat(pool.newStreamNow(used(client(3)))).isNull();
        assertThat(pool.newStreamNow(first)).isSameAs(first.stream);
        assertThat(pool.newStreamNow(first)).isNull();
        assertThat(pool.newStreamNow(second)).isSameAs(second.stream);
        first.stream.cancel();
        second.stream.cancel();
    }

    @Test
    void aFullPoolOfToldConnectionsLetsTheOldestGo() {
        configure(new BackendLink(new ConnectionConfig(Duration.ofSeconds(30), 1), null, ProxyProtocolVersion.V1));
        BackendConnection old = used(client(1));
        BackendConnection young = used(client(2));
        idle(old);
        idle(young);

        assertThat(old.channel.isOpen()).isFalse();
        assertThat(pool.newStreamNow(young)).isSameAs(young.stream);
        young.stream.cancel();
    }

    @Test
    void whatWasOpenedInAnotherWayIsNotUsedAgain() {
        BackendConnection plain = used();
        idle(plain);

        configure(BackendLink.plain(new ConnectionConfig(Duration.ofSeconds(20), 5)));
        assertThat(plain.channel.isOpen()).isTrue();
        configure(TOLD);
        assertThat(plain.channel.isOpen()).isFalse();
    }

    @Test
    void aBusyConnectionThatWasToldOfItsClientServesNobodyOnceNobodyIsTold() {
        configure(TOLD);
        BackendConnection told = used(client(1));

        configure(BackendLink.plain(ConnectionConfig.DEFAULT));
        idle(told);

        assertThat(told.channel.isOpen()).isFalse();
        assertThat(pool.newStreamNow(used(client(2)))).isNull();
    }

    @Test
    void aBusyConnectionThatWasNotToldOfItsClientIsNotUsedOnceEachMustBe() {
        BackendConnection untold = used(client(1));

        configure(TOLD);
        idle(untold);

        assertThat(untold.channel.isOpen()).isFalse();
        assertThat(pool.newStreamNow(untold)).isNull();
    }

    @Test
    void aBusyConnectionDoesNotOutliveTheTlsThatItWasMadeWith() {
        BackendConnection clear = used();
        configure(withTls());
        BackendConnection lax = used();
        idle(clear);
        configure(withTls());
        BackendConnection strict = used();
        idle(lax);

        assertThat(clear.channel.isOpen()).isFalse();
        assertThat(lax.channel.isOpen()).isFalse();
        idle(strict);
        assertThat(pool.newStreamNow(strict)).isSameAs(strict.stream);
        strict.stream.cancel();
    }

    @Test
    void aBusyConnectionStaysWhenOnlyTheNumberToKeepHasChanged() {
        BackendConnection it = used();

        configure(BackendLink.plain(new ConnectionConfig(Duration.ofSeconds(20), 5)));
        idle(it);

        assertThat(it.channel.isOpen()).isTrue();
    }

    @Test
    void aConnectionThatComesAfterTheChangeServesItsRequestAndNoOther() {
        BackendConnection late = connection(client(1), Duration.ofHours(1));
        PendingConnection pending = new PendingConnection(late, backend.stats().cell(0));
        backend.stats().cell(0).connecting++;
        pending.connection(late.stream);
        configure(TOLD);

        pending.operationComplete(late.channel.newSucceededFuture());
        assertThat(late.took()).containsExactly("ready");
        late.send(HttpMethod.GET);
        assertThat(late.receive(OK + "\r\n")).contains("head 200");

        assertThat(late.channel.isOpen()).isFalse();
        assertThat(pool.newStreamNow(late)).isNull();
    }

    @Test
    void aConnectionOfTheWayBeforeTheLastIsUsedWhenThatIsTheWayAgain() {
        BackendConnection it = used();

        configure(TOLD);
        configure(BackendLink.plain(ConnectionConfig.DEFAULT));
        idle(it);

        assertThat(pool.newStreamNow(it)).isSameAs(it.stream);
        it.stream.cancel();
    }

    private static BackendLink withTls() {
        BackendTls never = new BackendTls() {
            @Override
            public SslHandler newHandler(ByteBufAllocator allocator, Address peer) {
                throw new AssertionError("nothing is connected here");
            }
        };
        return new BackendLink(ConnectionConfig.DEFAULT, never, null);
    }

    @Test
    void hasNothingAtFirst() {
        assertThat(pool.newStreamNow(used())).isNull();
    }

    @Test
    void usesTheNewestFirst() {
        BackendConnection first = used();
        BackendConnection second = used();
        idle(first);
        idle(second);
        assertThat(backend.stats().idle()).isEqualTo(2);

        assertThat(pool.newStreamNow(second)).isSameAs(second.stream);
        assertThat(pool.newStreamNow(first)).isSameAs(first.stream);
        assertThat(pool.newStreamNow(first)).isNull();
        assertThat(backend.stats().reused()).isEqualTo(2);
        first.stream.cancel();
        second.stream.cancel();
    }

    @Test
    void closesWhatWasIdleForTooLong() {
        BackendConnection old = used();
        idle(old);
        pass(Duration.ofSeconds(20));
        BackendConnection young = used();
        idle(young);

        pass(Duration.ofMillis(10_200));

        assertThat(old.channel.isOpen()).isFalse();
        assertThat(young.channel.isOpen()).isTrue();
        pass(Duration.ofSeconds(20));
        assertThat(young.channel.isOpen()).isFalse();
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void keepsIdleConnectionsForEverWhenToldSo() {
        configure(BackendLink.plain(new ConnectionConfig(TimeoutConfig.OFF, 10)));
        BackendConnection it = used();
        idle(it);

        pass(Duration.ofMinutes(59));

        assertThat(pool.newStreamNow(it)).isNotNull();
        it.stream.cancel();
    }

    @Test
    void keepsNoMoreThanToldTo() {
        configure(BackendLink.plain(new ConnectionConfig(Duration.ofSeconds(30), 1)));
        BackendConnection first = used();
        BackendConnection second = used();

        idle(first);
        idle(second);

        assertThat(first.channel.isOpen()).isTrue();
        assertThat(second.channel.isOpen()).isFalse();
    }

    @Test
    void aConnectionServesSoManyRequestsOnly() {
        BackendConnection it = used();
        idle(it);
        for (int i = 1; i < ConnectionPool.MAX_REQUESTS - 1; i++) {
            assertThat(pool.newStreamNow(it)).isNotNull();
            it.send(HttpMethod.GET);
            it.receive(OK + "\r\n");
            it.sent();
        }
        assertThat(it.channel.isOpen()).isTrue();

        assertThat(pool.newStreamNow(it)).isNotNull();
        it.send(HttpMethod.GET);
        it.receive(OK + "\r\n");

        assertThat(it.channel.isOpen()).isFalse();
    }

    @Test
    void aConnectionServesForSoLongOnly() {
        BackendConnection it = connection(Duration.ofMinutes(1));
        it.request(HttpMethod.GET);
        it.receive(OK + "\r\n");
        assertThat(pool.newStreamNow(it)).isNotNull();
        skip(Duration.ofMinutes(1));

        it.send(HttpMethod.GET);
        it.receive(OK + "\r\n");

        assertThat(it.channel.isOpen()).isFalse();
    }

    @Test
    void anIdleConnectionThatIsTooOldIsNotUsed() {
        configure(BackendLink.plain(new ConnectionConfig(TimeoutConfig.OFF, 10)));
        BackendConnection it = connection(Duration.ofMinutes(1));
        it.request(HttpMethod.GET);
        it.receive(OK + "\r\n");
        skip(Duration.ofMinutes(1));

        assertThat(pool.newStreamNow(it)).isNull();

        assertThat(it.channel.isOpen()).isFalse();
    }

    @Test
    void aBackendsOwnLimitIsKeptASecondBeforeItsEnd() {
        BackendConnection it = used();
        it.receive(OK + "keep-alive: max=7, Timeout=5\r\n\r\n");
        skip(Duration.ofMillis(3_999));
        assertThat(pool.newStreamNow(it)).isNotNull();
        it.send(HttpMethod.GET);
        it.receive(OK + "\r\n");

        skip(Duration.ofSeconds(4));

        assertThat(pool.newStreamNow(it)).isNull();
        assertThat(it.channel.isOpen()).isFalse();
    }

    @Test
    void aRequestThatMustNotBeSentTwiceGetsAFreshConnectionOnly() {
        BackendConnection it = used();
        idle(it);
        skip(Duration.ofSeconds(14));
        assertThat(pool.newFreshStreamNow(it)).isNotNull();
        it.send(HttpMethod.GET);
        it.receive(OK + "\r\n");

        skip(Duration.ofSeconds(15));

        assertThat(pool.newFreshStreamNow(it)).isNull();
        assertThat(pool.newStreamNow(it)).as("others may still use it").isNotNull();
        it.stream.cancel();
    }

    @Test
    void freshIsHalfOfTheBackendsOwnLimit() {
        BackendConnection it = used();
        it.receive(OK + "keep-alive: timeout=5\r\n\r\n");
        skip(Duration.ofSeconds(2));

        assertThat(pool.newFreshStreamNow(it)).isNull();
    }

    @Test
    void passesOverConnectionsThatDied() {
        BackendConnection alive = used();
        BackendConnection dead = used();
        idle(alive);
        idle(dead);
        dead.channel.close();

        assertThat(backend.stats().idle()).isEqualTo(1);
        assertThat(pool.newStreamNow(alive)).isSameAs(alive.stream);
        alive.stream.cancel();
    }

    @Test
    void aRetiredPoolClosesTheIdleNowAndTheBusyAfterUse() {
        BackendConnection idle = used();
        idle(idle);
        BackendConnection busy = used();

        pool.retire();
        assertThat(idle.channel.isOpen()).isFalse();
        assertThat(busy.channel.isOpen()).isTrue();

        idle(busy);
        assertThat(busy.channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"timeout=5,4", "'max=3, timeout=60',59", "timeout=1,0", "timeout=0,0", "TIMEOUT=10,9"})
    void readsTheBackendsLimit(String hint, long seconds) {
        assertThat(ConnectionPool.keepAliveTimeoutNanos(hint))
                .isEqualTo(Duration.ofSeconds(seconds).toNanos());
    }

    @ParameterizedTest
    @CsvSource({"''", "max=5", "timeout=", "timeout=x"})
    void aHintThatSaysNothingIsNoLimit(String hint) {
        assertThat(ConnectionPool.keepAliveTimeoutNanos(hint)).isEqualTo(Long.MAX_VALUE);
    }

    private void configure(BackendLink other) {
        link = other;
        pool.configure(other);
    }

    /** A connection that serves a request. */
    private BackendConnection used() {
        return connection(Duration.ofHours(1)).request(HttpMethod.GET);
    }

    private BackendConnection used(Endpoints client) {
        return connection(client, Duration.ofHours(1)).request(HttpMethod.GET);
    }

    private static Endpoints client(int port) {
        return Endpoints.of(new InetSocketAddress("192.0.2.1", port), new InetSocketAddress("192.0.2.2", 80));
    }

    private BackendConnection connection(Duration maxAge) {
        return connection(Endpoints.UNKNOWN, maxAge);
    }

    private BackendConnection connection(Endpoints client, Duration maxAge) {
        BackendConnection made = new BackendConnection(pool, backend, link, client, now, maxAge.toNanos());
        connections.add(made);
        return made;
    }

    private static void idle(BackendConnection it) {
        it.receive(OK + "\r\n");
    }

    /** Time goes by, and an event of the loop begins. */
    private void skip(Duration time) {
        now += time.toNanos();
        wheel.refresh();
    }

    private void pass(Duration time) {
        long end = now + time.toNanos();
        while (end - now > 0) {
            now += Math.min(TimerWheel.TICK_NANOS, end - now);
            wheel.tick();
        }
    }
}
