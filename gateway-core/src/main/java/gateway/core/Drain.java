package gateway.core;

import gateway.core.config.TimeoutConfig;
import gateway.core.downstream.BoundAddress;
import gateway.core.proxy.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A graceful stop: readiness has failed; waits {@code pre_stop}, empties the accept queues, lets what runs end. Control thread. */
final class Drain {
    private static final long POLL_MILLIS = 20;

    private final Assembly assembly;
    private final long preStopNanos;
    private final long drainNanos;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private long deadlineNanos;

    Drain(Assembly assembly, TimeoutConfig timeouts) {
        this.assembly = assembly;
        this.preStopNanos = TimeoutConfig.nanos(timeouts.preStop());
        this.drainNanos = TimeoutConfig.nanos(timeouts.drain());
    }

    CompletableFuture<Boolean> start() {
        assembly.loops().control().schedule(this::stopAccepting, preStopNanos, TimeUnit.NANOSECONDS);
        return done;
    }

    private void stopAccepting() {
        deadlineNanos = System.nanoTime() + Math.min(drainNanos, TimeUnit.DAYS.toNanos(365));
        for (Worker worker : assembly.workers().all()) {
            worker.loop()
                    .execute(
                            () -> assembly.workers().connections(worker.index()).drain());
        }
        List<CompletableFuture<Void>> closed = new ArrayList<>();
        for (BoundAddress each : assembly.bound()) {
            closed.add(assembly.ports().drainAndClose(each));
        }
        CompletableFuture.allOf(closed.toArray(CompletableFuture<?>[]::new))
                .whenComplete((nothing, failure) -> assembly.loops().control().execute(this::await));
    }

    private void await() {
        if (assembly.workers().openConnections() == 0) {
            done.complete(true);
        } else if (System.nanoTime() - deadlineNanos >= 0) {
            done.complete(assembly.admission().inFlight() == 0);
        } else {
            assembly.loops().control().schedule(this::await, POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
