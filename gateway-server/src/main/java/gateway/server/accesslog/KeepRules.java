package gateway.server.accesslog;

import gateway.core.config.AccessLogConfig.Keep;
import gateway.core.config.AccessLogConfig.KeepAll;
import gateway.core.config.AccessLogConfig.KeepErrors;
import gateway.core.config.AccessLogConfig.KeepSlow;
import gateway.core.proxy.ExchangeView;
import java.util.List;

/**
 * Which exchanges are logged, in a form that costs two comparisons where nothing went wrong.
 *
 * @param slowNanos an exchange that took longer is logged; {@link Long#MAX_VALUE} for none
 */
record KeepRules(boolean all, boolean errors, long slowNanos) {
    static final KeepRules NOTHING = of(List.of());

    static KeepRules of(List<Keep> rules) {
        boolean all = false;
        boolean errors = false;
        long slowNanos = Long.MAX_VALUE;
        for (Keep rule : rules) {
            all |= rule instanceof KeepAll;
            errors |= rule instanceof KeepErrors;
            if (rule instanceof KeepSlow slow) {
                slowNanos = Math.min(slowNanos, slow.threshold().toNanos());
            }
        }
        return new KeepRules(all, errors, slowNanos);
    }

    boolean keeps(ExchangeView exchange) {
        if (all) {
            return true;
        }
        if (errors && (exchange.status() >= 500 || exchange.reason() != null)) {
            return true;
        }
        return slowNanos != Long.MAX_VALUE && isSlow(exchange);
    }

    private boolean isSlow(ExchangeView exchange) {
        // A head that was never complete has no beginning to count from.
        long end = exchange.isTunnel() ? exchange.responseHeadNanos() : exchange.endNanos();
        return exchange.startNanos() != 0 && end - exchange.startNanos() > slowNanos;
    }
}
