package gateway.core.upstream.connection;

import gateway.core.channel.ByteSide;
import gateway.core.channel.ByteSideListener;
import io.netty.handler.codec.http.HttpObject;

/**
 * The backend's half of one attempt. Obtained from a {@link ConnectionPool}, given back by {@link #release} or {@link #cancel},
 * never both. Event-loop confined.
 */
public interface UpstreamStream {
    /** Writes a part of the request; takes over its reference. */
    void write(HttpObject part);

    void flush();

    /** The backend takes what is written fast enough. */
    boolean isWritable();

    /** Back pressure: whether more of the response is wanted. */
    void setReading(boolean wanted);

    /** A kept-alive connection may have been closed unseen: another class of failure. */
    boolean isReused();

    /**
     * Leaves HTTP: to be called while {@link UpstreamStreamListener#onSwitchedProtocols} is told. The stream is still to be cancelled
     * at the end, and tells nothing more before.
     */
    ByteSide toTunnel(ByteSideListener listener);

    /** The response was read to its end; the connection may serve again, if it may. */
    void release();

    /** The response is not wanted any more; the connection is closed. */
    void cancel();
}
