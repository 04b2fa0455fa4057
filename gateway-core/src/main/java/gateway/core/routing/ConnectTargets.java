package gateway.core.routing;

import gateway.core.config.Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where CONNECT may lead. A target that is listed by its name or address is what somebody meant; one that only a wildcard takes must
 * not lead into the machine or its link, whatever a name server says. Immutable.
 */
public final class ConnectTargets {
    private final Set<String> exact = new HashSet<>();
    /** {@code .example.com:443}; {@code :443} for every host. */
    private final List<String> suffixes = new ArrayList<>();

    private final Set<Integer> anyHost = new HashSet<>();

    public ConnectTargets(List<Address> allowed) {
        for (Address target : allowed) {
            String host = target.host().toLowerCase(Locale.ROOT);
            if (host.equals("*")) {
                anyHost.add(target.port());
            } else if (host.startsWith("*.")) {
                suffixes.add(host.substring(1) + ":" + target.port());
            } else {
                exact.add(host + ":" + target.port());
            }
        }
    }

    /** The target stands in the list, or a wildcard takes it. */
    public boolean allow(Address target) {
        if (isExact(target) || anyHost.contains(target.port())) {
            return true;
        }
        String text = keyOf(target);
        return suffixes.stream().anyMatch(suffix -> text.endsWith(suffix) && text.length() > suffix.length());
    }

    /** This address of an allowed target may be connected to. */
    public boolean allow(Address target, InetAddress address) {
        return isExact(target)
                || !(address.isLoopbackAddress()
                        || address.isLinkLocalAddress()
                        || address.isAnyLocalAddress()
                        || address.isMulticastAddress());
    }

    private boolean isExact(Address target) {
        return exact.contains(keyOf(target));
    }

    private static String keyOf(Address target) {
        return target.host().toLowerCase(Locale.ROOT) + ":" + target.port();
    }
}
