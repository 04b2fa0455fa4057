package gateway.core.http2;

import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Headers;

/** Netty's HPACK decoder, which puts a client's fields into {@link RequestBlock}s and leaves their validation to them. */
public final class RequestBlockDecoder extends DefaultHttp2HeadersDecoder {
    /** @param maxListSize bytes of a header block as RFC 9113 section 6.5.2 counts them */
    public RequestBlockDecoder(long maxListSize) {
        super(false, maxListSize);
    }

    @Override
    protected Http2Headers newHeaders() {
        return new RequestBlock();
    }
}
