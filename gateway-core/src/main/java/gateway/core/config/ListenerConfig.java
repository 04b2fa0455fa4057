package gateway.core.config;

import java.util.List;
import java.util.Optional;

/**
 * A place where clients connect.
 *
 * @param name unique; keeps the listener's identity over a reload
 * @param bind one address or several
 * @param trustedProxies instead of the top level's list, when given
 * @param timeouts of this listener's level
 */
public record ListenerConfig(
        String name, List<Address> bind, Optional<List<String>> trustedProxies, TimeoutConfig timeouts) {
    public ListenerConfig {
        bind = List.copyOf(bind);
        trustedProxies = trustedProxies.map(List::copyOf);
    }
}
