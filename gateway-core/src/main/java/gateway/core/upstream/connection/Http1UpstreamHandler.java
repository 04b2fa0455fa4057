package gateway.core.upstream.connection;

import gateway.core.http.FailureReason;
import gateway.core.http.Persistence;
import gateway.core.upstream.BackendStats;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.DecoderException;
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
import java.nio.channels.ClosedChannelException;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/1.1 connection to a backend: idle in its pool, or the {@link UpstreamStream} of one attempt. One request at a time.
 * A connection is used again only after an answer whose end was certain. Event-loop confined.
 */
final class Http1UpstreamHandler extends ChannelInboundHandlerAdapter implements UpstreamStream {
    private static final Logger LOG = LoggerFactory.getLogger(Http1UpstreamHandler.class);

    /** More interim responses than this for one request, or larger ones, are an attack. */
    private static final int MAX_INTERIM = 16;

    private static final int MAX_INTERIM_BYTES = 64 * 1024;

    private final ConnectionPool pool;
    private final BackendStats.Cell stats;
    private final long establishedNanos;
    private final long maxAgeNanos;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable ResponseDecoder decoder;
    private @Nullable UpstreamStreamListener listener;
    private boolean counted;
    private boolean requestDone;
    private boolean responseHeadSeen;
    private boolean responseDone;
    private boolean skipInterimEnd;
    private boolean keepAlive;
    private boolean headRequest;
    private boolean dirty;
    private boolean inBurst;
    /** Reading failed: what comes to its end now has not come to its end. */
    private boolean broken;
    /** Writing failed: there is nothing more to be asked here. */
    private boolean deaf;

    private int interim;
    private int interimBytes;
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
        interim = 0;
        interimBytes = 0;
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
        return channel.isActive()
                && !deaf
                && unsent != null
                && unsent.totalPendingWriteBytes() == 0
                && !decoder().hasSurplus();
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
            pool.refreshClock();
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
        interimBytes += bytesOf(head.headers());
        if (head.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()
                || ++interim > MAX_INTERIM
                || interimBytes > MAX_INTERIM_BYTES) {
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
        boolean last = part instanceof LastHttpContent;
        if (part.decoderResult().isFailure() || (last && broken)) {
            part.release();
            fail(broken ? FailureReason.TRUNCATED_RESPONSE : FailureReason.MALFORMED_BODY);
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

    private static int bytesOf(HttpHeaders headers) {
        int bytes = 0;
        Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            bytes += field.getKey().length() + field.getValue().length();
        }
        return bytes;
    }

    private static boolean isHttp1(HttpVersion version) {
        return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
    }

    private static boolean isDelimited(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.CONTENT_LENGTH) || headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        inBurst = false;
        UpstreamStreamListener attempt = listener;
        if (attempt != null) {
            attempt.onReadComplete();
        } else if (decoder().hasSurplus()) {
            // The beginning of an answer to nothing.
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
        pool.refreshClock();
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
        return interim > 0 || decoder().hasSurplus()
                ? FailureReason.MALFORMED_RESPONSE
                : FailureReason.CLOSED_BEFORE_RESPONSE;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof ChannelOutputShutdownException || cause instanceof ClosedChannelException) {
            // Only writing failed: an answer that the backend gave before it stopped reading may still be there to be
            // read.
            deaf = true;
        } else if (cause instanceof IOException) {
            // After a reset Netty closes, and the close tells the attempt.
            broken = true;
        } else if (cause instanceof DecoderException) {
            fail(responseHeadSeen ? FailureReason.MALFORMED_BODY : FailureReason.MALFORMED_RESPONSE);
            context.close();
        } else {
            onBug(cause);
        }
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
