package gateway.core.upstream.connection;

import gateway.core.http.FailureReason;
import gateway.core.proxyprotocol.Endpoints;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;

/** What a stream tells the attempt that uses it. All calls come on the event loop; nothing comes after release or cancel. */
public interface UpstreamStreamListener {
    /** Whose request it is: a connection that tells the backend of a client serves no other one. */
    Endpoints client();

    /** A connection was established for this attempt. */
    void onStreamReady(UpstreamStream stream);

    /** No connection could be had. */
    void onConnectFailed(FailureReason reason);

    /** A 1xx, but 101. */
    void onInterimHead(HttpResponse head);

    /**
     * A 101.
     *
     * @return it was asked for, and the stream has become a tunnel; otherwise the response is malformed
     */
    boolean onSwitchedProtocols(HttpResponse head);

    /** The final response's head: valid, its framing certain. */
    void onResponseHead(HttpResponse head);

    /** A part of the response's body; a LastHttpContent ends it. The listener owns the reference. */
    void onResponseBody(HttpContent part);

    /** Everything that was read at once has been told. */
    void onReadComplete();

    /** The backend takes more again, or takes no more. */
    void onWritabilityChanged();

    /** The stream is dead; nothing more comes. */
    void onStreamFailed(FailureReason reason);
}
