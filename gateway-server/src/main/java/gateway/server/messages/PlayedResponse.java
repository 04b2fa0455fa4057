package gateway.server.messages;

import gateway.core.http.FailureReason;
import gateway.core.http.RequestHead;
import gateway.core.routing.RouteAction.Redirect;
import gateway.core.upstream.Backend;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the client of a played gateway gets.
 *
 * @param path as sent to the backend, with the query; as received when it was sent to none
 * @param backend that answered; null when none did
 * @param headers in the order in which they are shown
 */
record PlayedResponse(int status, String path, @Nullable Backend backend, Map<String, String> headers, String body) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A played backend tells what it was asked for. */
    static PlayedResponse of(Backend backend, RequestHead request, String path) {
        ObjectNode body = JSON.createObjectNode();
        body.put("backend", backend.name());
        body.put("method", request.method().name());
        body.put("path", path);
        String text = HttpMethod.HEAD.equals(request.method()) ? "" : JSON.writeValueAsString(body);
        return new PlayedResponse(200, path, backend, Map.of("Content-Type", "application/json"), text);
    }

    /** The gateway answers itself. */
    static PlayedResponse refused(String path, FailureReason reason) {
        HttpResponseStatus status = HttpResponseStatus.valueOf(reason.status());
        return new PlayedResponse(
                status.code(),
                path,
                null,
                Map.of("Content-Type", "text/plain; charset=utf-8"),
                status.reasonPhrase() + " (" + reason.code() + ")\n");
    }

    /** The client is sent elsewhere. */
    static PlayedResponse redirected(String path, String location) {
        return new PlayedResponse(Redirect.STATUS, path, null, Map.of("Location", location), "");
    }

    PlayedResponse with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new PlayedResponse(status, path, backend, more, body);
    }
}
