package gateway.core;

import gateway.core.http.FailureReason;
import gateway.core.proxy.ExchangeListener;
import gateway.core.proxy.ExchangeView;
import gateway.core.upstream.Backend;
import java.util.List;

/** Several exchange listeners as one. */
final class Listeners {
    private Listeners() {}

    static ExchangeListener of(List<ExchangeListener> listeners) {
        return listeners.size() == 1 ? listeners.get(0) : new All(listeners.toArray(ExchangeListener[]::new));
    }

    private static final class All implements ExchangeListener {
        private final ExchangeListener[] listeners;

        All(ExchangeListener[] listeners) {
            this.listeners = listeners;
        }

        @Override
        public void onExchangeStart(ExchangeView exchange) {
            for (ExchangeListener listener : listeners) {
                listener.onExchangeStart(exchange);
            }
        }

        @Override
        public void onAttemptFailed(ExchangeView exchange, Backend backend, FailureReason reason) {
            for (ExchangeListener listener : listeners) {
                listener.onAttemptFailed(exchange, backend, reason);
            }
        }

        @Override
        public void onExchangeEnd(ExchangeView exchange) {
            for (ExchangeListener listener : listeners) {
                listener.onExchangeEnd(exchange);
            }
        }
    }
}
