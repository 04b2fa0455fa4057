package gateway.core.routing;

import gateway.core.config.TimeoutConfig;

/**
 * One compiled route of one listener. Immutable; a running exchange keeps the one it started with.
 *
 * @param listener name of the listener
 * @param host first name of the virtual host
 * @param name of the route
 * @param action what it does
 * @param retry how often and after what a request is tried again
 * @param timeouts merged over all levels: no field is null
 */
public record Route(
        String listener, String host, String name, RouteAction action, RetryPolicy retry, TimeoutConfig timeouts) {}
