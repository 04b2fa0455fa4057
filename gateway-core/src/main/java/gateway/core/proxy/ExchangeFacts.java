package gateway.core.proxy;

import gateway.core.http.FailureReason;
import gateway.core.http.RequestHead;
import gateway.core.routing.Route;
import gateway.core.routing.RouteAction.Forward;
import gateway.core.timer.Deadline;
import gateway.core.tls.ClientTls;
import gateway.core.upstream.Backend;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an exchange so far: the part of {@link Exchange} that decides nothing. As a deadline it is the exchange's total
 * time-out. Event-loop confined.
 */
abstract class ExchangeFacts extends Deadline implements ExchangeView {
    final Worker worker;
    final ListenerRules rules;
    final Client client;
    final long startNanos;

    @Nullable
    HttpRequest received;

    @Nullable
    RequestHead request;

    @Nullable
    Route route;

    @Nullable
    Forward forward;

    @Nullable
    Backend backend;

    /** The backend that the client's cookie names. */
    @Nullable
    Backend bound;

    @Nullable
    FailureReason reason;

    private @Nullable List<FailedTry> failedTries;
    private long headNanos;
    String requestId = "";
    String target = "";
    int status;
    int attempts;
    boolean cut;
    boolean isTunnel;
    boolean reused;
    long requestBytes;
    long responseBytes;
    long attemptNanos;
    long connectedNanos;
    long responseHeadNanos;
    long endNanos;

    ExchangeFacts(Worker worker, ListenerRules rules, Client client) {
        this.worker = worker;
        this.rules = rules;
        this.client = client;
        this.startNanos = worker.wheel().now();
    }

    final void begin(@Nullable HttpRequest head, @Nullable RequestHead parsed, String id) {
        received = head;
        request = parsed;
        target = head == null ? "" : head.uri();
        requestId = id;
    }

    /** Why a tunnel is about to end, when it is not the wish of one of its sides. */
    final void tunnelFails(FailureReason why, boolean isCut) {
        reason = why;
        cut = isCut;
    }

    final boolean isConnect() {
        return received != null && HttpMethod.CONNECT.equals(received.method());
    }

    /** The head came in pieces: when the first one did. On the wheel's clock; 0 changes nothing. */
    public final void headBegan(long nanos) {
        headNanos = nanos;
    }

    /** The try that ran until now has failed. */
    final void addFailedTry(Attempt failed, FailureReason why) {
        if (failedTries == null) {
            failedTries = new ArrayList<>(2);
        }
        failedTries.add(new FailedTry(
                failed.backend(), failed.isReused(), why, worker.wheel().now() - attemptNanos));
    }

    final Forward forward() {
        return present(forward);
    }

    final Route chosenRoute() {
        return present(route);
    }

    final RequestHead parsed() {
        return present(request);
    }

    static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not routed yet");
        }
        return value;
    }

    @Override
    public int loop() {
        return worker.index();
    }

    @Override
    public String listener() {
        return rules.listener();
    }

    @Override
    public @Nullable Route route() {
        return route;
    }

    @Override
    public @Nullable RequestHead request() {
        return request;
    }

    @Override
    public String method() {
        HttpRequest head = received;
        return head == null ? "" : head.method().name();
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public String protocol() {
        HttpRequest head = received;
        return head == null ? "" : head.protocolVersion().text();
    }

    @Override
    public String tls() {
        ClientTls tls = client.tls();
        return tls == null ? "" : tls.version();
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public String clientAddress() {
        RequestHead head = request;
        return head == null ? client.text() : head.clientAddress();
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
    public boolean isCut() {
        return cut;
    }

    @Override
    public boolean isTunnel() {
        return isTunnel;
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
        List<FailedTry> failed = failedTries;
        return failed == null ? List.of() : failed;
    }

    @Override
    public Stickiness stickiness() {
        Forward action = forward;
        if (action == null || action.affinity() == null || backend == null) {
            return Stickiness.NONE;
        }
        return bound == backend ? Stickiness.KEPT : Stickiness.NEW;
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
    public long headNanos() {
        return headNanos == 0 ? startNanos : headNanos;
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
