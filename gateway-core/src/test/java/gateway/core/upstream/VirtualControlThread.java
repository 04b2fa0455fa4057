package gateway.core.upstream;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A control thread whose time passes only when a test says so. Runs everything on the test's thread. */
public final class VirtualControlThread implements ControlThread {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::number));
    private long now;
    private long handedOver;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        schedule(task, 0);
    }

    @Override
    public void schedule(Runnable task, long delayNanos) {
        tasks.add(new Task(now + delayNanos, handedOver++, task));
    }

    /** Lets time pass; what is due by then runs in order. */
    public void pass(Duration time) {
        long end = now + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().atNanos() <= end) {
            Task next = tasks.remove();
            now = next.atNanos();
            next.task().run();
        }
        now = end;
    }

    private record Task(long atNanos, long number, Runnable task) {}
}
