package gateway.core.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameTypes;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of a client's frames before the codec does. The codec tells nothing of a header block until it is whole, and
 * nothing of frames on streams that have ended: what floods are made of. Event-loop confined.
 */
public final class FrameScanner {
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int HEADER_LENGTH = Http2CodecUtil.FRAME_HEADER_LENGTH;

    private final FloodGuard guard;
    /** Bytes that are none of a frame's header; the preface comes first. */
    private int skip = Http2CodecUtil.connectionPrefaceBuf().readableBytes();

    private int headerBytes;
    private int length;
    private int type;
    private int flags;
    private boolean inBlock;
    private long blocks;

    public FrameScanner(FloodGuard guard) {
        this.guard = guard;
    }

    /**
     * Looks at what was read next; its indices stay.
     *
     * @return what it has too much of; null when it is all right
     */
    public @Nullable Flood scan(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            int skipped = Math.min(skip, end - at);
            at += skipped;
            skip -= skipped;
            while (skip == 0 && at < end && headerBytes < HEADER_LENGTH) {
                addHeaderByte(bytes.getUnsignedByte(at++));
            }
            if (headerBytes == HEADER_LENGTH) {
                Flood flood = begin();
                if (flood != null) {
                    return flood;
                }
            }
        }
        return null;
    }

    private void addHeaderByte(int value) {
        if (headerBytes < 3) {
            length = (length << 8) | value;
        } else if (headerBytes == 3) {
            type = value;
        } else if (headerBytes == 4) {
            flags = value;
        }
        headerBytes++;
    }

    private @Nullable Flood begin() {
        skip = length;
        headerBytes = 0;
        int size = length;
        length = 0;
        Flood kind =
                switch (type) {
                    case Http2FrameTypes.DATA -> size == 0 && (flags & END_STREAM) == 0 ? Flood.EMPTY_DATA : null;
                    case Http2FrameTypes.HEADERS -> {
                        guard.requested();
                        beginBlock();
                        yield null;
                    }
                    case Http2FrameTypes.CONTINUATION -> {
                        beginBlock();
                        yield Flood.CONTINUATIONS;
                    }
                    case Http2FrameTypes.RST_STREAM -> Flood.RESETS;
                    case Http2FrameTypes.WINDOW_UPDATE -> Flood.WINDOW_UPDATES;
                    default -> Flood.CONTROL_FRAMES;
                };
        return kind != null && guard.isTooMuch(kind) ? kind : null;
    }

    private void beginBlock() {
        if (!inBlock) {
            blocks++;
        }
        inBlock = (flags & END_HEADERS) == 0;
    }

    /** A header block has begun and is not whole yet. */
    public boolean isInBlock() {
        return inBlock
                || (skip > 0
                        && blocks > 0
                        && (type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION));
    }

    /** How many header blocks have begun. */
    public long blocks() {
        return blocks;
    }
}
