package gateway.core.upstream.health;

import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.http.FailureReason;
import gateway.core.upstream.AttemptOutcome;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendHealth;
import gateway.core.upstream.BackendHealth.State;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.ControlThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passive health of one pool: a backend that fails several times in a row is left out for a while, then tried by one request.
 * The event loop that sees the deciding failure ejects at once, without a lock; {@link Readmission} does the rest on the control
 * thread. The settings are read from the pool each time, so that a reload reaches them.
 */
public final class OutlierDetector implements AttemptOutcome {
    private static final Logger LOG = LoggerFactory.getLogger(OutlierDetector.class);

    private final BackendPool pool;
    private final Readmission readmission;

    public OutlierDetector(BackendPool pool, ControlThread control) {
        this(pool, new Readmission(pool, control, Math::random));
    }

    OutlierDetector(BackendPool pool, Readmission readmission) {
        this.pool = pool;
        this.readmission = readmission;
    }

    @Override
    public void succeeded(Backend backend, int status) {
        if (isFailure(status)) {
            countFailure(backend);
            return;
        }
        BackendHealth health = backend.health();
        health.resetFailures();
        State state = health.state();
        // A late success of a request from before the ejection says nothing about the backend as it is now.
        if ((state == State.TRIAL || state == State.HALF_OPEN) && health.move(state, State.UP)) {
            readmission.returned(backend);
        }
    }

    @Override
    public void failed(Backend backend, FailureReason reason) {
        if (isFailure(reason)) {
            countFailure(backend);
        }
    }

    /** Answers of a gateway or a server that has no capacity. Never 500: that is the application's word on one request. */
    private static boolean isFailure(int status) {
        return status == 502 || status == 503 || status == 504;
    }

    private static boolean isFailure(FailureReason reason) {
        return switch (reason) {
            case CONNECT_REFUSED,
                    CONNECT_TIMEOUT,
                    TLS_CERTIFICATE,
                    TLS_HANDSHAKE,
                    TLS_TIMEOUT,
                    TLS_ALERT,
                    CLOSED_BEFORE_RESPONSE,
                    RESPONSE_TIMEOUT,
                    MALFORMED_RESPONSE -> true;
            default -> false;
        };
    }

    private void countFailure(Backend backend) {
        OutlierConfig config = pool.config().passiveHealth();
        if (config.isOff()) {
            return;
        }
        BackendHealth health = backend.health();
        int failures = health.countFailure();
        State state = health.state();
        boolean onTrial = state == State.TRIAL || state == State.HALF_OPEN;
        if (onTrial || (state == State.UP && failures >= config.consecutive())) {
            eject(backend, state, failures);
        }
    }

    private void eject(Backend backend, State from, int failures) {
        if (!backend.health().move(from, State.EJECTED)) {
            return;
        }
        // Looked at after the move: of two loops that eject the last two at once, at least one sees it and takes its
        // move back.
        if (from == State.UP && !hasOtherUp(backend)) {
            backend.health().move(State.EJECTED, State.UP);
            if (failures == pool.config().passiveHealth().consecutive()) {
                LOG.warn("backend {} failed {} times but is the last one of its pool: it stays", backend, failures);
            }
            return;
        }
        readmission.ejected(backend, from, failures);
    }

    private boolean hasOtherUp(Backend backend) {
        for (Backend other : pool.backends()) {
            if (other != backend && !other.isRemoved() && other.health().state() == State.UP) {
                return true;
            }
        }
        return false;
    }
}
