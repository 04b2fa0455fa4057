package gateway.core.downstream;

import gateway.core.http.ForwardedHeaders;
import gateway.core.proxy.Client;
import gateway.core.proxyprotocol.Endpoints;
import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Who is at the other end of an accepted channel. */
final class ClientAddress {
    private ClientAddress() {}

    static Client of(Channel channel) {
        if (channel.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null) {
            InetAddress address = remote.getAddress();
            String text = NetUtil.toAddressString(address);
            return channel.localAddress() instanceof InetSocketAddress local
                    ? new Client(address, text, "http", local.getPort(), null, Endpoints.of(remote, local))
                    : new Client(address, text, "http", 0);
        }
        return new Client(null, ForwardedHeaders.UNIX, "http", 0);
    }

    /** The peer passes on someone else's connection; itself when it does not say whose. */
    static Client of(Client peer, Endpoints told) {
        InetSocketAddress source = told.source();
        InetSocketAddress destination = told.destination();
        if (source == null || destination == null) {
            return peer;
        }
        InetAddress address = source.getAddress();
        return new Client(
                address, NetUtil.toAddressString(address), peer.scheme(), destination.getPort(), peer.tls(), told);
    }
}
