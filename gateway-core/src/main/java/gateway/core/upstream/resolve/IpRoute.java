package gateway.core.upstream.resolve;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;

/**
 * Whether this host knows a way to an address. Many have IPv6 switched on and no way out, and names have IPv6 addresses all the
 * same: as backends these would only fail.
 */
final class IpRoute {
    /** Any port does: connecting a datagram socket looks up the route and sends nothing. */
    private static final int PORT = 9;

    private IpRoute() {}

    static boolean exists(InetAddress address) {
        StandardProtocolFamily family =
                address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        try (DatagramChannel channel = DatagramChannel.open(family)) {
            channel.connect(new InetSocketAddress(address, PORT));
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
