package gateway.core.proxy;

import gateway.core.channel.ByteSide;
import gateway.core.channel.ByteSideListener;
import gateway.core.config.Address;
import gateway.core.config.TimeoutConfig;
import gateway.core.http.FailureReason;
import gateway.core.routing.ConnectTargets;
import gateway.core.timer.Deadline;
import gateway.core.upstream.connection.OpenConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to the target of a CONNECT: its addresses, tried one after another, all within the time-out for connecting. Tells the
 * exchange once that it is there or why it is not. Event-loop confined.
 */
final class TargetConnection extends Deadline implements OpenConnection.Listener {
    private static final int MAX_TRIES = 3;

    private final Exchange exchange;
    private final Worker worker;
    private final ConnectTargets allowed;
    private final Address target;
    private final ByteSideListener tunnel;
    private final Deque<InetAddress> addresses = new ArrayDeque<>();
    private @Nullable OpenConnection connecting;
    private FailureReason failure = FailureReason.NAME_UNRESOLVED;
    private boolean over;

    /** @param tunnel to be told by the connection */
    TargetConnection(
            Exchange exchange, Worker worker, ConnectTargets allowed, Address target, ByteSideListener tunnel) {
        this.exchange = exchange;
        this.worker = worker;
        this.allowed = allowed;
        this.target = target;
        this.tunnel = tunnel;
    }

    void start(TimeoutConfig timeouts) {
        worker.arm(this, timeouts.connect());
        worker.names().lookUp(target.host(), found -> {
            if (!worker.loop().isShuttingDown()) {
                worker.loop().execute(() -> onAddresses(found));
            }
        });
    }

    private void onAddresses(List<InetAddress> found) {
        worker.wheel().refresh();
        for (InetAddress address : found) {
            if (!allowed.allow(target, address)) {
                failure = FailureReason.CONNECT_DENIED;
            } else if (addresses.size() < MAX_TRIES) {
                addresses.addLast(address);
            }
        }
        tryNext();
    }

    private void tryNext() {
        if (over) {
            return;
        }
        InetAddress address = addresses.pollFirst();
        if (address == null) {
            fail(failure);
        } else {
            connecting = worker.connections().open(new InetSocketAddress(address, target.port()), tunnel, this);
        }
    }

    @Override
    public void onOpen(ByteSide side) {
        end();
        exchange.onTargetReady(side);
    }

    @Override
    public void onConnectFailed(FailureReason reason) {
        connecting = null;
        failure = reason;
        tryNext();
    }

    @Override
    protected void onDeadline() {
        cancel();
        exchange.fail(FailureReason.CONNECT_TIMEOUT);
    }

    private void fail(FailureReason reason) {
        end();
        exchange.fail(reason);
    }

    /** It is not wanted any more. */
    void cancel() {
        OpenConnection waited = connecting;
        end();
        if (waited != null) {
            waited.cancel();
        }
    }

    private void end() {
        over = true;
        connecting = null;
        worker.wheel().forget(this);
    }
}
