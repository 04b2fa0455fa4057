package gateway.core.proxy;

import gateway.core.http.FailureReason;
import gateway.core.upstream.Backend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener whose exceptions do not reach the exchange: a metric that fails must cost no request. */
final class GuardedListener implements ExchangeListener {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

    private final ExchangeListener listener;

    GuardedListener(ExchangeListener listener) {
        this.listener = listener;
    }

    @Override
    public void onExchangeStart(ExchangeView exchange) {
        try {
            listener.onExchangeStart(exchange);
        } catch (RuntimeException e) {
            LOG.error("an exchange listener failed at the start", e);
        }
    }

    @Override
    public void onAttemptFailed(ExchangeView exchange, Backend backend, FailureReason reason) {
        try {
            listener.onAttemptFailed(exchange, backend, reason);
        } catch (RuntimeException e) {
            LOG.error("an exchange listener failed at a failed try", e);
        }
    }

    @Override
    public void onExchangeEnd(ExchangeView exchange) {
        try {
            listener.onExchangeEnd(exchange);
        } catch (RuntimeException e) {
            LOG.error("an exchange listener failed at the end", e);
        }
    }
}
