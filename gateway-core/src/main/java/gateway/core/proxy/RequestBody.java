package gateway.core.proxy;

import gateway.core.upstream.connection.UpstreamStream;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The parts of a request's body that no backend has yet, and a copy of what was sent as long as the request may have to be sent
 * again: up to {@link ReplayMemory#PER_REQUEST}. Owns the references of what it holds. Event-loop confined.
 */
final class RequestBody {
    /** A part costs more than its bytes: a body in chunks of one byte must not hold 65,536 objects. */
    static final int MAX_PARTS = 256;

    /** Of a request without a body; never added to. */
    private static final Deque<HttpContent> NOTHING = new ArrayDeque<>(1);

    private final ReplayMemory memory;
    /** Everything from the first byte on while replayable; otherwise what was not sent yet. */
    private Deque<HttpContent> parts = NOTHING;

    private int sent;
    private boolean anySent;
    private long bytes;
    private boolean replayable = true;
    private long accounted;

    RequestBody(ReplayMemory memory) {
        this.memory = memory;
    }

    /** Takes a part over. */
    void add(HttpContent part) {
        int size = part.content().readableBytes();
        bytes += size;
        if (parts == NOTHING) {
            parts = new ArrayDeque<>(4);
        }
        parts.addLast(part);
        if (replayable && size > 0) {
            if (bytes <= ReplayMemory.PER_REQUEST && parts.size() <= MAX_PARTS && memory.tryTake(size)) {
                accounted += size;
            } else {
                giveUpReplay();
            }
        }
    }

    /** Bytes of the body that have come so far. */
    long bytes() {
        return bytes;
    }

    /** What was sent is still here, so that another backend can get it. */
    boolean isReplayable() {
        return replayable || !anySent;
    }

    /** So much waits for a backend that the client must not send more. */
    boolean isFull() {
        return replayable ? sent < parts.size() && isAtLimit() : !parts.isEmpty();
    }

    private boolean isAtLimit() {
        return bytes >= ReplayMemory.PER_REQUEST || parts.size() >= MAX_PARTS;
    }

    /** Sends what was not sent yet. */
    void writeTo(UpstreamStream stream) {
        anySent |= !parts.isEmpty();
        if (replayable) {
            int i = 0;
            for (HttpContent part : parts) {
                if (i++ >= sent) {
                    stream.write(
                            part instanceof LastHttpContent && !part.content().isReadable()
                                    ? part.retain()
                                    : part.retainedDuplicate());
                }
            }
            sent = parts.size();
        } else {
            for (HttpContent part = parts.pollFirst(); part != null; part = parts.pollFirst()) {
                stream.write(part);
            }
        }
    }

    /** The next attempt begins with the first byte again. */
    void rewind() {
        assert isReplayable();
        sent = 0;
    }

    /** No other attempt will follow: what was sent needs not be kept. */
    void giveUpReplay() {
        if (!replayable) {
            return;
        }
        replayable = false;
        for (; sent > 0; sent--) {
            parts.removeFirst().release();
        }
        memory.giveBack(accounted);
        accounted = 0;
    }

    /** Lets go of everything. */
    void release() {
        for (HttpContent part = parts.pollFirst(); part != null; part = parts.pollFirst()) {
            part.release();
        }
        memory.giveBack(accounted);
        accounted = 0;
        replayable = false;
    }
}
