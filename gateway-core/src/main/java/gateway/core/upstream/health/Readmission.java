package gateway.core.upstream.health;

import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendHealth;
import gateway.core.upstream.BackendHealth.State;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.ControlThread;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows an ejection: the wait, the trial, the way back, and the rebuilding of the pool's balancer, which is put together
 * when several backends change at once. {@link #ejected} and {@link #returned} may be called by any thread; everything else is
 * confined to the control thread.
 */
final class Readmission {
    private static final Logger LOG = LoggerFactory.getLogger(Readmission.class);

    /** Picks pass over an ejected backend by themselves; a rebuild only spares them the detour. */
    private static final long REBUILD_DELAY = Duration.ofMillis(100).toNanos();

    /** A trial request whose client left, or that only found a stale connection, has no outcome. Then another one may try. */
    private static final long TRIAL_PATIENCE = Duration.ofSeconds(5).toNanos();

    private final BackendPool pool;
    private final ControlThread control;
    private final DoubleSupplier random;
    private boolean rebuildIsDue;

    /** @param random 0 to 1, for the jitter */
    Readmission(BackendPool pool, ControlThread control, DoubleSupplier random) {
        this.pool = pool;
        this.control = control;
        this.random = random;
    }

    /** The backend was put out of this state. */
    void ejected(Backend backend, State from, int failures) {
        control.execute(() -> leaveOut(backend, from, failures));
    }

    /** The backend's trial succeeded. */
    void returned(Backend backend) {
        control.execute(() -> {
            backend.health().setUpSinceNanos(control.nanoTime());
            LOG.info("backend {} is back", backend);
        });
    }

    private void leaveOut(Backend backend, State from, int failures) {
        OutlierConfig config = pool.config().passiveHealth();
        BackendHealth health = backend.health();
        int counted = from == State.UP
                ? DownTime.afterHealthy(health.ejections(), control.nanoTime() - health.upSinceNanos())
                : health.ejections();
        health.setEjections(counted + 1);
        long nanos = DownTime.nanos(config, counted + 1, random.getAsDouble());
        LOG.warn("backend {} ejected after {} failures for {}", backend, failures, text(nanos));
        control.schedule(() -> openHalf(backend), nanos);
        rebuildSoon();
    }

    private void openHalf(Backend backend) {
        if (backend.isRemoved()) {
            return;
        }
        // Passive health may have been switched off meanwhile: then nobody would report what became of a trial.
        State next = pool.config().passiveHealth().isOff() ? State.UP : State.HALF_OPEN;
        if (!backend.health().move(State.EJECTED, next)) {
            return;
        }
        LOG.info("backend {} is tried again", backend);
        rebuildSoon();
        watchTrial(backend, backend.health().ejections(), false);
    }

    /** Lets another request try when the one that tries has had no outcome from one look to the next. */
    private void watchTrial(Backend backend, int ejection, boolean wasOnTrial) {
        BackendHealth health = backend.health();
        State state = health.state();
        boolean isDecided = state == State.UP || state == State.EJECTED || health.ejections() != ejection;
        if (isDecided || backend.isRemoved()) {
            return;
        }
        boolean isLost = state == State.TRIAL && wasOnTrial && health.move(State.TRIAL, State.HALF_OPEN);
        control.schedule(() -> watchTrial(backend, ejection, state == State.TRIAL && !isLost), TRIAL_PATIENCE);
    }

    private void rebuildSoon() {
        if (rebuildIsDue) {
            return;
        }
        rebuildIsDue = true;
        control.schedule(
                () -> {
                    rebuildIsDue = false;
                    pool.rebuild();
                },
                REBUILD_DELAY);
    }

    private static String text(long nanos) {
        long millis = Duration.ofNanos(nanos).toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
