package gateway.server.messages;

import gateway.core.http.Cookies;
import gateway.core.http.RequestHead;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The session that a request of document 001 belongs to: its field {@code session_id}, else one of the usual cookies. */
final class SessionIds {
    private static final String FIELD = "session_id";
    private static final List<String> COOKIES = List.of("session_id", "session", "SESSIONID", "LB_NODE");

    private SessionIds() {}

    /** Empty when it belongs to none. */
    static String of(Message message, RequestHead request) {
        JsonNode field = message.body().path(FIELD);
        if (field.isString() || field.isNumber()) {
            return field.asString();
        }
        for (String name : COOKIES) {
            String value = Cookies.find(request.headers(), name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
