package gateway.core.downstream;

import gateway.core.http.ForwardedHeaders;
import gateway.core.proxy.Client;
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
            int localPort = channel.localAddress() instanceof InetSocketAddress local ? local.getPort() : 0;
            return new Client(address, NetUtil.toAddressString(address), "http", localPort);
        }
        return new Client(null, ForwardedHeaders.UNIX, "http", 0);
    }
}
