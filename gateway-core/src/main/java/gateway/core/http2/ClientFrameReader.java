package gateway.core.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * Netty's reader of frames, with the right error for a header block on a stream that its client has ended: STREAM_CLOSED (RFC 9113
 * section 5.1). Event-loop confined.
 */
public final class ClientFrameReader extends DefaultHttp2FrameReader {
    private final Http2Connection connection;
    private @Nullable Http2FrameListener told;
    private @Nullable Http2FrameListener checked;

    public ClientFrameReader(Http2Connection connection, Http2HeadersDecoder headers, int maxSmallContinuations) {
        super(headers, maxSmallContinuations);
        this.connection = connection;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public void readFrame(ChannelHandlerContext context, ByteBuf input, Http2FrameListener listener)
            throws Http2Exception {
        Http2FrameListener check = checked;
        if (check == null || told != listener) {
            check = new Check(listener);
            told = listener;
            checked = check;
        }
        super.readFrame(context, input, check);
    }

    private final class Check extends Http2FrameListenerDecorator {
        Check(Http2FrameListener listener) {
            super(listener);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean endOfStream)
                throws Http2Exception {
            expectOpen(id);
            super.onHeadersRead(context, id, headers, padding, endOfStream);
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
                boolean endOfStream)
                throws Http2Exception {
            expectOpen(id);
            super.onHeadersRead(context, id, headers, dependency, weight, exclusive, padding, endOfStream);
        }

        private void expectOpen(int id) throws Http2Exception {
            Http2Stream stream = connection.stream(id);
            if (stream != null && stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE) {
                throw Http2Exception.streamError(id, Http2Error.STREAM_CLOSED, "the stream has ended");
            }
        }
    }
}
