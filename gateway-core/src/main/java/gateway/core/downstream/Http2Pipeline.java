package gateway.core.downstream;

import gateway.core.http.FieldNames;
import gateway.core.http2.ClientFrameReader;
import gateway.core.http2.FloodGuard;
import gateway.core.http2.FrameScanner;
import gateway.core.http2.RequestBlockDecoder;
import gateway.core.proxy.Client;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2HeadersEncoder.SensitivityDetector;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import io.netty.util.AsciiString;

/** What an HTTP/2 client's connection runs through: one handler, which is Netty's codec and ours. */
final class Http2Pipeline {
    /** At the same time; as many as nginx, HAProxy and the browsers are used to. */
    static final int MAX_STREAMS = 100;
    /** What a client may send of a body before it was taken. */
    private static final int STREAM_WINDOW = 256 * 1024;
    /** Both ways, whatever the other side would bear. */
    private static final int HPACK_TABLE = 4096;
    /** Pieces of a header block that are less than half a frame. */
    private static final int MAX_SMALL_CONTINUATIONS = 16;

    private static final AsciiString REQUEST_ID = FieldNames.X_REQUEST_ID.toLowerCase();
    /** Bytes of one stream that go out before the next stream's turn. */
    private static final int TURN = 16 * 1024;

    /** What is different each time would only push the useful out of the client's table; and cookies are secrets. */
    private static final SensitivityDetector NEVER_INDEXED =
            (name, value) -> HttpHeaderNames.SET_COOKIE.contentEquals(name)
                    || HttpHeaderNames.ETAG.contentEquals(name)
                    || REQUEST_ID.contentEquals(name);

    private Http2Pipeline() {}

    /**
     * Adds HTTP/2 behind what is there; the channel may be active already. What comes next must be the client's preface (RFC 9113
     * section 3.4).
     */
    static void install(Channel channel, Entrance entrance, Client client) {
        int headSize = entrance.rules().get().limits().headerSize();
        Http2Connection connection = new DefaultHttp2Connection(true, 0);
        // Until the client has read the settings it may not know of the limit, and what comes beyond it is refused one
        // by one.
        connection.remote().maxActiveStreams(2 * MAX_STREAMS);
        UniformStreamByteDistributor distributor = new UniformStreamByteDistributor(connection);
        distributor.minAllocationChunk(TURN);
        connection.remote().flowController(new DefaultHttp2RemoteFlowController(connection, distributor));
        Http2ConnectionEncoder encoder =
                new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter(NEVER_INDEXED, true));
        Http2FrameReader reader =
                new ClientFrameReader(connection, new RequestBlockDecoder(headSize), MAX_SMALL_CONTINUATIONS);
        Http2ConnectionDecoder decoder = new DefaultHttp2ConnectionDecoder(
                connection, encoder, reader, Http2PromisedRequestVerifier.ALWAYS_VERIFY, true, true, false);
        FloodGuard guard = new FloodGuard(entrance.worker().wheel()::now);
        Http2Handler handler = new Http2Handler(
                channel, entrance, client, decoder, encoder, settings(headSize), guard, new FrameScanner(guard));
        decoder.frameListener(new Http2Requests(handler));
        channel.pipeline().addLast(handler);
    }

    private static Http2Settings settings(int headSize) {
        return new Http2Settings()
                .maxConcurrentStreams(MAX_STREAMS)
                .maxHeaderListSize(headSize)
                .headerTableSize(HPACK_TABLE)
                .initialWindowSize(STREAM_WINDOW);
    }
}
