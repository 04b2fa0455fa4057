package gateway.it.wire;

import java.util.List;

/**
 * A response as a client read it.
 *
 * @param interim status codes of the 1xx before it
 * @param body without chunk framing, one character for each byte
 * @param isWhole the end of its body came, and without a reset where the close is the end
 * @param isLast the connection ends with it, as its fields say
 */
record SeenResponse(
        List<Integer> interim,
        int status,
        List<Field> fields,
        String body,
        List<Field> trailers,
        boolean isWhole,
        boolean isLast) {
    List<String> values(String name) {
        return Field.values(fields, name);
    }

    /** The code that the gateway gives for its own answers; empty when it is not its own. */
    String reason() {
        String status = String.join(",", values("Proxy-Status"));
        int start = status.indexOf("details=\"");
        return start < 0 ? "" : status.substring(start + 9, status.indexOf('"', start + 9));
    }
}
