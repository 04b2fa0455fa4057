package gateway.server.messages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Takes JSON values out of lines. A value may span lines and a line may hold several. What is no JSON costs its own line only;
 * a value that is never finished ends where a line holds a whole message. Used by one thread.
 */
final class MessageReader {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Listener listener;
    private JsonParser parser = JSON.createNonBlockingByteArrayParser();
    private TokenBuffer tokens = TokenBuffer.forGeneration();
    private int depth;
    private int line;
    private int firstLine;
    // The value that broke began on an earlier line: what follows is its rest, up to where another begins.
    private boolean isInRest;

    MessageReader(Listener listener) {
        this.listener = listener;
    }

    /** Takes the next line, without its end. */
    void read(String text) throws IOException {
        line++;
        boolean beginsValue = text.stripLeading().startsWith("{");
        if (depth > 0 && beginsValue && isMessage(text)) {
            refuse("another message begins on line " + line + " before it is finished");
        }
        if (isInRest && !beginsValue) {
            return;
        }
        isInRest = false;
        parse(text, beginsValue);
    }

    /** There are no more lines. */
    void end() throws IOException {
        if (depth > 0) {
            refuse("the input ends before it is finished");
        }
    }

    private void parse(String text, boolean beginsValue) throws IOException {
        try {
            byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
            ((ByteArrayFeeder) parser.nonBlockingInputFeeder()).feedInput(bytes, 0, bytes.length);
            for (JsonToken token = parser.nextToken(); isToken(token); token = parser.nextToken()) {
                take(token);
            }
        } catch (JacksonException e) {
            boolean beganBefore = depth > 0 && firstLine < line;
            refuse(e.getOriginalMessage());
            isInRest = beganBefore && !beginsValue;
            if (beganBefore && beginsValue) {
                parse(text, true);
            }
        }
    }

    private static boolean isToken(JsonToken token) {
        return token != null && token != JsonToken.NOT_AVAILABLE;
    }

    private void take(JsonToken token) throws IOException {
        if (depth == 0) {
            firstLine = line;
        }
        tokens.copyCurrentEvent(parser);
        if (token.isStructStart()) {
            depth++;
        } else if (token.isStructEnd()) {
            depth--;
        }
        if (depth == 0) {
            JsonNode value = JSON.readTree(tokens.asParser());
            tokens = TokenBuffer.forGeneration();
            listener.onValue(value);
        }
    }

    private void refuse(String why) throws IOException {
        String place = depth > 0 && firstLine < line ? "lines " + firstLine + " to " + line : "line " + line;
        depth = 0;
        tokens = TokenBuffer.forGeneration();
        parser = JSON.createNonBlockingByteArrayParser();
        listener.onBroken(place + ": " + why + " (expected: a JSON message)");
    }

    /** The line alone is a message: no line inside a message has a body of its own. */
    private static boolean isMessage(String text) {
        // Most lines within a value are told apart without parsing them twice.
        if (!text.contains("\"body\"")) {
            return false;
        }
        try {
            return JSON.readTree(text).path("body").path("type").isString();
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Told what the lines hold, in their order. */
    interface Listener {
        /** A JSON value is whole. */
        void onValue(JsonNode value) throws IOException;

        /**
         * Something was no JSON.
         *
         * @param why with its place, for people
         */
        void onBroken(String why) throws IOException;
    }
}
