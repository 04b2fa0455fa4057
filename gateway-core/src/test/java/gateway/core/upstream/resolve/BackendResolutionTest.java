package gateway.core.upstream.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.BackendRegistry;
import gateway.core.upstream.TestPools;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The resolver with a real clock and a name server on a socket. */
class BackendResolutionTest {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void stopLoops() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void followsANameWithoutARestart() throws Exception {
        try (FakeNameServer server = new FakeNameServer(loops);
                BackendResolver resolver = resolver(server)) {
            server.tell("web.test", "127.0.0.2");
            BackendPool pool = TestPools.pool(OutlierConfig.DEFAULT, "web.test:80");
            resolver.watch(pool).get(10, TimeUnit.SECONDS);
            assertThat(labels(pool)).containsExactly("web.test:80@127.0.0.2");

            server.tell("web.test", "127.0.0.3");

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(labels(pool)).containsExactly("web.test:80@127.0.0.3"));

            server.forget("web.test");
            int asked = server.queries();
            await().atMost(Duration.ofSeconds(10)).until(() -> server.queries() >= asked + 4);
            assertThat(labels(pool)).containsExactly("web.test:80@127.0.0.3");
        }
    }

    private BackendResolver resolver(FakeNameServer server) {
        return new BackendResolver(
                loops.next(),
                List.of(server.address()),
                new BackendRegistry(1, backend -> {}),
                UnixDomainSocketAddress::of);
    }

    private static List<String> labels(BackendPool pool) {
        return pool.backends().stream().map(Backend::label).toList();
    }
}
