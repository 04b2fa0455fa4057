package gateway.core.downstream;

import gateway.core.downstream.tls.ClientHello;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the whole ClientHello, in however many records and segments it comes, and makes way for the handler of TLS that fits it.
 * A client whose ClientHello cannot be read is never served with the default certificate: its policy may be the weaker one.
 * Event-loop confined.
 */
final class ClientHelloReader extends SslClientHelloHandler<@Nullable SslHandler> {
    private static final int MAX_BYTES = 16 * 1024;
    /** {@code GET} is what a browser begins with. */
    private static final int FIRST_LETTER = 'A';

    private static final int LAST_LETTER = 'Z';
    private static final byte[] PLAIN_HTTP =
            ("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\n"
                            + "Content-Length: 29\r\n\r\nThis port speaks HTTPS only.\n")
                    .getBytes(StandardCharsets.US_ASCII);

    private final TlsHandshake handshake;

    ClientHelloReader(TlsHandshake handshake) {
        super(MAX_BYTES);
        this.handshake = handshake;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (handshake.isOver()) {
            // Refused: what still comes is nobody's.
            in.skipBytes(in.readableBytes());
        } else {
            super.decode(context, in, out);
        }
    }

    @Override
    protected Future<@Nullable SslHandler> lookup(ChannelHandlerContext context, @Nullable ByteBuf body) {
        return context.executor().newSucceededFuture(choose(context, body));
    }

    private @Nullable SslHandler choose(ChannelHandlerContext context, @Nullable ByteBuf body) {
        if (body == null) {
            handshake.refuseCleartext(isHttp() ? context.alloc().buffer().writeBytes(PLAIN_HTTP) : null);
            return null;
        }
        try {
            return handshake.choose(ClientHello.read(body), context.alloc());
        } catch (IllegalArgumentException e) {
            handshake.refuse(HandshakeResult.FAILED, TlsHandshake.DECODE_ERROR);
            return null;
        }
    }

    private boolean isHttp() {
        if (actualReadableBytes() == 0) {
            return false;
        }
        ByteBuf bytes = internalBuffer();
        byte first = bytes.getByte(bytes.readerIndex());
        return first >= FIRST_LETTER && first <= LAST_LETTER;
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext context, Future<@Nullable SslHandler> done) {
        SslHandler handler = done.getNow();
        if (handler == null) {
            return;
        }
        boolean isReplaced = false;
        try {
            context.pipeline().replace(this, null, handler);
            isReplaced = true;
        } finally {
            if (!isReplaced) {
                ReferenceCountUtil.safeRelease(handler.engine());
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            handshake.refuse(HandshakeResult.FAILED, TlsHandshake.DECODE_ERROR);
        }
        context.fireExceptionCaught(cause);
    }
}
