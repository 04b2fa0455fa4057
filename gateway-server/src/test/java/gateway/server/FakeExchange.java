package gateway.server;

import gateway.core.http.FailureReason;
import gateway.core.http.RequestHead;
import gateway.core.proxy.ExchangeView;
import gateway.core.proxy.FailedTry;
import gateway.core.proxy.Stickiness;
import gateway.core.routing.Route;
import gateway.core.upstream.Backend;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange as a test wants it: a GET on event loop 0 that went well in 1 ms and nothing else, unless said otherwise. */
public final class FakeExchange implements ExchangeView {
    private static final long MICRO = 1000;

    public int loop;
    public String listener = "http";
    public @Nullable Route route;
    public String method = "GET";
    public String target = "/a?b=c";
    public String protocol = "HTTP/1.1";
    public String tls = "";
    public String requestId = "id-1";
    public String clientAddress = "203.0.113.9";
    public int status = 200;
    public @Nullable FailureReason reason;
    public boolean cut;
    public boolean isTunnel;
    public @Nullable Backend backend;
    public int attempts = 1;
    public boolean reused = true;
    public final List<FailedTry> failedTries = new ArrayList<>();
    public Stickiness stickiness = Stickiness.NONE;
    public long headNanos = 1_000_000_000;
    public long requestBytes;
    public long responseBytes = 5;
    public long startNanos = 1_000_000_000;
    public long attemptNanos = startNanos + 20 * MICRO;
    public long connectedNanos = startNanos + 30 * MICRO;
    public long responseHeadNanos = startNanos + 900 * MICRO;
    public long endNanos = startNanos + 1000 * MICRO;
    public final HttpHeaders headers =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    public boolean isMalformed;
    private @Nullable RequestHead head;

    /** On this route, and otherwise as it was. */
    public FakeExchange on(Route newRoute, @Nullable Backend newBackend) {
        route = newRoute;
        listener = newRoute.listener();
        backend = newBackend;
        return this;
    }

    /** Answered by the gateway itself because of this. */
    public FakeExchange failed(FailureReason newReason) {
        reason = newReason;
        status = newReason.status();
        responseHeadNanos = 0;
        return this;
    }

    @Override
    public int loop() {
        return loop;
    }

    @Override
    public String listener() {
        return listener;
    }

    @Override
    public @Nullable Route route() {
        return route;
    }

    @Override
    public @Nullable RequestHead request() {
        if (isMalformed) {
            return null;
        }
        if (head == null) {
            head = new RequestHead(
                    HttpMethod.valueOf(method), "http", "shop", "shop", "/a", "/a", "", headers, clientAddress);
        }
        return head;
    }

    @Override
    public String method() {
        return isMalformed ? "" : method;
    }

    @Override
    public String target() {
        return isMalformed ? "" : target;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public String tls() {
        return tls;
    }

    @Override
    public String requestId() {
        return isMalformed ? "" : requestId;
    }

    @Override
    public String clientAddress() {
        return clientAddress;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public @Nullable FailureReason reason() {
        return reason;
    }

    @Override
    public boolean isTunnel() {
        return isTunnel;
    }

    @Override
    public boolean isCut() {
        return cut;
    }

    @Override
    public @Nullable Backend backend() {
        return backend;
    }

    @Override
    public int attempts() {
        return attempts;
    }

    @Override
    public List<FailedTry> failedTries() {
        return failedTries;
    }

    @Override
    public Stickiness stickiness() {
        return stickiness;
    }

    @Override
    public long headNanos() {
        return headNanos;
    }

    @Override
    public boolean isReusedConnection() {
        return reused;
    }

    @Override
    public long requestBytes() {
        return requestBytes;
    }

    @Override
    public long responseBytes() {
        return responseBytes;
    }

    @Override
    public long startNanos() {
        return startNanos;
    }

    @Override
    public long attemptNanos() {
        return attemptNanos;
    }

    @Override
    public long connectedNanos() {
        return connectedNanos;
    }

    @Override
    public long responseHeadNanos() {
        return responseHeadNanos;
    }

    @Override
    public long endNanos() {
        return endNanos;
    }
}
