package gateway.core.downstream;

import gateway.core.proxy.Worker;
import io.netty.channel.EventLoop;
import java.util.List;

/** The workers of all event loops, with the client connections of each. Immutable; any thread. */
public final class Workers {
    private final List<Worker> workers;
    private final List<ClientConnections> connections;

    public Workers(List<Worker> workers) {
        this.workers = List.copyOf(workers);
        this.connections =
                workers.stream().map(worker -> new ClientConnections()).toList();
    }

    public List<Worker> all() {
        return workers;
    }

    /** The client connections of the loop with this index. */
    public ClientConnections connections(int index) {
        return connections.get(index);
    }

    /** The worker of a channel's event loop. */
    Worker of(EventLoop loop) {
        for (Worker worker : workers) {
            if (worker.loop() == loop) {
                return worker;
            }
        }
        throw new IllegalStateException("no worker runs on " + loop);
    }

    /** Client connections that are open now, over all loops. */
    public int openConnections() {
        int sum = 0;
        for (ClientConnections each : connections) {
            sum += each.count();
        }
        return sum;
    }
}
