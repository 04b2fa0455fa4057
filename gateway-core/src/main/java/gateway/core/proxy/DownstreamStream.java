package gateway.core.proxy;

import gateway.core.channel.ByteSide;
import gateway.core.channel.ByteSideListener;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;

/**
 * The client's half of one exchange: an HTTP/1 connection's turn, or one HTTP/2 or HTTP/3 stream. Event-loop confined.
 */
public interface DownstreamStream {
    /** Writes a 1xx. */
    void writeInterim(HttpResponse head);

    /** Writes the final head; sets what the client's protocol needs for framing and persistence. */
    void writeHead(HttpResponse head);

    /** Writes a whole response of the gateway's own; takes over its reference. */
    void writeReply(FullHttpResponse reply);

    /** Writes a part of the body and takes over its reference; a LastHttpContent ends the response. */
    void writeBody(HttpContent part);

    void flush();

    /** The client takes what is written fast enough. */
    boolean isWritable();

    /** Back pressure: whether more of the request is wanted. */
    void setReading(boolean wanted);

    /**
     * Writes the head of an answer that ends HTTP here, 101 or a 2xx to CONNECT, and leaves it. Only where the request asked for it,
     * and its protocol can.
     *
     * @return the stream as a side of the tunnel, not started; it lives until it is closed, also after {@link #exchangeEnded}
     */
    default ByteSide toTunnel(HttpResponse head, ByteSideListener listener) {
        throw new IllegalStateException("this protocol has no tunnels");
    }

    /** Cuts the response so that the client sees it: close (HTTP/1) or reset (HTTP/2, HTTP/3). */
    void abort();

    /**
     * The exchange is over; the next one may begin.
     *
     * @param requestComplete the whole request was read; otherwise what is left of it is in the way of the next one
     */
    void exchangeEnded(boolean requestComplete);
}
