package gateway.server.accesslog;

/**
 * A bounded queue of bytes between one event loop, which offers whole lines, and one writer thread, which takes whatever is
 * there. Neither ever waits for the other.
 */
final class ByteRing {
    private final byte[] bytes;
    private final int mask;
    /** Bytes taken since the start; written by the writer only. */
    private volatile long head;
    /**
     * Bytes offered since the start; written by the loop only. A volatile write and not a release: the loop looks afterwards
     * whether the writer sleeps, and the two must not change places.
     */
    private volatile long tail;
    /** The loop's last sight of {@link #head}, so that it touches the writer's cache line only when the ring looks full. */
    private long headSeen;

    /**
     * An empty ring.
     *
     * @param capacity bytes; a power of two
     */
    ByteRing(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity " + capacity + " (expected: a power of two)");
        }
        bytes = new byte[capacity];
        mask = capacity - 1;
    }

    /** Loop: adds the first {@code length} bytes of a line, all or nothing; false when there is no room. */
    boolean offer(byte[] line, int length) {
        long end = tail;
        if (end + length - headSeen > bytes.length) {
            headSeen = head;
            if (end + length - headSeen > bytes.length) {
                return false;
            }
        }
        int at = (int) end & mask;
        int first = Math.min(length, bytes.length - at);
        System.arraycopy(line, 0, bytes, at, first);
        System.arraycopy(line, first, bytes, 0, length - first);
        tail = end + length;
        return true;
    }

    /** Bytes that can be taken; the end of a line is the last of them. The loop may see more, of what is being taken. */
    int available() {
        return (int) (tail - head);
    }

    /** Writer: moves {@code length} bytes, at most {@link #available()}, to {@code target} from {@code offset} on. */
    void take(byte[] target, int offset, int length) {
        long begin = head;
        int at = (int) begin & mask;
        int first = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, target, offset, first);
        System.arraycopy(bytes, 0, target, offset + first, length - first);
        head = begin + length;
    }
}
