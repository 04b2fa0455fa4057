package gateway.core.proxy;

import gateway.core.http.FailureReason;
import gateway.core.upstream.Backend;

/** Told of every exchange, on its event loop. Must not block, keep the view, or throw. */
public interface ExchangeListener {
    /**
     * It began, before anything is decided. Called exactly once before the end, but never for a malformed head
     * ({@link ExchangeView#request()} is null).
     */
    default void onExchangeStart(ExchangeView exchange) {}

    /**
     * A try failed, for a reason of side UPSTREAM; another may follow. Called for each such try, the last one and a cut response
     * included.
     */
    default void onAttemptFailed(ExchangeView exchange, Backend backend, FailureReason reason) {}

    /** The last event of an exchange; called exactly once. */
    void onExchangeEnd(ExchangeView exchange);
}
