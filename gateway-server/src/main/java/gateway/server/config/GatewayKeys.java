package gateway.server.config;

import gateway.core.config.AccessLogConfig;
import gateway.core.config.GatewayConfig;
import gateway.core.config.GatewayConfig.RequestIdPolicy;
import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.core.config.LimitConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.TimeoutField.Level;
import gateway.server.config.shape.Fields;
import gateway.server.config.shape.Key;
import gateway.server.config.shape.ListShape;
import gateway.server.config.shape.Section;
import gateway.server.config.shape.TextShape;
import java.util.List;
import java.util.Optional;

/** The table of every key, from the top. Keys of what is not built yet are simply not in it. */
final class GatewayKeys {
    /** Its files were read before any key is looked at; here it is only known to be right. */
    private static final Key<List<String>> INCLUDE = Key.optional(
            "include",
            ListShape.of(TextShape.any("a file or a pattern such as conf.d/*.yaml")),
            "[\"conf.d/*.yaml\"]",
            "more files, relative to this one; their sections are added");

    private static final Key<TimeoutConfig> TIMEOUTS = TimeoutKeys.key(Level.TOP);

    static final Section<GatewayConfig> GATEWAY = Section.of(
            "gateway",
            List.of(
                    INCLUDE,
                    ProcessKeys.WORKERS,
                    ProcessKeys.RUNTIME,
                    ListenerKeys.LISTENERS,
                    ProcessKeys.TRUSTED_PROXIES,
                    ProcessKeys.REQUEST_ID,
                    HostKeys.HOSTS,
                    PoolKeys.POOLS,
                    ProcessKeys.LIMITS,
                    TIMEOUTS,
                    LogKeys.ACCESS_LOG,
                    ProcessKeys.MONITORING,
                    ProcessKeys.ADMIN),
            GatewayKeys::gateway);

    private GatewayKeys() {}

    /** That listeners, hosts and pools are there is for the validator to say: it does so with an example. */
    private static GatewayConfig gateway(Fields fields) {
        fields.get(INCLUDE);
        return new GatewayConfig(
                fields.get(ProcessKeys.WORKERS, 0L).intValue(),
                fields.get(ProcessKeys.RUNTIME, TransportChoice.AUTO),
                fields.get(ListenerKeys.LISTENERS, List.of()),
                fields.get(ProcessKeys.TRUSTED_PROXIES, List.of()),
                fields.get(ProcessKeys.REQUEST_ID, RequestIdPolicy.TRUSTED),
                fields.get(HostKeys.HOSTS, List.of()),
                fields.get(PoolKeys.POOLS, List.of()),
                fields.get(ProcessKeys.LIMITS, LimitConfig.DEFAULT),
                fields.get(TIMEOUTS, TimeoutConfig.NONE),
                fields.get(LogKeys.ACCESS_LOG, AccessLogConfig.DEFAULT),
                fields.get(ProcessKeys.MONITORING, Optional.empty()),
                fields.get(ProcessKeys.ADMIN, Optional.of(ProcessKeys.ADMIN_DEFAULT)));
    }
}
