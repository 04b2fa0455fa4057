package gateway.core.downstream;

import io.netty.handler.codec.http.HttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent before its turn: the requests that it pipelined, decoded, in order. Owns their references. Event-loop
 * confined.
 */
final class HeldMessages {
    /** Beyond these the client is not read, and what it sent already is not decoded. */
    private static final int MAX_MESSAGES = 64;

    private static final int MAX_BYTES = 64 * 1024;

    private final Deque<Object> messages = new ArrayDeque<>(2);
    private int bytes;

    boolean isEmpty() {
        return messages.isEmpty();
    }

    boolean isFull() {
        return messages.size() >= MAX_MESSAGES || bytes >= MAX_BYTES;
    }

    void add(Object message) {
        messages.addLast(message);
        bytes += bytesOf(message);
    }

    /** The oldest; null when there is none. */
    @Nullable
    Object first() {
        return messages.peekFirst();
    }

    /** Takes the oldest out; its reference goes to the caller. */
    Object removeFirst() {
        Object message = messages.removeFirst();
        bytes -= bytesOf(message);
        return message;
    }

    void release() {
        for (Object message = messages.pollFirst(); message != null; message = messages.pollFirst()) {
            ReferenceCountUtil.release(message);
        }
        bytes = 0;
    }

    private static int bytesOf(Object message) {
        return message instanceof HttpContent part ? part.content().readableBytes() : 0;
    }
}
