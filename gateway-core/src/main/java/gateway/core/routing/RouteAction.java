package gateway.core.routing;

import gateway.core.config.RouteConfig;
import gateway.core.http.RequestHead;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.balance.SessionAffinity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a route does with a request. */
public sealed interface RouteAction {
    /**
     * Sends it to a backend.
     *
     * @param affinity binds the client to its backend; null for none
     * @param rewrite of the path; null for none
     * @param upgrades protocols that the request may ask to switch to
     */
    record Forward(
            BackendPool pool,
            @Nullable SessionAffinity affinity,
            @Nullable PathRewrite rewrite,
            List<String> upgrades) implements RouteAction {
        public Forward {
            upgrades = List.copyOf(upgrades);
        }

        /** With the upgrades that are allowed where nobody says anything. */
        public Forward(BackendPool pool, @Nullable SessionAffinity affinity, @Nullable PathRewrite rewrite) {
            this(pool, affinity, rewrite, RouteConfig.DEFAULT_UPGRADES);
        }
    }

    /**
     * Sends the client to the same host, path and query under another scheme, at that scheme's own port: 308.
     *
     * @param scheme {@code http} or {@code https}
     */
    record Redirect(String scheme) implements RouteAction {
        /** Of a 308: the method and the body stay as they are. */
        public static final int STATUS = 308;

        /** Where the client is sent; the request has a host. */
        public String location(RequestHead request) {
            String path = request.path().equals("*") ? "" : request.forwardPath();
            return scheme + "://" + request.host() + path + request.query();
        }
    }

    /** Opens a tunnel to the target that a CONNECT names. */
    record Connect(ConnectTargets targets) implements RouteAction {}
}
