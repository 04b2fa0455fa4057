package gateway.server.metrics;

import gateway.core.Gateway;
import gateway.core.Gateway.CertificateStatus;
import gateway.core.downstream.ListenerStats;
import gateway.core.upstream.BackendPool;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the cold metrics read from a running gateway, each time that Prometheus asks. */
record GatewaySource(
        Supplier<List<ListenerStats>> listeners,
        Supplier<List<BackendPool>> pools,
        Supplier<List<CertificateStatus>> certificates,
        LongSupplier certificateErrors,
        Supplier<double[]> busyRatios,
        String transport,
        Iterable<EventExecutor> eventLoops) {
    static final GatewaySource NONE =
            new GatewaySource(List::of, List::of, List::of, () -> 0, () -> new double[0], "", List.of());

    static GatewaySource of(Gateway gateway) {
        return new GatewaySource(
                gateway::listenerStats,
                gateway::pools,
                gateway::certificates,
                gateway::certificateErrors,
                gateway::busyRatios,
                gateway.runtime().transport(),
                gateway.eventLoops());
    }
}
