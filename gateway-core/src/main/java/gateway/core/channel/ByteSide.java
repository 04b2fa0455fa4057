package gateway.core.channel;

import io.netty.buffer.ByteBuf;

/**
 * One side of a tunnel: a connection whose bytes nobody decodes, or one stream of a protocol that has several. Event-loop confined.
 * After {@link #close} or {@link #reset} only {@link ByteSideListener#onGone} is told.
 */
public interface ByteSide {
    /** From now on the listener is told; first of what came before. To be called once. */
    void start();

    /** Takes over the reference. What comes after the output was shut down is dropped. */
    void write(ByteBuf bytes);

    void flush();

    /** The peer takes what is written fast enough. */
    boolean isWritable();

    /** Back pressure. The end of a peer that is not read is told all the same, within a second. */
    void setReading(boolean wanted);

    /** Tells the peer, after what was written, that nothing more comes; what it sends is still read. */
    void shutdownOutput();

    /** Ends when the peer has taken what was written. */
    void close();

    /** Ends at once; what was not taken is lost. */
    void reset();
}
