package gateway.core.config;

import gateway.core.config.RouteConfig.RedirectConfig;
import gateway.core.config.RouteConfig.Scheme;
import java.util.Locale;

/** A redirect to another scheme leads away from where the request came in, never to itself. */
final class RedirectRules {
    private final GatewayConfig config;
    private final ProblemList problems;

    RedirectRules(GatewayConfig config, ProblemList problems) {
        this.config = config;
        this.problems = problems;
    }

    /** @param host whose listeners send requests there */
    void check(String path, RedirectConfig redirect, VirtualHostConfig host) {
        boolean isToTls = redirect.scheme() == Scheme.HTTPS;
        for (ListenerConfig listener : config.listeners()) {
            boolean isServed = host.listeners().isEmpty() || host.listeners().contains(listener.name());
            if (isServed && listener.tls().isPresent() == isToTls) {
                problems.add(
                        path + ".scheme",
                        "\"" + redirect.scheme().name().toLowerCase(Locale.ROOT) + "\" leads back to listener "
                                + listener.name() + " for ever (expected: listeners beside names that leave it out)");
            }
        }
    }
}
