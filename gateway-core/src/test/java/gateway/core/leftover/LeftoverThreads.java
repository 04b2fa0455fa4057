package gateway.core.leftover;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Threads of the gateway (their names begin with {@code gateway-}) that still run. */
final class LeftoverThreads {
    private static final String PREFIX = "gateway-";

    /** Each is reported once, so that only the class that left it fails. */
    private static final Set<Thread> REPORTED = ConcurrentHashMap.newKeySet();

    private LeftoverThreads() {}

    /** Waits a while for the threads to end; names those that do not, with where they are. */
    static List<String> await(Duration patience) {
        long start = System.nanoTime();
        Map<Thread, String> running = running();
        while (!running.isEmpty() && System.nanoTime() - start < patience.toNanos()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            running = running();
        }
        REPORTED.addAll(running.keySet());
        return List.copyOf(running.values());
    }

    private static Map<Thread, String> running() {
        Map<Thread, String> running = new HashMap<>();
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = entry.getKey();
            if (thread.getName().startsWith(PREFIX) && thread.isAlive() && !REPORTED.contains(thread)) {
                running.put(thread, thread.getName() + at(entry.getValue()));
            }
        }
        return running;
    }

    private static String at(StackTraceElement[] stack) {
        return stack.length == 0 ? "" : " at " + stack[0];
    }
}
