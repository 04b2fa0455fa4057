package gateway.core.proxy;

import gateway.core.http.FailureReason;
import gateway.core.upstream.Backend;

/** Told of every exchange, on its event loop. Must not block, keep the view, or throw. */
public interface ExchangeListener {
    /** It began; called exactly once, before anything is decided. */
    default void onExchangeStart(ExchangeView exchange) {}

    /** A try failed; another may follow. */
    default void onAttemptFailed(ExchangeView exchange, Backend backend, FailureReason reason) {}

    /** The last event of an exchange; called exactly once. */
    void onExchangeEnd(ExchangeView exchange);
}
