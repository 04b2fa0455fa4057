package gateway.core.proxy;

import io.netty.buffer.ByteBuf;

/**
 * Follows the frames of one direction of a WebSocket (RFC 6455 section 5.2) by their headers, to know where another frame may stand.
 * Judges nothing: that is the peers' business. Event-loop confined.
 */
final class FrameBorders {
    private static final int CLOSE = 0x8;

    private int headerBytes;
    private int headerSize;
    private int lengthEnd;
    private int opcode;
    private long length;
    private boolean closed;

    /** Between two frames, and a Close was not among those that passed. */
    boolean isOpenBetweenFrames() {
        return headerBytes == 0 && length == 0 && !closed;
    }

    /** Looks through bytes that pass; leaves the buffer as it is. */
    void read(ByteBuf bytes) {
        int end = bytes.writerIndex();
        int at = bytes.readerIndex();
        while (at < end) {
            if (headerBytes == 0 && length > 0) {
                long skipped = Math.min(length, end - at);
                length -= skipped;
                at += (int) skipped;
            } else {
                readHeader(bytes.getUnsignedByte(at++));
            }
        }
    }

    private void readHeader(int octet) {
        headerBytes++;
        if (headerBytes == 1) {
            opcode = octet & 0xF;
            length = 0;
            headerSize = 2;
        } else if (headerBytes == 2) {
            readShortLength(octet & 0x7F, (octet & 0x80) == 0 ? 0 : 4);
        } else if (headerBytes <= lengthEnd) {
            length = length << 8 | octet;
        }
        if (headerBytes == headerSize) {
            headerBytes = 0;
            closed |= opcode == CLOSE;
            if (length < 0) {
                // No length: whatever follows, no border is known any more.
                length = Long.MAX_VALUE;
            }
        }
    }

    private void readShortLength(int shortLength, int maskBytes) {
        int more = shortLength == 127 ? 8 : shortLength == 126 ? 2 : 0;
        lengthEnd = 2 + more;
        headerSize = lengthEnd + maskBytes;
        length = more == 0 ? shortLength : 0;
    }
}
