package gateway.core.codec;

import gateway.core.http.FailureReason;
import gateway.core.http.ResponseFraming;
import gateway.core.http.WireHeaders;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Decodes the responses of one connection that has one request in flight. Every good head is followed by a last part, that of an
 * interim response too; one that is refused is a {@link MalformedResponse}, the last message of the connection. Event-loop confined.
 */
public final class ResponseDecoder extends MessageDecoder {
    private final ResponseHeadParser parser;
    private final ResponseFraming framing = new ResponseFraming();
    private boolean toHead;

    /**
     * A decoder for one connection.
     *
     * @param maxHeadSize bytes of a head, and of the trailers of a body
     */
    public ResponseDecoder(int maxHeadSize) {
        this(new ResponseHeadParser(maxHeadSize));
    }

    private ResponseDecoder(ResponseHeadParser parser) {
        super(parser);
        this.parser = parser;
    }

    /** The next response answers a HEAD, or another method. */
    public void answersHead(boolean head) {
        toHead = head;
    }

    /** Bytes came that are no part of what was decoded: they must never become the beginning of the next response. */
    public boolean hasSurplus() {
        return hasUndecoded();
    }

    @Override
    void onHead(ChannelHandlerContext context) {
        WireHeaders headers = parser.takeFields();
        HttpVersion version = parser.version();
        HttpResponseStatus status = parser.status();
        int code = status.code();
        if (!framing.read(headers, code, HttpVersion.HTTP_1_0.equals(version))) {
            beginRefusal();
            context.fireChannelRead(
                    new MalformedResponse(FailureReason.MALFORMED_RESPONSE, version, status, headers, true));
            return;
        }
        boolean isBodyless = code < 200 || code == 204 || code == 304 || toHead;
        boolean isWhole = isBodyless || (!framing.isChunked() && framing.contentLength() == 0);
        if (isWhole) {
            beginNothing();
        } else if (framing.isChunked()) {
            beginChunks();
        } else if (framing.contentLength() > 0) {
            beginLength(framing.contentLength());
        } else {
            beginUntilClose();
        }
        if (code == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            // What follows is not HTTP: it waits for who takes it.
            pause();
        }
        context.fireChannelRead(new DefaultHttpResponse(version, status, headers));
        if (isWhole && !context.isRemoved()) {
            context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    @Override
    void onBadHead(ChannelHandlerContext context) {
        boolean hasLine = parser.hasFirstLine();
        WireHeaders headers = parser.takeFields();
        context.fireChannelRead(new MalformedResponse(
                parser.fault(),
                hasLine ? parser.version() : HttpVersion.HTTP_1_1,
                hasLine ? parser.status() : HttpResponseStatus.BAD_GATEWAY,
                headers,
                hasLine));
    }
}
