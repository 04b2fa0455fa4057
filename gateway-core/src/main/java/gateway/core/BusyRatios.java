package gateway.core;

import io.netty.channel.EventLoop;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** How busy each event loop's thread is, by the processor time that the system counts for it: costs the loops nothing. Any thread. */
final class BusyRatios {
    private final long[] threads;
    private final long[] cpuNanos;
    private long lastNanos = System.nanoTime();

    BusyRatios(List<EventLoop> loops) {
        threads = new long[loops.size()];
        cpuNanos = new long[loops.size()];
        for (int i = 0; i < threads.length; i++) {
            int index = i;
            loops.get(i).execute(() -> threads[index] = Thread.currentThread().getId());
        }
    }

    synchronized double[] sinceLastCall() {
        ThreadMXBean beans = ManagementFactory.getThreadMXBean();
        long now = System.nanoTime();
        double elapsed = Math.max(1, now - lastNanos);
        double[] ratios = new double[threads.length];
        for (int i = 0; i < threads.length; i++) {
            long used = threads[i] == 0 ? 0 : Math.max(0, beans.getThreadCpuTime(threads[i]));
            ratios[i] = Math.min(1, Math.max(0, (used - cpuNanos[i]) / elapsed));
            cpuNanos[i] = used;
        }
        lastNanos = now;
        return ratios;
    }
}
