package gateway.core.codec;

import gateway.core.http.FailureReason;
import gateway.core.http.RequestFraming;
import gateway.core.http.WireHeaders;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Decodes the requests of one client. A request without a body is one message, a {@link WholeRequest}; one that is refused is a
 * {@link MalformedRequest}, the last message of the connection. Event-loop confined.
 */
public final class RequestDecoder extends MessageDecoder {
    private final RequestHeadParser parser;
    private final RequestFraming framing = new RequestFraming();

    /**
     * A decoder for one connection.
     *
     * @param maxHeadSize bytes of a head, and of the trailers of a body
     */
    public RequestDecoder(int maxHeadSize) {
        this(new RequestHeadParser(maxHeadSize));
    }

    private RequestDecoder(RequestHeadParser parser) {
        super(parser);
        this.parser = parser;
    }

    @Override
    void onHead(ChannelHandlerContext context) {
        WireHeaders headers = parser.takeFields();
        HttpVersion version = parser.version();
        FailureReason fault = framing.readBody(headers, HttpVersion.HTTP_1_0.equals(version));
        if (fault != null) {
            beginRefusal();
            context.fireChannelRead(
                    new MalformedRequest(fault, version, parser.method(), parser.target(), headers, true));
        } else if (framing.isChunked()) {
            beginChunks();
            context.fireChannelRead(new DefaultHttpRequest(version, parser.method(), parser.target(), headers, false));
        } else if (framing.contentLength() > 0) {
            beginLength(framing.contentLength());
            context.fireChannelRead(new DefaultHttpRequest(version, parser.method(), parser.target(), headers, false));
        } else {
            beginNothing();
            context.fireChannelRead(new WholeRequest(version, parser.method(), parser.target(), headers));
        }
    }

    @Override
    void onBadHead(ChannelHandlerContext context) {
        boolean hasLine = parser.hasFirstLine();
        WireHeaders headers = parser.takeFields();
        context.fireChannelRead(new MalformedRequest(
                parser.fault(),
                hasLine ? parser.version() : HttpVersion.HTTP_1_1,
                hasLine ? parser.method() : MalformedRequest.NO_METHOD,
                hasLine ? parser.target() : "/",
                headers,
                hasLine));
    }
}
