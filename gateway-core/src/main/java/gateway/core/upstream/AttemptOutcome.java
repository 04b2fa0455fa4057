package gateway.core.upstream;

import gateway.core.http.FailureReason;

/** Told what became of each try on a backend; passive health listens. Called on the event loop of the exchange; must not block. */
public interface AttemptOutcome {
    AttemptOutcome IGNORED = new AttemptOutcome() {
        @Override
        public void succeeded(Backend backend, int status) {}

        @Override
        public void failed(Backend backend, FailureReason reason) {}
    };

    /** A response head came. */
    void succeeded(Backend backend, int status);

    /** No response head came, for a reason that lies with the backend (never a client's abort, never a stale reused connection). */
    void failed(Backend backend, FailureReason reason);
}
