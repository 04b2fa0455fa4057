package gateway.core.proxy;

import gateway.core.config.GatewayConfig.RequestIdPolicy;
import gateway.core.config.LimitConfig;
import gateway.core.config.ListenerConfig.ConnectionConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.http.ForwardedHeaders;
import gateway.core.proxyprotocol.ListedPeers;
import gateway.core.routing.RoutingTable;
import org.jspecify.annotations.Nullable;

/**
 * What one listener does with its connections and requests: the listener's part of the snapshot. Immutable; a reload swaps it whole,
 * and an exchange keeps the one it started with.
 *
 * @param listener name
 * @param table routes
 * @param forwarded whose forwarding fields are believed, and how they are written
 * @param requestId whose X-Request-ID is kept
 * @param limits of the process
 * @param timeouts of the listener's level, merged with the levels above: no field is null
 * @param proxyProtocol whose PROXY protocol headers are taken; null when connections begin without one
 * @param speaksHttp1 clients may speak HTTP/1.1 and HTTP/1.0
 * @param speaksHttp2 clients may speak HTTP/2
 * @param connections how long a client's connection is kept
 */
public record ListenerRules(
        String listener,
        RoutingTable table,
        ForwardedHeaders forwarded,
        RequestIdPolicy requestId,
        LimitConfig limits,
        TimeoutConfig timeouts,
        @Nullable ListedPeers proxyProtocol,
        boolean speaksHttp1,
        boolean speaksHttp2,
        ConnectionConfig connections) {}
