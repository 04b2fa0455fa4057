package gateway.server.messages;

import gateway.core.http.FailureReason;
import gateway.core.http.RequestHead;
import gateway.core.http.RequestReader;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns the body of an {@code http_request} message into a request head, by the rules for requests from the network. Used by one
 * thread.
 */
final class RequestDecoder {
    private final RequestReader reader = new RequestReader();

    /**
     * Reads the head; {@link #head} has it afterwards.
     *
     * @return null when it is good; else why a client with such a request is refused
     * @throws BadMessageException when the message is not in the form of a request at all
     */
    @Nullable
    FailureReason read(Message message) throws BadMessageException {
        String path = message.string("path");
        HttpMethod method = method(message);
        HttpHeaders headers = headers(message.body().path("headers"));
        // Before HTTP/1.1 a request may leave its Host out, as the messages do.
        HttpVersion version = headers.contains(HttpHeaderNames.HOST) ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0;
        // Not validated here, so that a bad target is refused by the same check and with the same status as on the
        // network.
        DefaultHttpRequest request = new DefaultHttpRequest(version, method, path, headers, false);
        return reader.read(request, "http", "127.0.0.1");
    }

    /** The head of the last request; only after a {@link #read} that returned null. */
    RequestHead head() {
        return reader.head();
    }

    private static HttpMethod method(Message message) throws BadMessageException {
        if (message.body().path("method").isMissingNode()) {
            return HttpMethod.GET;
        }
        String name = message.string("method");
        try {
            return HttpMethod.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw BadMessageException.field("body.method", "\"" + name + "\"", "a method such as GET");
        }
    }

    private static HttpHeaders headers(JsonNode fields) throws BadMessageException {
        Message.expect(fields.isMissingNode() || fields.isObject(), "body.headers", fields, "an object");
        HttpHeaders headers = new DefaultHttpHeaders();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (field.getValue().isArray()) {
                for (JsonNode value : field.getValue()) {
                    add(headers, field.getKey(), value);
                }
            } else {
                add(headers, field.getKey(), field.getValue());
            }
        }
        return headers;
    }

    private static void add(HttpHeaders headers, String name, JsonNode value) throws BadMessageException {
        String place = "body.headers." + name;
        Message.expect(value.isValueNode() && !value.isNull(), place, value, "a string, or a list of strings");
        try {
            headers.add(name, value.asString());
        } catch (IllegalArgumentException e) {
            throw BadMessageException.field(place, value.toString(), "a field that HTTP allows");
        }
    }
}
