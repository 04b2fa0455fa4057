package gateway.core.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/**
 * Writes messages as bytes: a head with a small body, or a small part with its chunk's frame, in one buffer; large parts by
 * reference. Chunks are framed anew, without extensions. What cannot be sent safely is refused with an exception, and nothing of it
 * is written. Takes over the reference of what it is given. Event-loop confined.
 */
abstract class MessageEncoder extends ChannelOutboundHandlerAdapter {
    /** Up to so many bytes are copied beside the head: cheaper than a second buffer and a gathering write. */
    private static final int MAX_COPIED = 2048;

    private static final byte[] LAST_CHUNK = "0\r\n".getBytes(StandardCharsets.US_ASCII);

    /** What the next part belongs to. */
    private enum State {
        BETWEEN,
        PLAIN,
        CHUNKED,
        BODYLESS
    }

    private State state = State.BETWEEN;

    /** Writes the first line, without its end. */
    abstract void writeFirstLine(HttpMessage head, HeadWriter out);

    /** Whatever the fields say, no body follows. */
    abstract boolean isBodyless(HttpMessage head);

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpMessage head) {
            writeHead(context, head, promise);
        } else if (message instanceof HttpContent part) {
            writePart(context, part, promise);
        } else {
            context.write(message, promise);
        }
    }

    private void writeHead(ChannelHandlerContext context, HttpMessage head, ChannelPromise promise) {
        HeadWriter out = HeadWriter.begin();
        try {
            if (state != State.BETWEEN) {
                throw new IllegalStateException("a head before the end of the message before it");
            }
            writeFirstLine(head, out);
            out.newLine().fields(head.headers()).newLine();
        } catch (RuntimeException e) {
            ReferenceCountUtil.release(head);
            throw e;
        }
        State body = isBodyless(head)
                ? State.BODYLESS
                : head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING) ? State.CHUNKED : State.PLAIN;
        if (head instanceof LastHttpContent whole) {
            writeContent(context, out, body, whole, promise);
        } else {
            state = body;
            context.write(bufferOf(context, out), promise);
        }
    }

    private void writePart(ChannelHandlerContext context, HttpContent part, ChannelPromise promise) {
        State body = state;
        if (body == State.BETWEEN) {
            part.release();
            throw new IllegalStateException("a part of a body without a head");
        }
        boolean isLast = part instanceof LastHttpContent;
        if (isLast) {
            state = State.BETWEEN;
        }
        if (body == State.PLAIN || body == State.BODYLESS) {
            writePlain(context, body, part, promise);
        } else if (part.content().isReadable() || isLast) {
            writeContent(context, HeadWriter.begin(), body, part, promise);
        } else {
            writeNothing(context, part, promise);
        }
    }

    private static void writePlain(
            ChannelHandlerContext context, State body, HttpContent part, ChannelPromise promise) {
        if (body == State.PLAIN && part.content().isReadable()) {
            // The reference goes on with the content.
            context.write(part.content(), promise);
        } else {
            writeNothing(context, part, promise);
        }
    }

    private static void writeNothing(ChannelHandlerContext context, HttpContent part, ChannelPromise promise) {
        part.release();
        context.write(Unpooled.EMPTY_BUFFER, promise);
    }

    /** Writes what is in the writer, then a part and its frame. */
    private static void writeContent(
            ChannelHandlerContext context, HeadWriter out, State body, HttpContent part, ChannelPromise promise) {
        ByteBuf content = part.content();
        int size = body == State.BODYLESS ? 0 : content.readableBytes();
        if (body == State.CHUNKED && size > 0) {
            out.hex(size).newLine();
        }
        if (size > MAX_COPIED) {
            writeLarge(context, out, body, part, promise);
            return;
        }
        ByteBuf buffer;
        try {
            if (size > 0) {
                out.content(content);
            }
            endFrame(out, body, size, part);
            buffer = bufferOf(context, out);
        } finally {
            part.release();
        }
        context.write(buffer, promise);
    }

    private static void writeLarge(
            ChannelHandlerContext context, HeadWriter out, State body, HttpContent part, ChannelPromise promise) {
        if (out.length() > 0) {
            context.write(bufferOf(context, out), first(context, promise));
        }
        if (body != State.CHUNKED) {
            context.write(part.content(), promise);
            return;
        }
        HeadWriter end = HeadWriter.begin();
        ByteBuf frame;
        try {
            endFrame(end, body, part.content().readableBytes(), part);
            frame = bufferOf(context, end);
        } catch (RuntimeException e) {
            part.release();
            throw e;
        }
        context.write(part.content(), first(context, promise));
        context.write(frame, promise);
    }

    private static void endFrame(HeadWriter out, State body, int size, HttpContent part) {
        if (body != State.CHUNKED) {
            return;
        }
        if (size > 0) {
            out.newLine();
        }
        if (part instanceof LastHttpContent last) {
            HttpHeaders trailers = last.trailingHeaders();
            out.bytes(LAST_CHUNK).fields(trailers).newLine();
        }
    }

    /** For a buffer that another one follows, which has the promise. */
    private static ChannelPromise first(ChannelHandlerContext context, ChannelPromise promise) {
        return promise.isVoid() ? promise : context.newPromise();
    }

    private static ByteBuf bufferOf(ChannelHandlerContext context, HeadWriter out) {
        ByteBuf buffer = context.alloc().directBuffer(out.length());
        out.writeTo(buffer);
        return buffer;
    }
}
