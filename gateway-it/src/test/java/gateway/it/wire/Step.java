package gateway.it.wire;

import java.nio.charset.StandardCharsets;

/** One thing that a peer does on its connection, as a line of the corpus spells it. */
sealed interface Step {
    /**
     * Sends in one write.
     *
     * @param text one character for each byte
     */
    record Send(String text) implements Step {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** Waits a moment, so that what was sent before has been read. */
    record Pause() implements Step {}

    /** Ends its sending side. */
    record HalfClose() implements Step {}

    /** Closes with a reset. */
    record Reset() implements Step {}

    /** Neither reads nor writes until the other side closes. */
    record Stall() implements Step {}

    /** The origin begins to answer before it reads the request's body. */
    record Early() implements Step {}

    /** An origin that answers early reads the request's body only now. */
    record ReadBody() implements Step {}
}
