package gateway.server.admin;

import gateway.server.json.Json;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What an endpoint says.
 *
 * @param fields of the response's head, besides type, length and date
 */
record Answer(HttpResponseStatus status, String contentType, String body, Map<String, String> fields) {
    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";

    static Answer text(HttpResponseStatus status, String body) {
        return new Answer(status, TEXT, body, Map.of());
    }

    static Answer json(String body) {
        return new Answer(HttpResponseStatus.OK, JSON, body, Map.of());
    }

    /** An error as RFC 9457 wants it. */
    static Answer problem(HttpResponseStatus status, String detail) {
        return problem(status, detail, List.of());
    }

    /** An error that has several causes. */
    static Answer problem(HttpResponseStatus status, String detail, List<String> problems) {
        String body = Json.object(json -> {
            json.writeStringProperty("type", "about:blank");
            json.writeStringProperty("title", status.reasonPhrase());
            json.writeNumberProperty("status", status.code());
            json.writeStringProperty("detail", detail);
            if (!problems.isEmpty()) {
                json.writeArrayPropertyStart("problems");
                problems.forEach(json::writeString);
                json.writeEndArray();
            }
        });
        return new Answer(status, PROBLEM, body, Map.of());
    }

    /** What cannot be told before the gateway serves. */
    static Answer starting() {
        return problem(HttpResponseStatus.SERVICE_UNAVAILABLE, "The gateway is starting.");
    }

    Answer with(String field, String value) {
        return new Answer(status, contentType, body, Map.of(field, value));
    }

    CompletionStage<Answer> now() {
        return CompletableFuture.completedStage(this);
    }
}
