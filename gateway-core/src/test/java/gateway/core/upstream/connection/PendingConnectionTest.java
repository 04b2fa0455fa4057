package gateway.core.upstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.timer.TimerWheel;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendStats;
import gateway.core.upstream.TestPools;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelPromise;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PendingConnectionTest {
    private final Backend backend = TestPools.withBackends(OutlierConfig.DEFAULT, "127.0.0.1:1")
            .backends()
            .get(0);
    private final BackendStats.Cell stats = backend.stats().cell(0);
    private final Connector connector = new Connector(new Bootstrap(), new Bootstrap(), () -> 1024);
    private final ConnectionPool pool = new ConnectionPool(backend, stats, connector, new TimerWheel(() -> 0));
    private final BackendConnection it = new BackendConnection(pool, backend, 0, Long.MAX_VALUE);
    private final PendingConnection pending = new PendingConnection(it, stats);
    private final ChannelPromise connected = it.channel.newPromise();

    PendingConnectionTest() {
        stats.connecting++;
        pending.connection(it.stream);
        pending.channel(it.channel);
        connected.addListener(pending);
    }

    @Test
    void givesTheStreamWhenItIsConnected() {
        connected.setSuccess();

        assertThat(it.took()).containsExactly("ready");
        assertThat(stats.connecting).isZero();
        assertThat(stats.active).isEqualTo(1);
        it.stream.cancel();
    }

    @Test
    void tellsARefusal() {
        connected.setFailure(new ConnectException("refused"));

        assertThat(it.took()).containsExactly("CONNECT_REFUSED");
        assertThat(stats.connectFailures).isEqualTo(1);
    }

    @Test
    void aLackOfSocketsIsAnOverload() {
        connected.setFailure(new ChannelException("Failed to open a socket."));

        assertThat(it.took()).containsExactly("OVERLOADED");
    }

    @Test
    void aWaitThatIsGivenUpClosesTheChannelAndTellsNothing() {
        pending.cancel();
        assertThat(it.channel.isOpen()).isFalse();

        connected.setFailure(new ConnectException("closed"));

        assertThat(it.took()).isEmpty();
        assertThat(stats.connectFailures).isZero();
        assertThat(stats.connecting).isZero();
    }

    @Test
    void aTimeOutCountsAsAFailureToConnect() {
        pending.timeOut();

        assertThat(stats.connectFailures).isEqualTo(1);
        assertThat(it.channel.isOpen()).isFalse();
    }

    @Test
    void whatTheListenerThrowsIsNotLost() {
        it.bug = new IllegalStateException("a bug in the exchange");

        connected.setSuccess();

        assertThat(it.took()).containsExactly("ready", "failed INTERNAL_ERROR");
        assertThat(it.channel.isOpen()).isFalse();
        assertThat(stats.active).isZero();
    }

    /** Netty tells it on a thread of its own; an exchange lives on its loop. */
    @Test
    void aChannelThatCannotBeMadeIsToldOnTheLoop() throws Exception {
        MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
        try {
            Bootstrap bootstrap = new Bootstrap().group(loop).channelFactory(() -> {
                throw new ChannelException("Too many open files");
            });
            Connector without = new Connector(bootstrap, bootstrap, () -> 1024);
            ConnectionPool poor = new ConnectionPool(backend, stats, without, new TimerWheel(() -> 0));
            CompletableFuture<Boolean> inLoop = new CompletableFuture<>();
            it.onFailure = () -> inLoop.complete(loop.next().inEventLoop());

            loop.submit(() -> poor.newStreamLater(it)).get(5, TimeUnit.SECONDS);

            assertThat(inLoop.get(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).get(5, TimeUnit.SECONDS);
        }
    }
}
