package gateway.core.config;

import gateway.core.config.GatewayConfig.AdminConfig;
import gateway.core.config.TimeoutField.Level;
import java.util.List;

/**
 * Checks what the types cannot: names, references, forms and ranges. Finds every problem in one go; touches neither files nor
 * the network. Paths are those of the file, as in {@code pools.api.backends[2].address}.
 */
public final class ConfigValidator {
    private final GatewayConfig config;
    private final ProblemList problems = new ProblemList();

    private ConfigValidator(GatewayConfig config) {
        this.config = config;
    }

    /** Every problem; empty when the configuration can be used. */
    public static List<ConfigProblem> validate(GatewayConfig config) {
        return new ConfigValidator(config).run();
    }

    /**
     * The same as an exception.
     *
     * @throws ConfigException with every problem, when there is one
     */
    public static void require(GatewayConfig config) throws ConfigException {
        List<ConfigProblem> found = validate(config);
        if (!found.isEmpty()) {
            throw new ConfigException(found);
        }
    }

    private List<ConfigProblem> run() {
        checkProcess();
        new ListenerRules(config, problems).check();
        new HostRules(config, problems).check();
        new PoolRules(problems).check(config.pools(), needsPools());
        return problems.toList();
    }

    /** What only redirects, or only opens tunnels for CONNECT, needs none. */
    private boolean needsPools() {
        boolean onlyConnects =
                config.hosts().isEmpty() && config.listeners().stream().anyMatch(ListenerConfig::hasConnect);
        boolean onlyRedirects = !config.hosts().isEmpty()
                && config.hosts().stream()
                        .allMatch(host -> host.pool().isEmpty()
                                && host.routes().stream()
                                        .allMatch(route -> route.pool().isEmpty()));
        return !onlyConnects && !onlyRedirects;
    }

    private void checkProcess() {
        if (config.workers() != 0) {
            problems.expectWithin(Bounds.WORKERS, "workers", config.workers());
        }
        LimitConfig limits = config.limits();
        problems.expectWithin(Bounds.MAX_CONCURRENT, "limits.max_concurrent", limits.maxConcurrent());
        problems.expectWithin(Bounds.HEADER_SIZE, "limits.header_size", limits.headerSize());
        problems.expectWithin(Bounds.HEADER_SIZE, "limits.response_header_size", limits.responseHeaderSize());
        problems.expectWithin(Bounds.BODY_SIZE, "limits.body_size", limits.bodySize());
        TimeoutRules.check(problems, "timeouts", config.timeouts(), Level.TOP);
        ListenerRules.checkNetworks(problems, "trusted_proxies", config.trustedProxies());
        checkAccessLog(config.accessLog());
        config.admin().ifPresent(this::checkAdmin);
    }

    private void checkAccessLog(AccessLogConfig log) {
        problems.expect(!log.path().isBlank(), "access_log.path", log.path(), "a file, or - for standard output");
        for (int i = 0; i < log.keep().size(); i++) {
            if (log.keep().get(i) instanceof AccessLogConfig.KeepSlow slow) {
                problems.expect(
                        !slow.threshold().isNegative(), "access_log.keep[" + i + "]", slow.threshold(), "0 s or more");
            }
        }
    }

    private void checkAdmin(AdminConfig admin) {
        if (!Forms.isLoopback(admin.bind()) && admin.tokenFile().isEmpty()) {
            problems.add(
                    "admin.bind",
                    "\"" + admin.bind() + "\" can be reached from other machines (expected: token_file beside it, or an"
                            + " address such as 127.0.0.1:9901)");
        }
    }
}
