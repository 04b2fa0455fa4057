package gateway.it.wire;

import gateway.it.wire.StrictReader.Body;
import gateway.it.wire.StrictReader.Head;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * What a request to an origin must be: RFC 9112's grammar, and what a gateway must have taken out before (RFC 9110 section
 * 7.6.1). Whatever it refuses is a fault of the gateway, however bad the client's request was.
 */
final class RequestGrammar {
    private static final Set<String> NEVER =
            Set.of("keep-alive", "proxy-connection", "http2-settings", "proxy-authorization");
    private static final Set<String> ONCE = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "expect",
            "te",
            "upgrade",
            "connection",
            "x-request-id",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-forwarded-port");
    private static final Set<String> NEVER_TRAILING = Set.of(
            "host", "content-length", "transfer-encoding", "authorization", "cookie", "x-forwarded-for", "forwarded");

    private RequestGrammar() {}

    /** The method, the target and the version of a good request line. */
    static String[] requestLine(Head head) throws MalformedException {
        String[] parts = head.startLine().split(" ", -1);
        check(parts.length == 3, "not three parts", head);
        check(Grammar.TOKEN.matcher(parts[0]).matches(), "no method", head);
        check(isTarget(parts[0], parts[1]), "no target", head);
        check(parts[2].equals("HTTP/1.1"), "another version", head);
        return parts;
    }

    private static boolean isTarget(String method, String target) {
        if (target.equals("*")) {
            return method.equals("OPTIONS");
        }
        return Grammar.ORIGIN_FORM.matcher(target).matches() && isPath(target.replaceAll("\\?.*", ""));
    }

    private static boolean isPath(String path) {
        return !Grammar.BROKEN_ESCAPE.matcher(path).find() && !climbs(path);
    }

    /** A dot segment that is left, plain or encoded, may lead a backend where no rule of the gateway has looked. */
    private static boolean climbs(String path) {
        String plain = path.toLowerCase(Locale.ROOT).replace("%2e", ".") + "/";
        return plain.contains("/./") || plain.contains("/../");
    }

    /** How the body ends, after all fields were found good. */
    static void fields(Head head) throws MalformedException {
        List<Field> fields = head.fields();
        for (Field field : fields) {
            String name = field.name().toLowerCase(Locale.ROOT);
            check(!NEVER.contains(name), "a hop-by-hop field " + name, head);
            check(name.indexOf('_') < 0, "an underscore in a name", head);
            check(!ONCE.contains(name) || Field.values(fields, name).size() == 1, "more than one " + name, head);
        }
        checkHost(head);
        checkFraming(head);
        checkConnection(head);
        for (String value : Field.values(fields, "TE")) {
            check(value.equals("trailers"), "TE: " + value, head);
        }
        for (String value : Field.values(fields, "Expect")) {
            check(value.equalsIgnoreCase("100-continue"), "Expect: " + value, head);
        }
        for (String name : List.of("X-Request-ID", "X-Forwarded-For", "X-Forwarded-Proto")) {
            check(Field.values(fields, name).size() == 1, "no " + name, head);
        }
    }

    /** One field names the other, and WebSocket is the only protocol that is allowed by default. */
    private static void checkConnection(Head head) throws MalformedException {
        List<String> protocols = Field.values(head.fields(), "Upgrade");
        String expected = protocols.isEmpty() ? "te" : "upgrade";
        for (String value : Field.values(head.fields(), "Connection")) {
            check(value.equalsIgnoreCase(expected), "Connection: " + value, head);
        }
        for (String value : protocols) {
            check(value.equalsIgnoreCase("websocket"), "Upgrade: " + value, head);
            check(!Field.values(head.fields(), "Connection").isEmpty(), "Upgrade without Connection", head);
        }
    }

    private static void checkHost(Head head) throws MalformedException {
        List<String> hosts = Field.values(head.fields(), "Host");
        check(hosts.size() == 1, "not one Host", head);
        Matcher host = Grammar.AUTHORITY.matcher(hosts.get(0));
        check(host.matches(), "no host name", head);
        String port = host.group(1);
        check(port == null || port.isEmpty() || Integer.parseInt(port) <= 65535, "no port", head);
    }

    private static void checkFraming(Head head) throws MalformedException {
        List<String> lengths = Field.values(head.fields(), "Content-Length");
        List<String> codings = Field.values(head.fields(), "Transfer-Encoding");
        check(lengths.isEmpty() || codings.isEmpty(), "Content-Length beside Transfer-Encoding", head);
        check(lengths.stream().allMatch(value -> Grammar.LENGTH.matcher(value).matches()), "no length", head);
        check(codings.isEmpty() || codings.equals(List.of("chunked")), "no coding that is known", head);
    }

    /** The body as the fields frame it. */
    static Body body(Head head, StrictReader reader) throws java.io.IOException, MalformedException {
        if (!Field.values(head.fields(), "Transfer-Encoding").isEmpty()) {
            Body body = reader.chunked();
            for (Field field : body.trailers()) {
                String name = field.name().toLowerCase(Locale.ROOT);
                check(!NEVER_TRAILING.contains(name), "a trailer " + name, head);
            }
            return body;
        }
        List<String> lengths = Field.values(head.fields(), "Content-Length");
        return reader.sized(lengths.isEmpty() ? 0 : Long.parseLong(lengths.get(0)));
    }

    private static void check(boolean isGood, String what, Head head) throws MalformedException {
        if (!isGood) {
            throw new MalformedException(what, head.startLine() + "\r\n" + head.fields());
        }
    }
}
