package gateway.core.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Makes Netty's messages of what a connection brings: a head, parts of its body, its last part. Heads are parsed out of one copy of
 * their bytes; body parts are the buffers that were read, or slices of them. What is refused is told once, as a head or a last part
 * with a failure; what comes after it is thrown away. Event-loop confined.
 */
abstract class MessageDecoder extends ChannelInboundHandlerAdapter {
    /** So much of a read is copied at first to look for a head in it. */
    private static final int WINDOW = 2048;

    private static final DecoderResult BROKEN_BODY = DecoderResult.failure(new BrokenBodyException());

    /** What the next byte belongs to. */
    private enum State {
        HEAD,
        LENGTH,
        UNTIL_CLOSE,
        CHUNK_LINE,
        CHUNK,
        CHUNK_CR,
        CHUNK_LF,
        TRAILERS,
        REFUSED
    }

    private final HeadParser parser;
    private final ChunkLine chunkLine = new ChunkLine();
    private @Nullable ChannelHandlerContext ctx;
    private State state = State.HEAD;
    /** Bytes of the body, or of the chunk, that are still to come. */
    private long left;
    /** Index in the parser's bytes of the next unread byte of the buffer; those before it are of buffers that are gone. */
    private int mapped;
    /** What is decoded now, with what is left of it. */
    private @Nullable ByteBuf current;
    /** What came while something was decoded, or while decoding paused. */
    private @Nullable Deque<ByteBuf> later;

    private boolean decoding;
    private boolean paused;
    private boolean gone;
    private int bytesRead;

    MessageDecoder(HeadParser parser) {
        this.parser = parser;
    }

    // What others ask.

    /** Bytes that came since the last read was complete. To be asked while a read's completion is told. */
    public final int bytesRead() {
        return bytesRead;
    }

    /** A part of a head has come, and not all of it. */
    public final boolean isInsideHead() {
        return state == State.HEAD && parser.isInside();
    }

    /** Bytes are here that were not decoded. */
    final boolean hasUndecoded() {
        ByteBuf now = current;
        return (now != null && now.isReadable()) || (later != null && !later.isEmpty()) || isInsideHead();
    }

    /** Nothing more is decoded after the present message until {@link #resume}; what comes is kept. */
    public final void pause() {
        paused = true;
    }

    /** Goes on; not from within a message that this decoder tells of. */
    public final void resume() {
        if (!paused) {
            return;
        }
        paused = false;
        ChannelHandlerContext context = ctx;
        if (context != null && !decoding && later != null && !later.isEmpty()) {
            decodeAll(context);
            context.fireChannelReadComplete();
        }
    }

    /**
     * HTTP ends here, for a tunnel: takes this decoder out of the pipeline.
     *
     * @return the bytes that came and belong to no message so far; the caller's
     */
    public final ByteBuf takeRest() {
        ChannelHandlerContext context = ctx;
        if (context == null) {
            return Unpooled.EMPTY_BUFFER;
        }
        ByteBuf rest = context.alloc().buffer();
        if (state == State.HEAD) {
            rest.writeBytes(parser.block(), parser.start(), mapped - parser.start());
        }
        ByteBuf now = current;
        if (now != null) {
            rest.writeBytes(now);
        }
        if (later != null) {
            later.forEach(rest::writeBytes);
        }
        gone = true;
        context.pipeline().remove(this);
        return rest;
    }

    // Netty

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        gone = true;
        releaseLater();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf in)) {
            context.fireChannelRead(message);
            return;
        }
        bytesRead += in.readableBytes();
        if (decoding || paused) {
            keep(in);
        } else {
            current = in;
            decodeAll(context);
        }
    }

    private void keep(ByteBuf in) {
        Deque<ByteBuf> kept = later;
        if (kept == null) {
            kept = new ArrayDeque<>(4);
            later = kept;
        }
        kept.addLast(in);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        bytesRead = 0;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (state == State.UNTIL_CLOSE) {
            state = State.HEAD;
            context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        }
        context.fireChannelInactive();
        releaseLater();
    }

    private void releaseLater() {
        if (later != null) {
            later.forEach(ByteBuf::release);
            later.clear();
        }
    }

    // Decoding.

    private void decodeAll(ChannelHandlerContext context) {
        decoding = true;
        try {
            ByteBuf in = current != null ? current : nextKept();
            while (in != null) {
                current = in;
                decodeCurrent(context);
                in = paused || gone ? null : nextKept();
            }
        } finally {
            decoding = false;
            ByteBuf rest = current;
            current = null;
            if (rest != null) {
                // Something was thrown: what is left would be read as something else.
                state = State.REFUSED;
                rest.release();
            }
        }
    }

    private @Nullable ByteBuf nextKept() {
        return later == null ? null : later.pollFirst();
    }

    private void decodeCurrent(ChannelHandlerContext context) {
        ByteBuf in = current;
        while (in != null && in.isReadable() && !paused && !gone) {
            decodeNext(context, in);
            in = current;
        }
        current = null;
        if (state == State.HEAD && !parser.isInside()) {
            forgetHead();
        }
        if (in == null) {
            return;
        }
        if (in.isReadable() && !gone) {
            forgetCopied();
            keepFirst(in);
        } else {
            in.release();
        }
    }

    private void keepFirst(ByteBuf in) {
        keep(in);
        Deque<ByteBuf> kept = later;
        if (kept != null && kept.size() > 1) {
            kept.addFirst(kept.removeLast());
        }
    }

    private void decodeNext(ChannelHandlerContext context, ByteBuf in) {
        switch (state) {
            case HEAD, TRAILERS -> readHead(context, in);
            case LENGTH -> readLength(context, in);
            case UNTIL_CLOSE -> context.fireChannelRead(new DefaultHttpContent(takeUpTo(in, Long.MAX_VALUE)));
            case CHUNK_LINE -> readChunkLine(context, in);
            case CHUNK -> readChunk(context, in);
            case CHUNK_CR -> expect('\r', State.CHUNK_LF, context, in);
            case CHUNK_LF -> expect('\n', State.CHUNK_LINE, context, in);
            case REFUSED -> in.skipBytes(in.readableBytes());
        }
    }

    // Heads and trailers.

    private void readHead(ChannelHandlerContext context, ByteBuf in) {
        if (mapped == parser.end()) {
            copy(in, WINDOW);
        }
        int outcome = parse(in);
        while (outcome == HeadParser.MORE && in.readableBytes() > parser.end() - mapped) {
            copy(in, Integer.MAX_VALUE);
            outcome = parse(in);
        }
        if (outcome == HeadParser.MORE) {
            in.skipBytes(parser.end() - mapped);
            mapped = parser.end();
        } else if (outcome == HeadParser.BAD) {
            refuseHead(context);
        } else if (state == State.TRAILERS) {
            endChunks(context);
        } else {
            onHead(context);
        }
    }

    /** Gives the parser more bytes of the buffer, behind those that it has of it. */
    private void copy(ByteBuf in, int max) {
        int copied = parser.end() - mapped;
        int bytes = Math.min(in.readableBytes() - copied, max);
        mapped -= parser.makeRoom(bytes);
        in.getBytes(in.readerIndex() + copied, parser.block(), parser.end(), bytes);
        parser.added(bytes);
    }

    /** Parses, and moves the buffer on as far as lines were read. */
    private int parse(ByteBuf in) {
        int outcome = parser.parse();
        int read = parser.next() - mapped;
        if (read > 0) {
            in.skipBytes(read);
            mapped += read;
        }
        return outcome;
    }

    private void forgetHead() {
        parser.forget();
        mapped = 0;
    }

    /** The buffer is kept: what the parser has copied of it and not read comes again. */
    private void forgetCopied() {
        parser.truncate(mapped);
    }

    private void refuseHead(ChannelHandlerContext context) {
        boolean inTrailers = state == State.TRAILERS;
        state = State.REFUSED;
        if (inTrailers) {
            forgetHead();
            refuseBody(context);
        } else {
            onBadHead(context);
            forgetHead();
        }
    }

    /** A good head is in the parser: to be told by one of the {@code begin} methods. */
    abstract void onHead(ChannelHandlerContext context);

    /** A bad one is in the parser. */
    abstract void onBadHead(ChannelHandlerContext context);

    /** Nothing follows the head. */
    final void beginNothing() {
        state = State.HEAD;
    }

    /** So many bytes follow the head. */
    final void beginLength(long length) {
        forgetHead();
        left = length;
        state = State.LENGTH;
    }

    final void beginChunks() {
        forgetHead();
        chunkLine.reset();
        state = State.CHUNK_LINE;
    }

    /** All that comes until the connection ends follows the head. */
    final void beginUntilClose() {
        forgetHead();
        state = State.UNTIL_CLOSE;
    }

    /** The head was read, but nothing may follow it. */
    final void beginRefusal() {
        forgetHead();
        state = State.REFUSED;
    }

    // Bodies.

    /** The whole buffer where it may be, without another object; else a slice. */
    private ByteBuf takeUpTo(ByteBuf in, long max) {
        if (in.readableBytes() <= max) {
            current = null;
            return in;
        }
        return in.readRetainedSlice((int) max);
    }

    private void readLength(ChannelHandlerContext context, ByteBuf in) {
        ByteBuf part = takeUpTo(in, left);
        left -= part.readableBytes();
        if (left == 0) {
            state = State.HEAD;
            context.fireChannelRead(new DefaultLastHttpContent(part, EmptyHttpHeaders.INSTANCE));
        } else {
            context.fireChannelRead(new DefaultHttpContent(part));
        }
    }

    private void readChunkLine(ChannelHandlerContext context, ByteBuf in) {
        long size = chunkLine.read(in);
        if (size == ChunkLine.BAD) {
            state = State.REFUSED;
            refuseBody(context);
        } else if (size == 0) {
            state = State.TRAILERS;
            parser.beginTrailers();
        } else if (size > 0) {
            left = size;
            state = State.CHUNK;
        }
    }

    private void readChunk(ChannelHandlerContext context, ByteBuf in) {
        ByteBuf part = takeUpTo(in, left);
        left -= part.readableBytes();
        if (left == 0) {
            state = State.CHUNK_CR;
        }
        context.fireChannelRead(new DefaultHttpContent(part));
    }

    private void expect(char wanted, State next, ChannelHandlerContext context, ByteBuf in) {
        if (in.readByte() == wanted) {
            state = next;
        } else {
            state = State.REFUSED;
            refuseBody(context);
        }
    }

    private void endChunks(ChannelHandlerContext context) {
        HttpHeaders trailers = parser.takeFields();
        forgetHead();
        state = State.HEAD;
        context.fireChannelRead(
                trailers.isEmpty()
                        ? LastHttpContent.EMPTY_LAST_CONTENT
                        : new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, trailers));
    }

    private void refuseBody(ChannelHandlerContext context) {
        LastHttpContent broken = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, EmptyHttpHeaders.INSTANCE);
        broken.setDecoderResult(BROKEN_BODY);
        context.fireChannelRead(broken);
    }

    /** Chunks or trailers outside of their grammar; made once, without a stack. */
    private static final class BrokenBodyException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenBodyException() {
            super("a body that is not framed as RFC 9112 section 7 says", null, false, false);
        }
    }
}
