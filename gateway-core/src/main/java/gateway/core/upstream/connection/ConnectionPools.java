package gateway.core.upstream.connection;

import gateway.core.channel.ByteSideListener;
import gateway.core.timer.TimerWheel;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendLink;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The connection pools of one event loop, one for each backend that it has used. Event-loop confined. */
public final class ConnectionPools {
    private final int loop;
    private final Connector connector;
    private final TimerWheel wheel;
    private final List<ConnectionPool> pools = new ArrayList<>();

    public ConnectionPools(int loop, Connector connector, TimerWheel wheel) {
        this.loop = loop;
        this.connector = connector;
        this.wheel = wheel;
    }

    /** The pool of this backend; made when it is first asked for. */
    public ConnectionPool of(Backend backend, BackendLink link) {
        ConnectionPool pool = (ConnectionPool) backend.loopSlot(loop);
        if (pool == null) {
            pool = new ConnectionPool(backend, backend.stats().cell(loop), connector, wheel);
            backend.setLoopSlot(loop, pool);
            pools.add(pool);
        }
        pool.configure(link);
        return pool;
    }

    /**
     * Opens a connection without a codec, to an address that is nobody's backend.
     *
     * @param tunnel is told what comes once the side is started
     * @return ends the wait
     */
    public OpenConnection open(SocketAddress address, ByteSideListener tunnel, OpenConnection.Listener listener) {
        OpenConnection connection = new OpenConnection(wheel, tunnel, listener);
        connection.begin(connector, address);
        return connection;
    }

    /** The backend was removed: its idle connections are closed now, the others after use. */
    public void retire(Backend backend) {
        ConnectionPool pool = (ConnectionPool) backend.loopSlot(loop);
        if (pool != null) {
            pool.retire();
            pools.remove(pool);
        }
    }

    /** Closes what is idle, in every pool. */
    public void closeIdle() {
        for (ConnectionPool pool : pools) {
            pool.closeIdle();
        }
    }

    /** Connections kept for use, over all pools of this loop. */
    public int idle() {
        int sum = 0;
        for (ConnectionPool pool : pools) {
            sum += pool.idle();
        }
        return sum;
    }
}
