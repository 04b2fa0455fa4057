package gateway.core.upstream.balance;

import gateway.core.config.PoolConfig.AffinityConfig;
import gateway.core.http.Cookies;
import gateway.core.http.RequestHead;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendPool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a client with the backend that it had, by a cookie of the gateway's own. The value is a stable hash of the backend's
 * name, so that every gateway with the same configuration reads the cookies of every other; a value that names no usable
 * backend is as no cookie at all. Called by every loop.
 */
public final class SessionAffinity {
    private final BackendPool pool;
    private final String cookie;
    private volatile CookieOwners owners = CookieOwners.of(List.of());

    public SessionAffinity(BackendPool pool, AffinityConfig config) {
        this.pool = pool;
        this.cookie = config.cookie();
    }

    /**
     * The backend that the request's cookie names, when a request may go there now; else null. To be asked once for each request,
     * which then goes there, and before {@link #hide}.
     */
    public @Nullable Backend find(RequestHead request) {
        String value = Cookies.find(request.headers(), cookie);
        if (value == null) {
            return null;
        }
        Backend owner = owners().byValue(value);
        return owner != null && owner.admits() ? owner : null;
    }

    /**
     * The Set-Cookie value that binds the client to the backend; null when it is bound to it already.
     *
     * @param bound what {@link #find} returned for the request
     * @param chosen the backend that answers
     */
    public @Nullable String setCookie(RequestHead request, @Nullable Backend bound, Backend chosen) {
        if (bound == chosen) {
            return null;
        }
        String value = cookie + "=" + owners().valueOf(chosen) + "; Path=/; HttpOnly; SameSite=Lax";
        return request.scheme().equals("https") ? value + "; Secure" : value;
    }

    /** Takes the cookie out of the request, so that the application never sees it. Other cookies stay as they are. */
    public void hide(RequestHead request) {
        Cookies.remove(request.headers(), cookie);
    }

    /** Those of the pool's present members; made again by the first request after a change. */
    private CookieOwners owners() {
        List<Backend> members = pool.backends();
        CookieOwners known = owners;
        if (!known.isOf(members)) {
            known = CookieOwners.of(members);
            owners = known;
        }
        return known;
    }
}
