package gateway.core.upstream.connection;

import gateway.core.channel.ByteSide;
import gateway.core.channel.ByteSideListener;
import gateway.core.channel.ChannelSide;
import gateway.core.codec.ResponseDecoder;
import gateway.core.http.FailureReason;
import gateway.core.http.Persistence;
import gateway.core.proxyprotocol.Endpoints;
import gateway.core.upstream.BackendLink;
import gateway.core.upstream.BackendStats;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/1.1 connection to a backend: idle in its pool, or the {@link UpstreamStream} of one attempt. One request at a time.
 * A connection is used again only after an answer whose end was certain. Event-loop confined.
 */
final class Http1UpstreamHandler extends ChannelInboundHandlerAdapter implements UpstreamStream {
    private static final Logger LOG = LoggerFactory.getLogger(Http1UpstreamHandler.class);

    private final ConnectionPool pool;
    private final BackendStats.Cell stats;
    private final BackendLink link;
    private final Endpoints client;
    private final long establishedNanos;
    private final long maxAgeNanos;
    private final InterimLimit interim = new InterimLimit();
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable ResponseDecoder decoder;
    private @Nullable BackendTlsHandler tls;
    private @Nullable UpstreamStreamListener listener;
    private boolean counted;
    private boolean requestDone;
    private boolean responseHeadSeen;
    private boolean responseDone;
    private boolean skipInterimEnd;
    private boolean keepAlive;
    private boolean endsByClose;
    private boolean headRequest;
    private boolean dirty;
    private boolean inBurst;
    /** Reading failed: what comes to its end now has not come to its end. */
    private boolean broken;
    /** Writing failed: there is nothing more to be asked here. */
    private boolean deaf;

    private int served;
    private long idleSinceNanos;
    private long idleLimitNanos = Long.MAX_VALUE;

    Http1UpstreamHandler(
            ConnectionPool pool,
            BackendStats.Cell stats,
            BackendLink link,
            Endpoints client,
            long nowNanos,
            long maxAgeNanos) {
        this.pool = pool;
        this.stats = stats;
        this.link = link;
        this.client = client;
        this.establishedNanos = nowNanos;
        this.maxAgeNanos = maxAgeNanos;
    }

    // What the pool asks.

    /** The way in which it was opened, which it keeps whatever its pool is told later. */
    BackendLink link() {
        return link;
    }

    /** For whom it was opened. */
    Endpoints client() {
        return client;
    }

    boolean isUsable(long nowNanos) {
        return context().channel().isActive() && nowNanos - idleSinceNanos < idleLimitNanos && !isAged(nowNanos);
    }

    /** Idle for so short that the backend has hardly closed it: safe for a request that must not be sent twice. */
    boolean isFresh(long nowNanos, long keepaliveNanos) {
        return nowNanos - idleSinceNanos < Math.min(idleLimitNanos, keepaliveNanos) / 2;
    }

    long idleSinceNanos() {
        return idleSinceNanos;
    }

    void idleSince(long nowNanos) {
        idleSinceNanos = nowNanos;
    }

    boolean isAged(long nowNanos) {
        return served >= ConnectionPool.MAX_REQUESTS || nowNanos - establishedNanos >= maxAgeNanos;
    }

    /** An event of this connection begins. */
    void refreshClock() {
        pool.refreshClock();
    }

    /** Begins to serve an attempt. */
    void open(UpstreamStreamListener attempt) {
        listener = attempt;
        served++;
        requestDone = false;
        responseHeadSeen = false;
        responseDone = false;
        skipInterimEnd = false;
        keepAlive = false;
        interim.reset();
        stats.active++;
    }

    void close() {
        context().close();
    }

    // UpstreamStream

    @Override
    public void write(HttpObject part) {
        ChannelHandlerContext context = context();
        if (part instanceof HttpRequest request) {
            headRequest = HttpMethod.HEAD.equals(request.method());
            decoder().answersHead(headRequest);
        }
        if (part instanceof LastHttpContent) {
            requestDone = true;
        }
        dirty = true;
        context.write(part, context.voidPromise());
    }

    @Override
    public void flush() {
        if (dirty) {
            dirty = false;
            context().flush();
        }
    }

    @Override
    public boolean isWritable() {
        return context().channel().isWritable();
    }

    @Override
    public void setReading(boolean wanted) {
        ChannelConfig config = context().channel().config();
        if (config.isAutoRead() != wanted) {
            config.setAutoRead(wanted);
        }
    }

    @Override
    public boolean isReused() {
        return served > 1;
    }

    @Override
    public ByteSide toTunnel(ByteSideListener tunnel) {
        ChannelHandlerContext context = context();
        // From here its end is the tunnel's to judge.
        responseDone = true;
        keepAlive = false;
        ChannelSide side = pool.newSide(context.channel(), tunnel);
        Connector.toTunnel(context.channel(), side);
        return side;
    }

    @Override
    public void release() {
        end();
        ChannelHandlerContext context = context();
        if (requestDone && responseDone && keepAlive && isQuiet(context.channel())) {
            setReading(true);
            pool.giveBack(this);
        } else {
            context.close();
        }
    }

    /** Alive, with nothing left to be sent and nothing come that belongs to no answer. */
    private boolean isQuiet(Channel channel) {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return channel.isActive() && !deaf && unsent != null && unsent.totalPendingWriteBytes() == 0 && !hasSurplus();
    }

    /** Bytes came that belong to no answer so far, decrypted or not. */
    private boolean hasSurplus() {
        return decoder().hasSurplus() || BackendTlsHandler.hasUnread(tls);
    }

    @Override
    public void cancel() {
        end();
        context().close();
    }

    private void end() {
        assert listener != null : "released twice";
        listener = null;
        stats.active--;
    }

    // Netty

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        decoder = context.pipeline().get(ResponseDecoder.class);
        tls = context.pipeline().get(BackendTlsHandler.class);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        counted = true;
        stats.opened++;
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!inBurst) {
            inBurst = true;
            refreshClock();
        }
        if (listener == null || responseDone) {
            // Nobody asked: bytes that nobody waits for must never become the answer to the next request.
            ReferenceCountUtil.release(message);
            keepAlive = false;
            context.close();
        } else if (message instanceof HttpResponse head) {
            readHead(head, listener);
        } else if (message instanceof HttpContent part) {
            readBody(part, listener);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void readHead(HttpResponse head, UpstreamStreamListener attempt) {
        FailureReason fault = responseHeadSeen ? FailureReason.MALFORMED_RESPONSE : ResponseRules.fault(head);
        if (fault != null) {
            ReferenceCountUtil.release(head);
            fail(fault);
            return;
        }
        int code = head.status().code();
        if (code >= 200) {
            responseHeadSeen = true;
            endsByClose = !ResponseRules.isBodyless(code, headRequest) && !ResponseRules.isDelimited(head.headers());
            keepAlive = !endsByClose && Persistence.isKeepAlive(head);
            readKeepAliveHint(head.headers());
            attempt.onResponseHead(head);
        } else if (code == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            if (!attempt.onSwitchedProtocols(head)) {
                fail(FailureReason.MALFORMED_RESPONSE);
            }
        } else if (interim.admits(head)) {
            // The codec ends a 1xx as it ends every message.
            skipInterimEnd = true;
            attempt.onInterimHead(head);
        } else {
            fail(FailureReason.MALFORMED_RESPONSE);
        }
    }

    private void readBody(HttpContent part, UpstreamStreamListener attempt) {
        if (skipInterimEnd) {
            part.release();
            skipInterimEnd = !(part instanceof LastHttpContent);
            return;
        }
        boolean last = part instanceof LastHttpContent;
        boolean cut = last && endsByClose && (broken || BackendTlsHandler.isCutOff(tls));
        if (cut || part.decoderResult().isFailure()) {
            part.release();
            fail(cut ? FailureReason.TRUNCATED_RESPONSE : FailureReason.MALFORMED_BODY);
            return;
        }
        if (last) {
            responseDone = true;
        }
        attempt.onResponseBody(part);
    }

    /** A backend that says how long it keeps an idle connection is believed, with a second to spare. */
    private void readKeepAliveHint(HttpHeaders headers) {
        String hint = headers.get(ConnectionPool.KEEP_ALIVE);
        if (hint != null) {
            idleLimitNanos = ConnectionPool.keepAliveTimeoutNanos(hint);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        inBurst = false;
        UpstreamStreamListener attempt = listener;
        if (attempt != null) {
            attempt.onReadComplete();
        } else if (hasSurplus()) {
            // The beginning of an answer to nothing.
            context.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == SslCloseCompletionEvent.SUCCESS) {
            // The end of what the backend says; it may wait for ours before it closes the socket.
            context.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        UpstreamStreamListener attempt = listener;
        if (attempt != null) {
            attempt.onWritabilityChanged();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        refreshClock();
        if (counted) {
            counted = false;
            stats.closed++;
        }
        pool.remove(this);
        if (listener != null && !responseDone) {
            fail(whyCut());
        }
    }

    /** Not one byte of an answer, a part of its head, or a part of its body. */
    private FailureReason whyCut() {
        if (responseHeadSeen) {
            return FailureReason.TRUNCATED_RESPONSE;
        }
        return interim.hasSome() || decoder().hasSurplus()
                ? FailureReason.MALFORMED_RESPONSE
                : FailureReason.CLOSED_BEFORE_RESPONSE;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (isOfWriting(cause)) {
            // An answer that the backend gave before it stopped reading may still be there to be read.
            deaf = true;
            channelWritabilityChanged(context);
        } else if (cause instanceof IOException) {
            // After a reset Netty closes, and the close tells the attempt.
            broken = true;
        } else if (cause.getCause() instanceof SSLException) {
            pool.onTlsTrouble(cause);
            fail(responseHeadSeen ? FailureReason.TRUNCATED_RESPONSE : FailureReason.TLS_ALERT);
            context.close();
        } else {
            onBug(cause);
        }
    }

    private static boolean isOfWriting(Throwable cause) {
        return cause instanceof ChannelOutputShutdownException
                || cause instanceof ClosedChannelException
                || cause instanceof NotYetConnectedException;
    }

    /** What the exchange, or the encoder, threw: ends this connection, and the exchange as far as it still runs. */
    void onBug(Throwable cause) {
        LOG.error("an exchange failed", cause);
        fail(FailureReason.INTERNAL_ERROR);
        context().close();
    }

    private void fail(FailureReason reason) {
        UpstreamStreamListener attempt = listener;
        if (attempt == null) {
            return;
        }
        end();
        keepAlive = false;
        context().close();
        attempt.onStreamFailed(reason);
    }

    private ResponseDecoder decoder() {
        ResponseDecoder found = decoder;
        if (found == null) {
            throw new IllegalStateException("no decoder before this handler");
        }
        return found;
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext context = ctx;
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        assert context.executor().inEventLoop();
        return context;
    }
}
