package gateway.core.proxy;

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

    /** Cuts the response so that the client sees it: close (HTTP/1) or reset (HTTP/2, HTTP/3). */
    void abort();

    /**
     * The exchange is over; the next one may begin.
     *
     * @param requestComplete the whole request was read; otherwise what is left of it is in the way of the next one
     */
    void exchangeEnded(boolean requestComplete);
}
