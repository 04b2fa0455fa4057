package gateway.core.channel;

import io.netty.buffer.ByteBuf;

/** What a {@link ByteSide} tells. All calls come on the event loop, none before {@link ByteSide#start}. */
public interface ByteSideListener {
    /** The listener owns the reference. */
    void onBytes(ByteBuf bytes);

    /** Everything that was read at once has been told. */
    void onReadComplete();

    /** The peer takes more again, or takes no more. */
    void onWritabilityChanged();

    /** The peer sends nothing more, but may still take something. */
    void onInputEnd();

    /** Closed, by whomever: nothing comes and nothing is taken any more. The last call. */
    void onGone();
}
