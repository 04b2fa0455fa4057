package gateway.core.upstream.balance;

import gateway.core.config.PoolConfig.AffinityConfig;
import gateway.core.http.RequestHead;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendPool;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a client with the backend that it had, by a cookie of the gateway's own. The value is a stable hash of the backend's
 * name, so that every gateway with the same configuration reads the cookies of every other. Immutable; called by every loop.
 */
public final class SessionAffinity {
    private final BackendPool pool;
    private final AffinityConfig config;

    public SessionAffinity(BackendPool pool, AffinityConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** The usable backend that the request's cookie names; null when it names none. */
    public @Nullable Backend find(RequestHead request) {
        return null;
    }

    /** The Set-Cookie value that binds the client to the backend; null when the request's cookie does so already. */
    public @Nullable String setCookie(RequestHead request, Backend chosen) {
        return null;
    }

    /** Takes the cookie out of the request, so that the application never sees it. */
    public void hide(RequestHead request) {
        request.headers().remove(config.cookie() + pool);
    }
}
