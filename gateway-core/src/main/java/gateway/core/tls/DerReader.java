package gateway.core.tls;

import java.util.Arrays;

/** Steps through elements of DER, one after another. A form that is not DER is an {@link IllegalArgumentException}. */
final class DerReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    DerReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private DerReader(byte[] bytes, int begin, int end) {
        this.bytes = bytes;
        this.at = begin;
        this.end = end;
    }

    boolean hasNext() {
        return at < end;
    }

    int nextTag() {
        return byteAt(at);
    }

    /** What is in the next element, which must have this tag. */
    DerReader enter(int tag) {
        int begin = content(tag);
        int close = at;
        return new DerReader(bytes, begin, close);
    }

    /** The next element as it stands, tag included. */
    byte[] nextElement() {
        int begin = at;
        content(nextTag());
        return Arrays.copyOfRange(bytes, begin, at);
    }

    /** Moves behind the next element; returns where its content begins. */
    private int content(int tag) {
        if (nextTag() != tag) {
            throw new IllegalArgumentException("tag " + nextTag() + " instead of " + tag);
        }
        at++;
        int length = byteAt(at++);
        if (length > 0x80 && length <= 0x84) {
            int count = length & 0x7f;
            length = 0;
            for (int i = 0; i < count; i++) {
                length = (length << 8) | byteAt(at++);
            }
        } else if (length >= 0x80) {
            throw new IllegalArgumentException("length of the form " + length);
        }
        int begin = at;
        if (length < 0 || length > end - begin) {
            throw new IllegalArgumentException("length beyond the end");
        }
        at += length;
        return begin;
    }

    private int byteAt(int index) {
        if (index >= end) {
            throw new IllegalArgumentException("ends too early");
        }
        return bytes[index] & 0xff;
    }
}
