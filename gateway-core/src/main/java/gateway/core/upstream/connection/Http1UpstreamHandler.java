package gateway.core.upstream.connection;

import gateway.core.http.FailureReason;
import gateway.core.http.Persistence;
import gateway.core.upstream.BackendStats;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection to a backend: idle in its pool, or the {@link UpstreamStream} of one attempt. One request at a time.
 * A connection is used again only after an answer whose end was certain. Event-loop confined.
 */
final class Http1UpstreamHandler extends ChannelInboundHandlerAdapter implements UpstreamStream {
    /** More interim responses than this for one request are an attack (behaviour: reliability 3.4). */
    private static final int MAX_INTERIM = 16;

    private final ConnectionPool pool;
    private final BackendStats.Cell stats;
    private final long establishedNanos;
    private final long maxAgeNanos;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable UpstreamStreamListener listener;
    private boolean counted;
    private boolean requestDone;
    private boolean responseHeadSeen;
    private boolean responseDone;
    private boolean skipInterimEnd;
    private boolean keepAlive;
    private boolean headRequest;
    private boolean dirty;
    private int interim;
    private int served;
    private long idleSinceNanos;
    private long idleLimitNanos = Long.MAX_VALUE;

    Http1UpstreamHandler(ConnectionPool pool, BackendStats.Cell stats, long nowNanos, long maxAgeNanos) {
        this.pool = pool;
        this.stats = stats;
        this.establishedNanos = nowNanos;
        this.maxAgeNanos = maxAgeNanos;
    }

    // What the pool asks.

    Channel channel() {
        return context().channel();
    }

    boolean isUsable(long nowNanos) {
        return context().channel().isActive() && nowNanos - idleSinceNanos < idleLimitNanos;
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

    /** Begins to serve an attempt. */
    void open(UpstreamStreamListener attempt) {
        listener = attempt;
        served++;
        requestDone = false;
        responseHeadSeen = false;
        responseDone = false;
        skipInterimEnd = false;
        keepAlive = false;
        interim = 0;
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
        context().channel().config().setAutoRead(wanted);
    }

    @Override
    public boolean isReused() {
        return served > 1;
    }

    @Override
    public void release() {
        end();
        ChannelHandlerContext context = context();
        if (requestDone && responseDone && keepAlive && context.channel().isActive()) {
            setReading(true);
            pool.giveBack(this);
        } else {
            context.close();
        }
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
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        counted = true;
        stats.opened++;
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
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
        DecoderResult result = head.decoderResult();
        if (result.isFailure()) {
            fail(
                    result.cause() instanceof TooLongHttpHeaderException
                            ? FailureReason.RESPONSE_HEAD_TOO_LARGE
                            : FailureReason.MALFORMED_RESPONSE);
            return;
        }
        HttpVersion version = head.protocolVersion();
        int code = head.status().code();
        if (responseHeadSeen || code < 100 || code > 599 || !isHttp1(version)) {
            fail(FailureReason.MALFORMED_RESPONSE);
        } else if (code < 200) {
            readInterim(head, attempt);
        } else {
            responseHeadSeen = true;
            boolean bodyless = headRequest || code == 204 || code == 304;
            keepAlive = Persistence.isKeepAlive(head) && (bodyless || isDelimited(head.headers()));
            readKeepAliveHint(head.headers());
            attempt.onResponseHead(head);
        }
    }

    private void readInterim(HttpResponse head, UpstreamStreamListener attempt) {
        // The codec ends a 1xx as it ends every message.
        skipInterimEnd = true;
        if (head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS) || ++interim > MAX_INTERIM) {
            fail(FailureReason.MALFORMED_RESPONSE);
        } else {
            attempt.onInterimHead(head);
        }
    }

    private void readBody(HttpContent part, UpstreamStreamListener attempt) {
        if (skipInterimEnd) {
            part.release();
            skipInterimEnd = !(part instanceof LastHttpContent);
            return;
        }
        if (part.decoderResult().isFailure()) {
            part.release();
            fail(FailureReason.MALFORMED_BODY);
            return;
        }
        if (part instanceof LastHttpContent) {
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

    private static boolean isHttp1(HttpVersion version) {
        return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
    }

    private static boolean isDelimited(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.CONTENT_LENGTH) || headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        UpstreamStreamListener attempt = listener;
        if (attempt != null) {
            attempt.onReadComplete();
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
        if (counted) {
            counted = false;
            stats.closed++;
        }
        pool.remove(this);
        if (listener != null && !responseDone) {
            fail(responseHeadSeen ? FailureReason.TRUNCATED_RESPONSE : FailureReason.CLOSED_BEFORE_RESPONSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // After a reset Netty closes, and the close tells the attempt. When only writing failed, an answer that the
        // backend gave
        // before it stopped reading may still be there to be read.
        if (!(cause instanceof IOException)) {
            context.close();
        }
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

    private ChannelHandlerContext context() {
        ChannelHandlerContext context = ctx;
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        assert context.executor().inEventLoop();
        return context;
    }
}
