package gateway.core.codec;

import io.netty.handler.codec.DecoderResult;

/** For who knows Netty's result of decoding only; the reason is the message's own. Made once, without a stack. */
final class RefusedHeadException extends Exception {
    static final DecoderResult RESULT = DecoderResult.failure(new RefusedHeadException());

    private static final long serialVersionUID = 1L;

    private RefusedHeadException() {
        super("a head that is refused", null, false, false);
    }
}
