package gateway.core.proxy;

import gateway.core.channel.ByteSide;
import gateway.core.http.FailureReason;
import gateway.core.http.RequestHead;
import gateway.core.http.RequestId;
import gateway.core.http.Trailers;
import gateway.core.http.Upgrade;
import gateway.core.routing.RetryPolicy;
import gateway.core.routing.RouteAction.Connect;
import gateway.core.routing.RouteAction.Forward;
import gateway.core.routing.RouteAction.Redirect;
import gateway.core.upstream.Backend;
import gateway.core.upstream.Excluded;
import gateway.core.upstream.balance.SessionAffinity;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. Event-loop confined, from birth to end. What is not in this table is a bug and is asserted:
 *
 * <table>
 * <caption>Events</caption>
 * <tr><th>Event<th>Legal when<th>Effect
 * <tr><td>request part<td>request BODY<td>body.add; sent on when there is a stream; last part: request DONE
 * <tr><td>stream ready<td>attempt waits for one<td>head and held parts written, flush
 * <tr><td>interim head<td>response WAITING<td>100 to a client that asked for it and 103 are passed on, others dropped
 * <tr><td>final response head<td>response WAITING<td>head out, response STREAMING, replay copy dropped
 * <tr><td>101 that was asked for, target connected<td>response WAITING<td>head out, response TUNNEL: a {@link Tunnel} decides
 * <tr><td>tunnel over<td>response TUNNEL<td>response DONE
 * <tr><td>response part<td>response STREAMING<td>written on; last part: response DONE, stream released
 * <tr><td>attempt failed<td>response WAITING<td>another attempt, else a local reply with the reason's status
 * <tr><td>attempt failed<td>response STREAMING<td>the client sees a cut, never a false end
 * <tr><td>client gone<td>always<td>attempt cancelled
 * <tr><td>total time-out<td>response WAITING<td>attempt cancelled, 504
 * <tr><td>event of an attempt that is not the current one<td>always<td>part released, ignored
 * </table>
 *
 * <p>It ends once: response DONE, and request DONE or given up. The end releases everything and tells the listener.
 */
public final class Exchange extends ExchangeEnds {
    private @Nullable HttpRequest upstreamRequest;
    private @Nullable Tries tries;
    private boolean continued;

    /** Counted in flight from here to its end. */
    public Exchange(Worker worker, ListenerRules rules, Client client, DownstreamStream downstream) {
        super(worker, rules, client, downstream);
    }

    // What the client's connection tells.

    /**
     * The head came and is good.
     *
     * @param trusted the peer's forwarding fields are believed
     * @param complete there is no body
     */
    public void onRequestHead(HttpRequest head, RequestHead parsed, boolean trusted, boolean complete) {
        assert requestPhase == RequestPhase.HEAD;
        requestPhase = complete ? RequestPhase.DONE : RequestPhase.BODY;
        begin(head, parsed, RequestId.choose(head.headers(), trusted, rules.requestId(), worker.requestIds()));
        worker.listener().onExchangeStart(this);
        if (!admitted || (!isConnect() && client.isMisdirected(parsed.host()))) {
            refuse(admitted ? FailureReason.MISDIRECTED : FailureReason.OVERLOADED);
            return;
        }
        route = parsed.isForServer() ? null : rules.table().match(parsed);
        if (parsed.isForServer()) {
            answer(localReply());
        } else if (route == null) {
            refuse(FailureReason.NO_ROUTE);
        } else if (!complete
                && UpstreamRequest.announcedLength(head) > rules.limits().bodySize()) {
            refuse(FailureReason.BODY_TOO_LARGE);
        } else if (route.action() instanceof Forward action) {
            forward(action, head, parsed, trusted);
        } else if (route.action() instanceof Redirect action) {
            redirect(action, parsed);
        } else {
            connect((Connect) route.action(), parsed);
        }
    }

    private void forward(Forward action, HttpRequest head, RequestHead parsed, boolean trusted) {
        forward = action;
        boolean complete = requestPhase == RequestPhase.DONE;
        ProtocolSwitch wish =
                Upgrade.isMentioned(head) ? ProtocolSwitch.asked(this, worker, head, complete, action) : null;
        upstreamRequest =
                UpstreamRequest.of(head, parsed, action, client, rules.forwarded(), trusted, requestId, complete);
        if (wish != null) {
            leaving = wish;
            wish.ask(head.headers());
        }
        if (complete) {
            worker.arm(this, chosenRoute().timeouts().total());
        }
        SessionAffinity affinity = action.affinity();
        if (affinity != null) {
            bound = affinity.find(parsed);
            affinity.hide(parsed);
        }
        Backend first = bound != null ? bound : action.pool().pick(parsed, Excluded.NONE);
        if (first == null) {
            refuse(action.pool().isUnresolved() ? FailureReason.NAME_UNRESOLVED : FailureReason.NO_BACKEND);
        } else {
            tryOn(first, true);
        }
    }

    private void redirect(Redirect action, RequestHead parsed) {
        if (parsed.host().isEmpty()) {
            refuse(FailureReason.BAD_HOST);
        } else {
            answer(ResponseHead.redirect(action.location(parsed), requestId, worker.date()));
        }
    }

    private void connect(Connect action, RequestHead parsed) {
        attemptNanos = worker.wheel().now();
        ProtocolSwitch wish = ProtocolSwitch.toTarget(this, worker);
        leaving = wish;
        wish.connect(action.targets(), parsed);
    }

    /** The head is no request that can be served; says why. The connection cannot go on. */
    public void onMalformedHead(FailureReason why, @Nullable HttpRequest head) {
        assert requestPhase == RequestPhase.HEAD;
        begin(head, null, worker.requestIds().next());
        refuse(why);
    }

    /** A part of the body; the exchange owns its reference from here. */
    public void onRequestBody(HttpContent part) {
        if (responsePhase == ResponsePhase.DONE || requestPhase != RequestPhase.BODY) {
            part.release();
            return;
        }
        if (part.decoderResult().isFailure()) {
            part.release();
            fail(FailureReason.BAD_FRAMING);
            return;
        }
        boolean last = part instanceof LastHttpContent;
        if (last) {
            requestPhase = RequestPhase.DONE;
            Trailers.filter(((LastHttpContent) part).trailingHeaders());
            if (responsePhase == ResponsePhase.WAITING) {
                worker.arm(this, chosenRoute().timeouts().total());
            }
        }
        body.add(part);
        requestBytes = body.bytes();
        if (requestBytes > rules.limits().bodySize()) {
            fail(FailureReason.BODY_TOO_LARGE);
            return;
        }
        Attempt current = attempt;
        if (current != null) {
            current.send(body, last);
        }
        updateReading();
    }

    /** Everything that the client had sent has been told. */
    public void onRequestReadComplete() {
        Attempt current = attempt;
        if (current != null) {
            current.flush();
        }
    }

    // What the attempt tells.

    void onStreamReady(Attempt ready) {
        HttpRequest head = Objects.requireNonNull(upstreamRequest, "a stream without a request");
        // Read anew: the time since the head came is the gateway's own share.
        worker.wheel().refresh();
        connectedNanos = worker.wheel().now();
        reused = ready.isReused();
        ready.send(UpstreamRequest.forAttempt(head, parsed(), attempts, ready.backend()));
        ready.send(body, requestPhase == RequestPhase.DONE);
        updateReading();
    }

    void onInterimHead(HttpResponse head) {
        int code = head.status().code();
        boolean isAwaited = code == 100 && !continued && UpstreamRequest.expectsContinue(parsed().headers());
        if (isAwaited || code == HttpResponseStatus.EARLY_HINTS.code()) {
            continued |= isAwaited;
            downstream.writeInterim(ResponseHead.interim(head));
            downstream.flush();
        }
    }

    void onResponseHead(Attempt from, HttpResponse head) {
        assert from == attempt && responsePhase == ResponsePhase.WAITING;
        accept(from, head);
        responsePhase = ResponsePhase.STREAMING;
        downstream.writeHead(head);
    }

    private void accept(Attempt from, HttpResponse head) {
        responseHeadNanos = worker.wheel().now();
        worker.wheel().forget(this);
        body.giveUpReplay();
        Forward action = forward();
        action.pool().outcome().succeeded(from.backend(), head.status().code());
        ResponseHead.prepare(head, requestId, action.affinity(), parsed(), bound, from.backend(), worker.date());
        status = head.status().code();
    }

    void onResponseBody(Attempt from, HttpContent part) {
        if (from != attempt || responsePhase != ResponsePhase.STREAMING) {
            part.release();
            return;
        }
        responseBytes += part.content().readableBytes();
        if (part instanceof LastHttpContent last) {
            Trailers.filter(last.trailingHeaders());
            finish(from, part);
        } else {
            downstream.writeBody(part);
            updateReading();
        }
    }

    /** Done before it is written: a client that is found gone by writing has nothing left to end. */
    private void finish(Attempt from, HttpContent last) {
        responsePhase = ResponsePhase.DONE;
        try {
            downstream.writeBody(last);
        } catch (RuntimeException | AssertionError e) {
            responsePhase = ResponsePhase.STREAMING;
            throw e;
        }
        attempt = null;
        try {
            from.release();
        } finally {
            end();
        }
    }

    void onResponseReadComplete() {
        if (responsePhase == ResponsePhase.STREAMING) {
            downstream.flush();
        }
    }

    void onAttemptFailed(Attempt failed, FailureReason why) {
        if (failed != attempt) {
            return;
        }
        attempt = null;
        addFailedTry(failed, why);
        if (why.side() == FailureReason.Side.UPSTREAM) {
            if (!Tries.isStale(why, failed)) {
                forward().pool().outcome().failed(failed.backend(), why);
            }
            worker.listener().onAttemptFailed(this, failed.backend(), why);
        }
        if (responsePhase != ResponsePhase.WAITING) {
            fail(why);
            return;
        }
        try {
            tryAgain(failed, why);
        } catch (RuntimeException | AssertionError e) {
            // The attempt is over, so that nobody else would end the exchange.
            onBug(e);
        }
    }

    // The tunnel.

    /** A 101 came; false when nobody asked for it. */
    boolean onSwitchedProtocols(Attempt from, HttpResponse head) {
        ProtocolSwitch wish = leaving;
        if (from != attempt || responsePhase != ResponsePhase.WAITING || wish == null || !wish.isGranted(head)) {
            return false;
        }
        accept(from, head);
        responsePhase = ResponsePhase.TUNNEL;
        isTunnel = true;
        wish.relay(downstream, head, from);
        return true;
    }

    /** The target of a CONNECT is connected. */
    void onTargetReady(ByteSide side) {
        connectedNanos = worker.wheel().now();
        responseHeadNanos = connectedNanos;
        status = HttpResponseStatus.OK.code();
        responsePhase = ResponsePhase.TUNNEL;
        isTunnel = true;
        leaving().relay(downstream, side);
    }

    /** The gateway stops: a tunnel ends some time within the given one; anything else runs on. */
    public void drain(Duration within) {
        if (responsePhase == ResponsePhase.TUNNEL) {
            leaving().drain(within);
        }
    }

    // Tries.

    private void tryAgain(Attempt failed, FailureReason why) {
        if (tries == null) {
            tries = new Tries(forward().pool(), chosenRoute().retry(), parsed());
        }
        Backend next = tries.next(failed, why, body.isReplayable());
        if (next == null) {
            refuse(why);
            return;
        }
        body.rewind();
        tryOn(next, !tries.isFreshOnly());
        onRequestReadComplete();
    }

    private void tryOn(Backend chosen, boolean mayReuse) {
        attempts++;
        backend = chosen;
        attemptNanos = worker.wheel().now();
        connectedNanos = 0;
        Attempt next = new Attempt(this, worker, chosen, chosenRoute().timeouts());
        attempt = next;
        next.start(
                worker.connections().of(chosen, forward().pool().link()), mayReuse, RetryPolicy.isRepeatable(parsed()));
    }

    // Back pressure.

    /** One side takes more again, or no more: reading on the other side follows. */
    public void updateReading() {
        if (responsePhase == ResponsePhase.DONE || responsePhase == ResponsePhase.TUNNEL) {
            return;
        }
        Attempt current = attempt;
        if (current != null && responsePhase == ResponsePhase.STREAMING) {
            current.setReading(downstream.isWritable());
        }
        if (requestPhase == RequestPhase.BODY) {
            downstream.setReading(current == null ? !body.isFull() : !current.isFull(body));
        }
    }
}
