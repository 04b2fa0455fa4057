package gateway.core.downstream;

import gateway.core.config.TimeoutConfig;
import gateway.core.proxy.Exchange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long the tunnels of one listener have at a stop: their ends are spread over it. */
final class TunnelDrain {
    /** Where what runs may take any time tunnels are closed all the same, spread over this. */
    private static final Duration UNBOUNDED_DRAIN = Duration.ofSeconds(10);

    private TunnelDrain() {}

    /** The gateway stops: a tunnel ends within the time; any other exchange runs on. */
    static void begin(@Nullable Exchange running, TimeoutConfig timeouts) {
        if (running != null) {
            running.drain(within(timeouts.drain()));
        }
    }

    /** The tunnel was opened when the gateway had begun to stop. */
    static void late(@Nullable Exchange running) {
        if (running != null) {
            running.drain(Duration.ZERO);
        }
    }

    private static Duration within(@Nullable Duration drain) {
        // The last ones need a moment to close, too.
        return drain == null || drain.equals(TimeoutConfig.OFF)
                ? UNBOUNDED_DRAIN
                : drain.multipliedBy(4).dividedBy(5);
    }
}
