package gateway.core.downstream;

import gateway.core.config.TimeoutConfig;
import gateway.core.http.FailureReason;
import gateway.core.http2.ResponseBlock;
import gateway.core.proxy.DownstreamStream;
import gateway.core.proxy.Exchange;
import gateway.core.timer.Deadline;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 stream of a client: its half of one exchange. A head waits for what comes with it in the same burst, so that a
 * response without a body is one frame. Event-loop confined.
 */
final class Http2ClientStream implements DownstreamStream {
    /** What the client has not taken: from here on the backend is not read ... */
    private static final int MAX_PENDING = 64 * 1024;
    /** ... until there is only so much. */
    private static final int LOW_PENDING = 32 * 1024;

    private final Http2Handler connection;
    private final Http2Output output;
    private final Http2Stream codecStream;
    private final Http2RequestHalf request;
    private @Nullable Exchange exchange;
    private @Nullable HttpResponse waitingHead;
    private @Nullable Http2Error instead;
    private @Nullable Deadline stall;
    private boolean touched;
    private boolean closed;
    private boolean reset;
    private boolean responseEnded;
    private boolean isFull;
    private int pending;
    /** Grows whenever the client takes something or says that it will. */
    private long progress;

    private long progressBefore;

    Http2ClientStream(Http2Handler connection, Http2Output output, Http2Stream codecStream) {
        this.connection = connection;
        this.output = output;
        this.codecStream = codecStream;
        this.request = new Http2RequestHalf(connection, this, codecStream);
    }

    void serve(Exchange served) {
        exchange = served;
    }

    Http2RequestHalf request() {
        return request;
    }

    /** Null when it is over. */
    @Nullable
    Exchange exchange() {
        return exchange;
    }

    int id() {
        return codecStream.id();
    }

    /** Something happens to it in this burst; true the first time. */
    boolean touch() {
        boolean first = !touched;
        touched = true;
        return first;
    }

    /** The burst is over. */
    void onReadComplete() {
        touched = false;
        try {
            if (exchange != null) {
                request.resume();
            }
            Exchange running = exchange;
            if (running != null) {
                running.onRequestReadComplete();
            }
        } catch (RuntimeException | AssertionError e) {
            onBug(e);
        }
    }

    // DownstreamStream

    @Override
    public void writeInterim(HttpResponse head) {
        if (isOpen()) {
            output.writeHead(codecStream, ResponseBlock.head(head));
        }
    }

    @Override
    public void writeHead(HttpResponse head) {
        request.endPace();
        waitingHead = head;
    }

    @Override
    public void writeReply(FullHttpResponse reply) {
        if (instead != null) {
            reply.release();
            reset(instead);
            return;
        }
        waitingHead = reply;
        writeLast(reply.content(), reply.trailingHeaders());
    }

    @Override
    public void writeBody(HttpContent part) {
        if (part instanceof LastHttpContent last) {
            writeLast(part.content(), last.trailingHeaders());
        } else {
            writeWaitingHead();
            writePart(part.content());
        }
    }

    private void writePart(ByteBuf bytes) {
        if (isOpen() && bytes.isReadable()) {
            output.writePart(codecStream, bytes, newWrite(bytes.readableBytes(), false));
        } else {
            bytes.release();
        }
    }

    private void writeLast(ByteBuf bytes, HttpHeaders trailers) {
        HttpResponse head = waitingHead;
        if (head != null && trailers.isEmpty() && !bytes.isReadable() && isOpen()) {
            bytes.release();
            waitingHead = null;
            responseEnded = true;
            output.writeEnd(codecStream, ResponseBlock.head(head), newWrite(0, true));
            return;
        }
        writeWaitingHead();
        if (!trailers.isEmpty()) {
            writePart(bytes);
            if (isOpen()) {
                responseEnded = true;
                output.writeEnd(codecStream, ResponseBlock.trailers(trailers), newWrite(0, true));
            }
        } else if (isOpen()) {
            responseEnded = true;
            output.writeEnd(codecStream, bytes, newWrite(bytes.readableBytes(), true));
        } else {
            bytes.release();
        }
    }

    private void writeWaitingHead() {
        HttpResponse head = waitingHead;
        waitingHead = null;
        if (head != null && isOpen()) {
            output.writeHead(codecStream, ResponseBlock.head(head));
        }
    }

    private boolean isOpen() {
        return !closed && !reset && !responseEnded;
    }

    @Override
    public void flush() {
        writeWaitingHead();
        connection.touch(this);
    }

    @Override
    public boolean isWritable() {
        return !isFull && output.isWritable();
    }

    @Override
    public void setReading(boolean wanted) {
        request.setWanted(wanted);
    }

    @Override
    public void abort() {
        reset(instead == null ? Http2Error.INTERNAL_ERROR : instead);
    }

    @Override
    public void exchangeEnded(boolean requestComplete) {
        exchange = null;
        request.drop();
        connection.onExchangeEnded();
        if (isOpen()) {
            reset(Http2Error.INTERNAL_ERROR);
        }
        connection.flushSoon();
    }

    // Ends.

    /** The client did what cannot be answered: a reset with this code is all it gets. */
    void refuse(FailureReason why, Http2Error code) {
        instead = code;
        if (exchange == null) {
            reset(code);
        } else {
            fail(why);
        }
    }

    /** Whatever the answer would be, it becomes a reset. */
    void answerByReset(Http2Error code) {
        instead = code;
    }

    /** What runs is over: an answer if there is still room for one, else a reset. */
    void fail(FailureReason why) {
        Exchange running = exchange;
        if (running != null) {
            running.fail(why);
        }
    }

    void onBug(Throwable cause) {
        Exchange running = exchange;
        if (running == null) {
            connection.onBug(cause);
        } else {
            running.onBug(cause);
        }
    }

    private void reset(Http2Error code) {
        waitingHead = null;
        if (!closed && !reset) {
            reset = true;
            connection.reset(codecStream, code);
        }
    }

    /** Neither side has anything more to say, or the connection ended. */
    void onClosed() {
        if (closed) {
            return;
        }
        closed = true;
        waitingHead = null;
        request.close();
        stopWaiting();
        Exchange running = exchange;
        if (running != null) {
            running.onClientGone();
        }
    }

    // What the client takes.

    private Http2Write newWrite(int size, boolean last) {
        pending += size;
        isFull |= pending >= MAX_PENDING;
        return new Http2Write(output, this, size, last);
    }

    /** It went to the socket, or to nowhere. */
    void onWritten(int size, boolean last, boolean success) {
        pending -= size;
        progress++;
        if (isFull && pending <= LOW_PENDING) {
            isFull = false;
            updateReading();
        }
        if (last && success && !request.isEnded() && !closed) {
            // The answer is whole, the rest of the request is of no use (RFC 9113 section 8.1).
            reset(Http2Error.NO_ERROR);
        }
    }

    void updateReading() {
        Exchange running = exchange;
        if (running != null) {
            running.updateReading();
        }
    }

    /** The client takes more of this stream, or of all of them. */
    void onWindowOpened() {
        progress++;
    }

    /** Everything that may go out has: what is left is waited for. */
    void onFlushed() {
        if (pending > 0 && !closed && (stall == null || !stall.isArmed())) {
            waitForWindow();
        }
    }

    private void waitForWindow() {
        Deadline armed = stall;
        if (armed == null) {
            armed = new Deadline() {
                @Override
                protected void onDeadline() {
                    onStall();
                }
            };
            stall = armed;
        }
        progressBefore = progress;
        connection
                .wheel()
                .arm(armed, TimeoutConfig.nanos(connection.rules().timeouts().clientWrite()));
    }

    private void onStall() {
        if (pending == 0 || closed) {
            return;
        }
        if (progress != progressBefore) {
            waitForWindow();
        } else if (exchange == null) {
            reset(Http2Error.CANCEL);
        } else {
            refuse(FailureReason.WRITE_STALLED, Http2Error.CANCEL);
        }
    }

    private void stopWaiting() {
        if (stall != null) {
            connection.wheel().forget(stall);
        }
    }
}
