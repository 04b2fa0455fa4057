package gateway.core.config;

import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.config.TimeoutField.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A pool has backends that can be connected to and told apart. */
final class PoolRules {
    private final ProblemList problems;

    PoolRules(ProblemList problems) {
        this.problems = problems;
    }

    /** @param needed there must be one */
    void check(List<PoolConfig> pools, boolean needed) {
        if (pools.isEmpty() && needed) {
            problems.add("pools", "none is given (expected: at least one, as in app: [127.0.0.1:8081])");
        }
        List<String> names = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (PoolConfig pool : pools) {
            String path = "pools." + pool.name();
            names.add(pool.name());
            paths.add(path);
            checkPool(path, pool);
        }
        problems.expectUnique("pool", names, paths);
    }

    private void checkPool(String path, PoolConfig pool) {
        problems.expect(
                Forms.isName(pool.name()) && pool.name().indexOf('/') < 0,
                path,
                pool.name(),
                Forms.NAME + ", without /");
        checkBackends(path + ".backends", pool.backends());
        pool.sticky()
                .ifPresent(sticky -> problems.expect(
                        Forms.isCookieName(sticky.cookie()), path + ".sticky.cookie", sticky.cookie(), Forms.COOKIE));
        if (!pool.passiveHealth().isOff()) {
            checkPassiveHealth(path + ".passive_health", pool.passiveHealth());
        }
        Duration keepalive = pool.connections().keepalive();
        if (!keepalive.equals(TimeoutConfig.OFF)) {
            TimeoutRules.checkLength(problems, path + ".connections.keepalive", keepalive, false);
        }
        problems.expectWithin(
                Bounds.MAX_IDLE,
                path + ".connections.max_idle",
                pool.connections().maxIdle());
        pool.tls().ifPresent(tls -> checkTls(path, pool, tls));
        TimeoutRules.check(problems, path + ".timeouts", pool.timeouts(), Level.POOL);
    }

    private void checkPassiveHealth(String path, OutlierConfig passive) {
        problems.expectWithin(Bounds.CONSECUTIVE, path + ".consecutive", passive.consecutive());
        passive.downFor().ifPresent(length -> TimeoutRules.checkLength(problems, path + ".down_for", length, false));
    }

    private void checkTls(String path, PoolConfig pool, UpstreamTlsConfig tls) {
        tls.sni().ifPresent(name -> problems.expect(Forms.isServerName(name), path + ".tls.sni", name, "a host name"));
        tls.verifyName()
                .ifPresent(name -> problems.expect(
                        Forms.isBackendHost(name), path + ".tls.verify_name", name, "a host name or an address"));
        if (tls.key().isPresent() && tls.certificate().isEmpty()) {
            problems.add(path + ".tls.key", "is given without a certificate (expected: certificate beside it)");
        }
        boolean hasName = tls.sni().isPresent() || tls.verifyName().isPresent();
        for (int i = 0; i < pool.backends().size(); i++) {
            Address address = pool.backends().get(i).address();
            if (tls.verify() && !hasName && address.isUnix()) {
                problems.add(
                        path + ".backends[" + i + "].address",
                        "\"" + address
                                + "\" has no name that a certificate could be for (expected: tls.verify_name in the"
                                + " pool)");
            }
        }
    }

    private void checkBackends(String path, List<BackendConfig> backends) {
        if (backends.isEmpty()) {
            problems.add(path, "none is given (expected: at least one, as in [127.0.0.1:8081])");
        }
        List<String> names = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < backends.size(); i++) {
            String place = path + "[" + i + "]";
            names.add(backends.get(i).name());
            paths.add(place + ".name");
            checkName(place + ".name", backends.get(i));
            checkAddress(place + ".address", backends.get(i).address());
        }
        problems.expectUnique("backend", names, paths);
    }

    /** A name that is the address needs no words of its own. */
    private void checkName(String path, BackendConfig backend) {
        if (!backend.name().equals(backend.address().toString())) {
            problems.expect(Forms.isName(backend.name()), path, backend.name(), Forms.NAME);
        }
    }

    private void checkAddress(String path, Address address) {
        if (address.isUnix()) {
            return;
        }
        problems.expect(Forms.isBackendHost(address.host()), path, address, Forms.BACKEND_HOST);
        problems.expect(address.port() != 0, path, address, "a port from 1 to 65535");
    }
}
