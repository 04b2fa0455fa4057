package gateway.core.downstream;

import gateway.core.config.TimeoutConfig;
import gateway.core.http.FailureReason;
import gateway.core.http.RequestReader;
import gateway.core.proxy.Exchange;
import gateway.core.timer.Deadline;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of one stream's request. Bytes that the exchange does not want yet are not given back to the client's window, so that
 * it stops; those that were on their way are copied into one buffer, since a client may send them in pieces of one byte. What
 * Content-Length announced must come, and no more (RFC 9113 section 8.1.1). Event-loop confined.
 */
final class Http2RequestHalf {
    private static final int HELD_CAPACITY = 4096;

    private final Http2Handler connection;
    private final Http2ClientStream stream;
    private final Http2Stream codecStream;
    private final BodyPace pace = new BodyPace();
    private @Nullable Duration stallTimeout;
    private @Nullable Deadline stall;
    private long announced = RequestReader.NO_LENGTH;
    private boolean wanted = true;
    /** The client has sent everything. */
    private boolean ended;
    /** The exchange knows that there is no more. */
    private boolean endTold;

    private int unconsumed;
    private @Nullable ByteBuf held;
    private boolean endHeld;
    private @Nullable HttpHeaders heldTrailers;

    Http2RequestHalf(Http2Handler connection, Http2ClientStream stream, Http2Stream codecStream) {
        this.connection = connection;
        this.stream = stream;
        this.codecStream = codecStream;
    }

    /** The stream ends with its head. */
    void endWithHead() {
        ended = true;
        endTold = true;
    }

    /**
     * A body may follow the head.
     *
     * @param length that was announced
     * @param timeout of its stalls
     */
    void begin(long length, @Nullable Duration timeout) {
        announced = length;
        endTold = length == 0;
        stallTimeout = timeout;
        if (!endTold) {
            pace.begin();
            waitForMore();
        }
    }

    boolean isEnded() {
        return ended;
    }

    /**
     * A part came.
     *
     * @param bytes not owned
     * @return how many of the bytes the client may send again
     */
    int receive(ByteBuf bytes, boolean last) {
        int size = bytes.readableBytes();
        ended |= last;
        if (stream.exchange() == null) {
            return size;
        }
        if (!isAsAnnounced(size, last)) {
            stream.refuse(FailureReason.BAD_FRAMING, Http2Error.PROTOCOL_ERROR);
            return size;
        }
        if (endTold || (size == 0 && !last)) {
            return size;
        }
        boolean isTooSlow = !last && pace.isTooSlow(connection.now(), size);
        if (!wanted || held != null) {
            hold(bytes, last);
            unconsumed += size;
            size = 0;
        } else {
            tell(bytes.retain(), last, null);
            if (!wanted) {
                unconsumed += size;
                size = 0;
            }
        }
        if (isTooSlow) {
            stream.fail(FailureReason.BODY_STALLED);
        } else if (stream.exchange() != null) {
            waitForMore();
        }
        return size;
    }

    private boolean isAsAnnounced(int size, boolean last) {
        if (announced == RequestReader.NO_LENGTH) {
            return true;
        }
        announced -= size;
        return last ? announced == 0 : announced >= 0;
    }

    /**
     * The body ends with trailers.
     *
     * @param trailers null when they are malformed
     */
    void endWith(@Nullable HttpHeaders trailers) {
        ended = true;
        if (stream.exchange() == null) {
            return;
        }
        if (trailers == null) {
            stream.refuse(FailureReason.MALFORMED_REQUEST, Http2Error.PROTOCOL_ERROR);
        } else if (!isAsAnnounced(0, true)) {
            stream.refuse(FailureReason.BAD_FRAMING, Http2Error.PROTOCOL_ERROR);
        } else if (endTold) {
            return;
        } else if (!wanted || held != null) {
            heldTrailers = trailers;
            hold(Unpooled.EMPTY_BUFFER, true);
        } else {
            tell(Unpooled.EMPTY_BUFFER, true, trailers);
        }
    }

    /** Hands a part to the exchange, with its reference. */
    private void tell(ByteBuf bytes, boolean last, @Nullable HttpHeaders trailers) {
        connection.touch(stream);
        Exchange exchange = stream.exchange();
        if (exchange == null) {
            bytes.release();
        } else if (!last) {
            exchange.onRequestBody(new DefaultHttpContent(bytes));
        } else {
            endTold = true;
            stopWaiting();
            exchange.onRequestBody(
                    trailers == null ? new DefaultLastHttpContent(bytes) : new DefaultLastHttpContent(bytes, trailers));
        }
    }

    private void hold(ByteBuf bytes, boolean last) {
        ByteBuf all = held;
        if (all == null) {
            all = connection.allocate(Math.max(bytes.readableBytes(), HELD_CAPACITY));
            held = all;
        }
        all.writeBytes(bytes);
        endHeld |= last;
    }

    /** Back pressure. */
    void setWanted(boolean nowWanted) {
        if (wanted == nowWanted) {
            return;
        }
        wanted = nowWanted;
        pace.resume();
        if (wanted) {
            // Not from within the exchange, which is not done with what made it want more.
            connection.touch(stream);
        }
        waitForMore();
    }

    /** Hands over what was held, and lets the client send as much again. */
    void resume() {
        ByteBuf bytes = held;
        if (wanted && bytes != null) {
            held = null;
            tell(bytes, endHeld, heldTrailers);
        }
        if (wanted && unconsumed > 0) {
            consume();
        }
    }

    /** Nobody wants the rest. */
    void drop() {
        stopWaiting();
        release();
        if (unconsumed > 0) {
            consume();
        }
    }

    private void consume() {
        int bytes = unconsumed;
        unconsumed = 0;
        connection.consume(codecStream, bytes);
    }

    /** Nothing comes any more. */
    void close() {
        stopWaiting();
        release();
        // The codec gives the rest of a closed stream's window back itself.
        unconsumed = 0;
    }

    private void release() {
        ByteBuf bytes = held;
        if (bytes != null) {
            held = null;
            bytes.release();
        }
    }

    /** The client gets its answer: it may take its time. */
    void endPace() {
        pace.end();
    }

    /** The client's silence counts only while it may speak. */
    private void waitForMore() {
        if (ended || endTold || !wanted) {
            stopWaiting();
            return;
        }
        Deadline armed = stall;
        if (armed == null) {
            armed = new Deadline() {
                @Override
                protected void onDeadline() {
                    stream.fail(FailureReason.BODY_STALLED);
                }
            };
            stall = armed;
        }
        connection.wheel().arm(armed, TimeoutConfig.nanos(stallTimeout));
    }

    private void stopWaiting() {
        if (stall != null) {
            connection.wheel().forget(stall);
        }
    }
}
