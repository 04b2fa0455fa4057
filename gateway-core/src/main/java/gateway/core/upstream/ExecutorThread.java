package gateway.core.upstream;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control thread as a Netty executor. */
final class ExecutorThread implements ControlThread {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorThread.class);

    private final EventExecutor executor;

    ExecutorThread(EventExecutor executor) {
        this.executor = executor;
    }

    @Override
    public long nanoTime() {
        return executor.ticker().nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        if (!executor.isShuttingDown()) {
            executor.execute(task);
        }
    }

    @Override
    public void schedule(Runnable task, long delayNanos) {
        if (executor.isShuttingDown()) {
            return;
        }
        executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS).addListener(done -> {
            // A mistake in a task must show, and nobody else looks at this future.
            if (!done.isSuccess() && !done.isCancelled()) {
                LOG.error("a task of the control thread failed", done.cause());
            }
        });
    }
}
