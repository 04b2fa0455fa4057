package gateway.server.metrics;

import gateway.core.Gateway.CertificateStatus;
import gateway.core.config.AccessLogConfig;
import gateway.core.config.Address;
import gateway.core.config.GatewayConfig;
import gateway.core.config.GatewayConfig.RequestIdPolicy;
import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.core.config.LimitConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.Algorithm;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.config.PoolConfig.ConnectionConfig;
import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.VirtualHostConfig;
import gateway.core.downstream.ListenerStats;
import gateway.core.routing.RetryPolicy;
import gateway.core.routing.Route;
import gateway.core.routing.RouteAction.Forward;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.BackendStats;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A gateway with one listener, one pool of two backends and the routes that a test names; nothing listens anywhere. */
final class FakeGateway implements AutoCloseable {
    static final int LOOPS = 2;

    final Backend first = backend("web-1", 8081);
    final Backend second = backend("web-2", 8082);
    final BackendPool pool = new BackendPool(poolConfig(), (config, backends) -> (request, excluded) -> null);
    final ListenerStats listener = new ListenerStats("http", LOOPS);

    private final EventExecutor eventLoop = new DefaultEventExecutor();

    FakeGateway() {
        pool.setBackends(List.of(first, second));
    }

    final List<CertificateStatus> certificates = new ArrayList<>();

    GatewaySource source() {
        return new GatewaySource(
                () -> List.of(listener),
                () -> List.of(pool),
                () -> certificates,
                () -> 3,
                () -> new double[] {0.25, 0.5},
                "epoll",
                List.of(eventLoop));
    }

    /** Who asks an event loop for its name starts it. */
    @Override
    public void close() {
        eventLoop.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** A route as the compiler would make it; a new object each time, as after a reload. */
    Route route(String name) {
        return new Route("http", "*", name, new Forward(pool, null, null), new RetryPolicy(2), TimeoutConfig.DEFAULTS);
    }

    static Backend backend(String name, int port) {
        return new Backend(
                "shop",
                name,
                Address.tcp(name, port),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new BackendStats(LOOPS));
    }

    static GatewayConfig config(String... routes) {
        List<RouteConfig> routeConfigs = Arrays.stream(routes)
                .map(name -> new RouteConfig(
                        name, MatchConfig.ANY, Optional.empty(), "shop", Optional.empty(), TimeoutConfig.NONE))
                .toList();
        return new GatewayConfig(
                0,
                TransportChoice.AUTO,
                List.of(new ListenerConfig(
                        "http", List.of(Address.tcp("", 8080)), Optional.empty(), TimeoutConfig.NONE)),
                List.of(),
                RequestIdPolicy.TRUSTED,
                List.of(new VirtualHostConfig(
                        List.of("*"), List.of(), routeConfigs, Optional.of("shop"), TimeoutConfig.NONE)),
                List.of(poolConfig()),
                LimitConfig.DEFAULT,
                TimeoutConfig.NONE,
                AccessLogConfig.OFF,
                Optional.empty(),
                Optional.empty());
    }

    private static PoolConfig poolConfig() {
        return new PoolConfig(
                "shop",
                Algorithm.ROUND_ROBIN,
                List.of(
                        new BackendConfig("web-1", Address.tcp("web-1", 8081)),
                        new BackendConfig("web-2", Address.tcp("web-2", 8082))),
                Optional.empty(),
                OutlierConfig.DEFAULT,
                ConnectionConfig.DEFAULT,
                TimeoutConfig.NONE);
    }
}
