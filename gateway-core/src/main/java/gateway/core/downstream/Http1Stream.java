package gateway.core.downstream;

import gateway.core.channel.ByteSide;
import gateway.core.channel.ByteSideListener;
import gateway.core.proxy.DownstreamStream;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * The client's half of the exchanges of one HTTP/1 connection, one after another: writes their responses. A head waits for what
 * comes with it in the same burst, so that a whole response is one message. Event-loop confined.
 */
final class Http1Stream implements DownstreamStream {
    private final Channel channel;
    private final Http1Handler connection;
    private final Http1Persistence persistence;
    private final ClientTimers timers;
    private final ClientReading reading;
    private @Nullable HttpResponse waitingHead;
    private boolean dirty;
    /** What was written last is an answer of the gateway's own. */
    private boolean isOwnReply;

    Http1Stream(
            Channel channel,
            Http1Handler connection,
            Http1Persistence persistence,
            ClientTimers timers,
            ClientReading reading) {
        this.channel = channel;
        this.connection = connection;
        this.persistence = persistence;
        this.timers = timers;
        this.reading = reading;
    }

    @Override
    public void writeInterim(HttpResponse head) {
        if (persistence.isHttp11()) {
            write(head);
            write(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    @Override
    public void writeHead(HttpResponse head) {
        reading.endPace();
        persistence.apply(head, connection.isLastTurn());
        waitingHead = head;
        dirty = true;
        isOwnReply = false;
    }

    @Override
    public void writeReply(FullHttpResponse reply) {
        persistence.apply(reply, connection.isLastTurn());
        isOwnReply = true;
        write(reply);
    }

    @Override
    public void writeBody(HttpContent part) {
        HttpResponse head = waitingHead;
        if (head != null && part instanceof LastHttpContent last) {
            waitingHead = null;
            write(WholeResponse.of(head, last));
        } else {
            writeWaitingHead();
            write(part);
        }
    }

    private void writeWaitingHead() {
        HttpResponse head = waitingHead;
        if (head != null) {
            waitingHead = null;
            write(head);
        }
    }

    private void write(Object message) {
        dirty = true;
        channel.write(message, channel.voidPromise());
    }

    /**
     * An answer of the gateway's own waits for the next request when that is served in the same turn of the loop: it is likely
     * to be answered at once too, and one system call does for both.
     */
    @Override
    public ByteSide toTunnel(HttpResponse head, ByteSideListener listener) {
        write(head);
        write(LastHttpContent.EMPTY_LAST_CONTENT);
        ByteSide side = connection.toTunnel(listener);
        side.flush();
        return side;
    }

    @Override
    public void flush() {
        assert channel.eventLoop().inEventLoop();
        if (!isOwnReply || !connection.goesOnAtOnce() || !channel.isWritable()) {
            flushNow();
        }
    }

    /** Nothing waits any more. */
    void flushNow() {
        if (dirty) {
            dirty = false;
            writeWaitingHead();
            channel.flush();
            timers.flushed();
        }
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void setReading(boolean wanted) {
        reading.setBodyWanted(wanted);
    }

    @Override
    public void abort() {
        if (persistence.endsByClose()) {
            // A plain close would look like the end of the body.
            connection.reset();
        } else {
            connection.closeAfterFlush();
        }
    }

    @Override
    public void exchangeEnded(boolean requestComplete) {
        connection.onExchangeEnded(requestComplete);
    }
}
