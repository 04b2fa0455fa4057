package gateway.core.downstream;

import gateway.core.http2.Flood;
import gateway.core.http2.RequestBlock;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;

/** What a client's frames mean: requests that begin, go on and are cancelled. Event-loop confined. */
final class Http2Requests extends Http2FrameAdapter {
    private final Http2Handler connection;

    Http2Requests(Http2Handler connection) {
        this.connection = connection;
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean endOfStream) {
        RequestBlock block = (RequestBlock) headers;
        Http2ClientStream known = connection.stream(id);
        if (known == null) {
            connection.begin(id, block, endOfStream);
            return;
        }
        try {
            // The codec lets a second block through only where it ends the stream.
            known.request().endWith(block.trailers());
        } catch (RuntimeException | AssertionError e) {
            known.onBug(e);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int id,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream) {
        // Priorities of that kind are a thing of the past (RFC 9113 section 5.3.2).
        onHeadersRead(context, id, headers, padding, endOfStream);
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int id, ByteBuf bytes, int padding, boolean endOfStream) {
        int size = bytes.readableBytes();
        if (size == 0 && padding > 0 && !endOfStream) {
            connection.count(Flood.EMPTY_DATA);
        }
        Http2ClientStream stream = connection.stream(id);
        if (stream == null) {
            return size + padding;
        }
        try {
            return stream.request().receive(bytes, endOfStream) + padding;
        } catch (RuntimeException | AssertionError e) {
            stream.onBug(e);
            return size + padding;
        }
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int id, long code) {
        Http2ClientStream stream = connection.stream(id);
        if (stream != null) {
            stream.onClosed();
        }
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext context, int id, int increment) {
        connection.onWindowOpened(id);
    }
}
