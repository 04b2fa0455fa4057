package gateway.server.config;

import gateway.core.config.ConfigProblem;
import gateway.core.config.GatewayConfig;
import gateway.core.config.PoolConfig;
import gateway.core.tls.TlsFileException;
import gateway.core.upstream.connection.UpstreamTls;
import java.util.ArrayList;
import java.util.List;

/** Finds files that a start could not use: keys, certificates and authorities of pools. Reads them. */
final class FileProblems {
    private FileProblems() {}

    static List<ConfigProblem> of(GatewayConfig config) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (PoolConfig pool : config.pools()) {
            try {
                if (pool.tls().isPresent()) {
                    UpstreamTls.of(pool.tls().get(), null);
                }
            } catch (TlsFileException e) {
                problems.add(new ConfigProblem("pools." + pool.name() + ".tls", String.valueOf(e.getMessage())));
            }
        }
        return problems;
    }
}
