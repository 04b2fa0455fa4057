package gateway.core.upstream.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;

/**
 * Decodes the responses of one connection that has one request in flight. Unlike Netty's pair of codecs it can say whether bytes are
 * left over after a response, which must never become the beginning of the next one. Event-loop confined.
 */
final class ResponseDecoder extends HttpResponseDecoder {
    private boolean toHead;
    private boolean endedInside;

    ResponseDecoder(HttpDecoderConfig config) {
        super(config);
    }

    /** The next response answers a HEAD, or another method. */
    void answersHead(boolean head) {
        toHead = head;
    }

    /** Bytes came that are no part of what was decoded. */
    boolean hasSurplus() {
        return endedInside || actualReadableBytes() > 0;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        endedInside = actualReadableBytes() > 0;
        super.channelInactive(context);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return super.isContentAlwaysEmpty(message)
                || (toHead
                        && message instanceof HttpResponse response
                        && response.status().code() >= 200);
    }
}
