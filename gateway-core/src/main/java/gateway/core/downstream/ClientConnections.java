package gateway.core.downstream;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The client connections of one event loop. Event-loop confined, but for the flag and the count. */
public final class ClientConnections {
    private final Set<ClientConnection> open = new LinkedHashSet<>();
    private volatile int count;
    private volatile boolean draining;

    void add(ClientConnection connection) {
        open.add(connection);
        count = open.size();
    }

    void remove(ClientConnection connection) {
        open.remove(connection);
        count = open.size();
    }

    /** Connections that are open now. Any thread. */
    public int count() {
        return count;
    }

    /** No connection is kept for another request. Any thread. */
    public boolean isDraining() {
        return draining;
    }

    /** From now on each connection ends with the answer to what it asked; those that asked and were answered end at once. */
    public void drain() {
        draining = true;
        for (ClientConnection connection : copy()) {
            connection.drain();
        }
    }

    /** Ends all of them; what runs is cut. */
    public void closeNow() {
        for (ClientConnection connection : copy()) {
            connection.stop();
        }
    }

    private List<ClientConnection> copy() {
        return new ArrayList<>(open);
    }
}
