package gateway.core.upstream.resolve;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks for the addresses of a host name, once. */
interface NameLookup {
    /** Does not block; {@code done} is called once, on the control thread. */
    void lookUp(String name, Consumer<Answer> done);

    /** Asks no more. */
    void close();

    /**
     * What came of one lookup.
     *
     * @param addresses of both families; empty when there are none or nobody answered
     * @param ipv4Known the question for IPv4 addresses was answered, be it with none
     * @param ipv6Known the question for IPv6 addresses was answered, be it with none
     * @param ttlSeconds how long the addresses hold
     * @param problem why there are no addresses, for people; null when there are some
     */
    record Answer(
            List<InetAddress> addresses,
            boolean ipv4Known,
            boolean ipv6Known,
            long ttlSeconds,
            @Nullable String problem) {
        public Answer {
            addresses = List.copyOf(addresses);
        }

        static Answer of(List<InetAddress> addresses, long ttlSeconds) {
            return new Answer(addresses, true, true, ttlSeconds, null);
        }

        static Answer nothing(String problem) {
            return new Answer(List.of(), false, false, 0, problem);
        }
    }
}
