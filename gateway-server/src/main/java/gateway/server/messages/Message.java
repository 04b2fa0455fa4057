package gateway.server.messages;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One JSON value from standard input, taken for a message: {@code {"src": .., "dest": .., "body": {"type": .., "msg_id": ..}}}, or
 * a body alone. What is there can be read even when the rest is bad, so that the error finds its way back.
 */
record Message(JsonNode value) {
    /** A body without an envelope; its answer has none either. */
    boolean isBare() {
        return !value.path("body").isObject() && value.path("type").isString();
    }

    JsonNode body() {
        return isBare() ? value : value.path("body");
    }

    /** Null when it is not said. */
    @Nullable
    String source() {
        return text(value.path("src"));
    }

    /** Null when it is not said. */
    @Nullable
    String destination() {
        return text(value.path("dest"));
    }

    /** Null when it has none, or none that is a number. */
    @Nullable
    Long id() {
        JsonNode id = body().path("msg_id");
        return isId(id) ? id.longValue() : null;
    }

    /** The type of a message that is whole: an object with a source and a body, and nothing in them has another form than it must. */
    String type() throws BadMessageException {
        expect(value.isObject(), "message", value, "an object with src, dest and body");
        if (!isBare()) {
            expect(value.path("src").isString(), "src", value.path("src"), "a string");
            JsonNode destination = value.path("dest");
            expect(destination.isMissingNode() || destination.isString(), "dest", destination, "a string");
            expect(body().isObject(), "body", body(), "an object");
        }
        JsonNode id = body().path("msg_id");
        expect(id.isMissingNode() || isId(id), "body.msg_id", id, "an integer");
        return string("type");
    }

    /** A text of the body that must be there. */
    String string(String field) throws BadMessageException {
        JsonNode text = body().path(field);
        expect(text.isString(), "body." + field, text, "a string");
        return text.stringValue();
    }

    static void expect(boolean isFact, String place, JsonNode value, String expected) throws BadMessageException {
        if (!isFact) {
            throw BadMessageException.field(place, value.isMissingNode() ? "missing" : value.toString(), expected);
        }
    }

    private static boolean isId(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong();
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }
}
