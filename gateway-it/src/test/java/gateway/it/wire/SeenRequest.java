package gateway.it.wire;

import java.util.List;

/**
 * A request as the strict origin read it.
 *
 * @param connection on which it came, counted from 0
 * @param body without chunk framing, one character for each byte
 * @param isWhole its end came; else it is what was there when the gateway gave it up
 */
record SeenRequest(
        int connection,
        String method,
        String target,
        List<Field> fields,
        String body,
        List<Field> trailers,
        boolean isWhole) {
    List<String> values(String name) {
        return Field.values(fields, name);
    }
}
