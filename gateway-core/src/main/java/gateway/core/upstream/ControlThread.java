package gateway.core.upstream;

import io.netty.util.concurrent.EventExecutor;

/** The one thread that builds what the event loops read, and its clock. Any thread may hand it work. */
public interface ControlThread {
    /** Monotonic time in nanoseconds. */
    long nanoTime();

    /** Runs the task on the control thread, after those handed over before. */
    void execute(Runnable task);

    /** Runs the task on the control thread when the delay is over; never when the thread has ended by then. */
    void schedule(Runnable task, long delayNanos);

    /** The thread of a Netty executor. What is handed over after its shutdown is dropped: nothing is left to be changed. */
    static ControlThread of(EventExecutor executor) {
        return new ExecutorThread(executor);
    }
}
