package gateway.core.proxy;

import gateway.core.http.FailureReason;
import gateway.core.upstream.Backend;
import io.netty.handler.codec.http.FullHttpResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far an exchange is, and the ways in which it ends: the part of {@link Exchange} that goes on to nothing else. Event-loop
 * confined.
 */
abstract class ExchangeEnds extends ExchangeFacts {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    final DownstreamStream downstream;
    final RequestBody body;
    final boolean admitted;
    RequestPhase requestPhase = RequestPhase.HEAD;
    ResponsePhase responsePhase = ResponsePhase.WAITING;

    @Nullable
    Attempt attempt;

    @Nullable
    ProtocolSwitch leaving;

    ExchangeEnds(Worker worker, ListenerRules rules, Client client, DownstreamStream downstream) {
        super(worker, rules, client);
        this.downstream = downstream;
        this.body = new RequestBody(worker.memory());
        this.admitted = worker.admission().tryEnter();
    }

    /** The client left. */
    public void onClientGone() {
        switch (responsePhase) {
            case WAITING ->
                abandon(
                        requestPhase == RequestPhase.DONE
                                ? FailureReason.CLIENT_GONE_WAITING
                                : FailureReason.CLIENT_GONE_BODY);
            case STREAMING -> abandon(FailureReason.CLIENT_GONE_RESPONSE);
            case TUNNEL, DONE -> {}
        }
    }

    /** The client sends, or takes, nothing any more; or the gateway stops: a reply if there is still room for one, else a cut. */
    public void fail(FailureReason why) {
        switch (responsePhase) {
            case WAITING -> refuse(why);
            case STREAMING -> cut(why);
            case TUNNEL -> leaving().stop(why);
            case DONE -> {}
        }
    }

    /** Something was thrown that nobody expected: it ends this exchange, and no other. */
    public void onBug(Throwable cause) {
        LOG.error("an exchange failed", cause);
        fail(FailureReason.INTERNAL_ERROR);
    }

    final ProtocolSwitch leaving() {
        return present(leaving);
    }

    /** Both sides of the tunnel are gone. */
    void onTunnelEnd(Tunnel over) {
        requestBytes = over.bytesFromClient();
        responseBytes = over.bytesFromBackend();
        Backend last = backend;
        if (reason == FailureReason.TUNNEL_RESET && last != null) {
            worker.listener().onAttemptFailed(this, last, reason);
        }
        cancelAttempt();
        responsePhase = ResponsePhase.DONE;
        end();
    }

    /** The total time is over. */
    @Override
    protected void onDeadline() {
        if (responsePhase == ResponsePhase.WAITING) {
            refuse(FailureReason.TOTAL_TIMEOUT);
        }
    }

    /** The gateway answers itself. */
    final void refuse(FailureReason why) {
        assert responsePhase == ResponsePhase.WAITING;
        reason = why;
        answer(localReply());
    }

    /** To what went wrong; or, when nothing did, to a question to the gateway itself. */
    final FullHttpResponse localReply() {
        // What follows a CONNECT may be meant for the tunnel that does not come.
        boolean close = requestPhase != RequestPhase.DONE || isConnect();
        return ResponseHead.localReply(reason, received, requestId, close, worker.date());
    }

    final void answer(FullHttpResponse reply) {
        status = reply.status().code();
        responseBytes = reply.content().readableBytes();
        cancelAttempt();
        responsePhase = ResponsePhase.DONE;
        try {
            downstream.writeReply(reply);
            downstream.flush();
        } finally {
            end();
        }
    }

    /** The head is out: all that is left is to let the client see that the body is not whole. */
    final void cut(FailureReason why) {
        reason = why;
        cut = true;
        cancelAttempt();
        responsePhase = ResponsePhase.DONE;
        try {
            downstream.abort();
        } finally {
            end();
        }
    }

    final void abandon(FailureReason why) {
        reason = why;
        cut = responsePhase == ResponsePhase.STREAMING;
        status = why.status();
        cancelAttempt();
        responsePhase = ResponsePhase.DONE;
        end();
    }

    final void cancelAttempt() {
        Attempt current = attempt;
        attempt = null;
        if (current != null) {
            current.cancel();
        }
        if (leaving != null) {
            leaving.cancel();
        }
    }

    final void end() {
        assert endNanos == 0 : "ended twice";
        endNanos = worker.wheel().now();
        worker.wheel().forget(this);
        body.release();
        if (admitted) {
            worker.admission().leave();
        }
        worker.listener().onExchangeEnd(this);
        downstream.exchangeEnded(requestPhase == RequestPhase.DONE);
    }
}
