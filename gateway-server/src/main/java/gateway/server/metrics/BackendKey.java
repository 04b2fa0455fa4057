package gateway.server.metrics;

import gateway.core.upstream.Backend;

/**
 * What tells the series of one backend from those of another. All addresses of a name share it.
 *
 * @param backend its name
 */
record BackendKey(String pool, String backend) {
    static BackendKey of(Backend backend) {
        return new BackendKey(backend.pool(), backend.name());
    }
}
