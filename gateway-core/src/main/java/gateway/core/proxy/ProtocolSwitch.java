package gateway.core.proxy;

import gateway.core.channel.ByteSide;
import gateway.core.config.Address;
import gateway.core.config.TimeoutConfig;
import gateway.core.http.FailureReason;
import gateway.core.http.RequestHead;
import gateway.core.http.Upgrade;
import gateway.core.routing.ConnectTargets;
import gateway.core.routing.RouteAction.Forward;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one exchange may leave HTTP: by an upgrade that a backend grants, or through the target of a CONNECT. Made only for requests
 * that ask. Event-loop confined.
 */
final class ProtocolSwitch {
    private final Exchange exchange;
    private final Worker worker;
    private final String protocol;
    private final Tunnel tunnel;
    private @Nullable TargetConnection target;

    private ProtocolSwitch(Exchange exchange, Worker worker, TimeoutConfig timeouts, String protocol, boolean framed) {
        this.exchange = exchange;
        this.worker = worker;
        this.protocol = protocol;
        this.tunnel = new Tunnel(exchange, worker, timeouts, framed);
    }

    /**
     * Of a request that has an Upgrade field; null when it asks for nothing that is allowed, so that it is an ordinary request.
     *
     * @param complete there is no body
     */
    static @Nullable ProtocolSwitch asked(
            Exchange exchange, Worker worker, HttpRequest request, boolean complete, Forward action) {
        String protocol = Upgrade.asked(request, complete, action.upgrades());
        return protocol == null
                ? null
                : new ProtocolSwitch(
                        exchange,
                        worker,
                        exchange.chosenRoute().timeouts(),
                        protocol,
                        Upgrade.isFramed(request.headers(), protocol));
    }

    /** Of a CONNECT. */
    static ProtocolSwitch toTarget(Exchange exchange, Worker worker) {
        return new ProtocolSwitch(exchange, worker, exchange.chosenRoute().timeouts(), "", false);
    }

    /** Puts the wish into what goes to the backend. */
    void ask(HttpHeaders request) {
        Upgrade.set(request, protocol);
    }

    /** A 101 says yes to what was asked. */
    boolean isGranted(HttpResponse head) {
        return !protocol.isEmpty() && Upgrade.isGranted(head.headers(), protocol);
    }

    /** The head as the client gets it, and the way from there on. */
    void relay(DownstreamStream client, HttpResponse head, Attempt from) {
        ResponseHead.withoutBody(head.headers());
        Upgrade.set(head.headers(), protocol);
        relay(client, head, from.toTunnel(tunnel.ofBackend()));
    }

    /** Connects to the target of a CONNECT, or refuses. */
    void connect(ConnectTargets targets, RequestHead request) {
        Address wanted = Address.parse(request.authority());
        if (!targets.allow(wanted)) {
            exchange.fail(FailureReason.CONNECT_DENIED);
            return;
        }
        TargetConnection way = new TargetConnection(exchange, worker, targets, wanted, tunnel.ofBackend());
        target = way;
        way.start(exchange.chosenRoute().timeouts());
    }

    /** The target is connected. */
    void relay(DownstreamStream client, ByteSide targetSide) {
        relay(client, ResponseHead.ofOwn(HttpResponseStatus.OK, exchange.requestId, worker.date()), targetSide);
    }

    private void relay(DownstreamStream client, HttpResponse head, ByteSide backendSide) {
        tunnel.begin(client.toTunnel(head, tunnel.ofClient()), backendSide);
    }

    /** The tunnel ends some time within the given one. */
    void drain(Duration within) {
        tunnel.drain(within);
    }

    /** The tunnel ends at once. */
    void stop(FailureReason why) {
        tunnel.stop(why);
    }

    /** The exchange is over: a target that is still on its way is not wanted any more. */
    void cancel() {
        if (target != null) {
            target.cancel();
        }
    }
}
