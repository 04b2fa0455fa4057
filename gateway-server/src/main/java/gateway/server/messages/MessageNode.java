package gateway.server.messages;

import gateway.core.config.GatewayConfig;
import gateway.core.http.FailureReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers messages as the gateway of the documents 000 and 001 does. Before an {@code init} it is the proxy of document 000; after
 * one it is the node of document 001, which numbers its messages and, without a configuration, balances over the other nodes.
 * Used by one thread.
 */
final class MessageNode {
    private static final String NAME_BEFORE_INIT = "l7_proxy";

    private final Optional<GatewayConfig> config;
    private final boolean isFull;
    private final RequestDecoder decoder = new RequestDecoder();
    private PlayedGateway gateway;
    private @Nullable String name;
    private long nextId;

    /** @param isFull answers show headers and body too */
    MessageNode(Optional<GatewayConfig> config, boolean isFull) {
        this.config = config;
        this.isFull = isFull;
        this.gateway = new PlayedGateway(config.orElseGet(BuiltInConfig::twoPools));
    }

    /** The answer to one JSON value. */
    JsonNode answer(JsonNode value) {
        Message message = new Message(value);
        try {
            String type = message.type();
            return reply(
                    message,
                    switch (type) {
                        case "init" -> init(message);
                        case "http_request" -> response(message);
                        default ->
                            throw new BadMessageException(
                                    BadMessageException.UNKNOWN_TYPE,
                                    "body.type: \"" + type + "\" (expected: init or http_request)");
                    });
        } catch (BadMessageException e) {
            return reply(message, error(message.id(), e.code(), e.getMessage()));
        }
    }

    /** The answer to what is not even JSON. */
    JsonNode answerToBroken(String why) {
        JsonNode nothing = JsonMapper.shared().missingNode();
        return reply(new Message(nothing), error(null, BadMessageException.BAD_MESSAGE, why));
    }

    private ObjectNode init(Message message) throws BadMessageException {
        String ownName = message.string("node_id");
        JsonNode ids = message.body().path("node_ids");
        Message.expect(ids.isArray(), "body.node_ids", ids, "a list of node names");
        List<String> others = new ArrayList<>();
        for (JsonNode id : ids) {
            Message.expect(id.isString(), "body.node_ids", id, "strings in the list");
            if (!id.stringValue().equals(ownName) && !others.contains(id.stringValue())) {
                others.add(id.stringValue());
            }
        }
        gateway = new PlayedGateway(config.orElseGet(() -> BuiltInConfig.onePool(others)));
        name = ownName;
        nextId = 0;
        return numbered(body("init_ok", message.id()));
    }

    private ObjectNode response(Message message) throws BadMessageException {
        FailureReason refusal = decoder.read(message);
        if (refusal != null) {
            return response(message, PlayedResponse.refused(message.string("path"), refusal));
        }
        boolean hasSessions = name != null && config.isEmpty();
        String session = hasSessions ? SessionIds.of(message, decoder.head()) : "";
        return response(message, gateway.answer(decoder.head(), session));
    }

    private ObjectNode response(Message message, PlayedResponse response) {
        ObjectNode body = body("http_response", message.id());
        String backend = response.backend() == null ? null : response.backend().name();
        if (name == null) {
            body.put("status", response.status());
            addFull(body, response);
            putIfKnown(body, "backend", backend);
        } else {
            numbered(body).put("path", response.path());
            putIfKnown(body, "routed_to", backend);
            body.put("status", response.status());
            addFull(body, response);
        }
        return body;
    }

    private void addFull(ObjectNode body, PlayedResponse response) {
        if (isFull) {
            ObjectNode headers = body.putObject("headers");
            response.headers().forEach(headers::put);
            body.put("body", response.body());
        }
    }

    private ObjectNode numbered(ObjectNode body) {
        return body.put("msg_id", nextId++);
    }

    private static ObjectNode error(@Nullable Long inReplyTo, int code, @Nullable String text) {
        return body("error", inReplyTo).put("code", code).put("text", text);
    }

    private static ObjectNode body(String type, @Nullable Long inReplyTo) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("type", type);
        return inReplyTo == null ? body.putNull("in_reply_to") : body.put("in_reply_to", inReplyTo.longValue());
    }

    private static void putIfKnown(ObjectNode body, String field, @Nullable String value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    private ObjectNode reply(Message message, ObjectNode body) {
        if (message.isBare()) {
            return body;
        }
        String own = name == null ? NAME_BEFORE_INIT : name;
        ObjectNode envelope = JsonMapper.shared().createObjectNode();
        envelope.put("src", message.destination() == null ? own : message.destination());
        envelope.put("dest", message.source());
        envelope.set("body", body);
        return envelope;
    }
}
