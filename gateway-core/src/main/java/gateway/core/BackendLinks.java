package gateway.core;

import gateway.core.config.PoolConfig;
import gateway.core.tls.TlsFileException;
import gateway.core.upstream.BackendLink;
import gateway.core.upstream.connection.UpstreamTls;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How each pool's backends are connected to, by the pool's name. What has not changed stays the same object over a reload, so that
 * its TLS sessions and idle connections stay too. Used by one thread at a time.
 */
final class BackendLinks {
    private final Map<String, UpstreamTls> tls;
    private final Map<String, BackendLink> links = new HashMap<>();

    BackendLinks() {
        tls = Map.of();
    }

    /**
     * Of a new configuration. Reads files.
     *
     * @param before of the running one
     * @throws IOException when a file cannot be used; names the pool and the file
     */
    BackendLinks(Iterable<PoolConfig> pools, BackendLinks before) throws IOException {
        tls = new HashMap<>();
        for (PoolConfig pool : pools) {
            UpstreamTls own = pool.tls().isPresent() ? tls(pool, before) : null;
            BackendLink fresh = new BackendLink(
                    pool.connections(), own, pool.proxyProtocol().orElse(null));
            links.put(pool.name(), fresh);
        }
    }

    private UpstreamTls tls(PoolConfig pool, BackendLinks before) throws IOException {
        try {
            UpstreamTls made = UpstreamTls.of(pool.tls().orElseThrow(), before.tls.get(pool.name()));
            tls.put(pool.name(), made);
            return made;
        } catch (TlsFileException e) {
            throw new IOException("pools." + pool.name() + ".tls: " + e.getMessage(), e);
        }
    }

    /** The pool's. */
    BackendLink of(PoolConfig pool) {
        return Optional.ofNullable(links.get(pool.name())).orElseThrow();
    }
}
