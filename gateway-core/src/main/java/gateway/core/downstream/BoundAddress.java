package gateway.core.downstream;

import gateway.core.config.Address;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.List;

/**
 * An address with its listening sockets: one, or one for each event loop. Control thread only.
 *
 * @param address as configured
 * @param listener whose connections these are
 * @param servers listening channels
 */
public record BoundAddress(Address address, Listener listener, List<Channel> servers) {
    public BoundAddress {
        servers = List.copyOf(servers);
    }

    /** With the port that the system chose, where it did. */
    public SocketAddress localAddress() {
        return servers.get(0).localAddress();
    }

    /** Begins to take what waits in the sockets' queues. */
    public void accept() {
        servers.forEach(server -> server.config().setAutoRead(true));
    }
}
