package gateway.core.upstream.resolve;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/** Finds the addresses of a host once, for who connects to it once. Any thread. */
public interface HostLookup {
    /**
     * Does not block, and waits for name servers as long as they take.
     *
     * @param host a name, or an address without brackets
     * @param done called once, on the control thread: all addresses, none when there are none or nobody answered
     */
    void lookUp(String host, Consumer<List<InetAddress>> done);
}
