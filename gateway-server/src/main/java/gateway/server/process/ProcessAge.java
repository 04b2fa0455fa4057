package gateway.server.process;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the process has been there, the start of the JVM included. Without JMX, which would cost start time itself. The JVM
 * takes the launcher's place in the same process; when the launcher has built first it sets {@code gateway.prepared}, and the age
 * counts from {@link #begin}: building is no part of a start.
 */
@SuppressWarnings("TimeInStaticInitializer") // the time of class loading is what is meant
public final class ProcessAge {
    private static volatile Instant start = processStart();

    private ProcessAge() {}

    /** First thing. */
    public static void begin() {
        if (Boolean.getBoolean("gateway.prepared")) {
            start = Instant.now();
        }
    }

    private static Instant processStart() {
        return ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    }

    static Duration now() {
        Duration age = Duration.between(start, Instant.now());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
