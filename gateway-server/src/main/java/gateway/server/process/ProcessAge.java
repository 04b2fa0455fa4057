package gateway.server.process;

import java.time.Duration;
import java.time.Instant;

/** How long the process has been there, the start of the JVM included. Without JMX, which would cost start time itself. */
final class ProcessAge {
    private static final Instant START =
            ProcessHandle.current().info().startInstant().orElseGet(Instant::now);

    private ProcessAge() {}

    static Duration now() {
        Duration age = Duration.between(START, Instant.now());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
