package gateway.it.wire;

import java.util.List;
import java.util.Locale;

/** The request of an upstream case, which its line gives in short: {@code GET}, {@code HEAD/1.0}, {@code POST:hello}. */
final class ShortRequest {
    private static final String OLD = "/1.0";
    private static final String EXPECTING = "+100";

    private ShortRequest() {}

    /** The target of the request, by which the origin knows what to play. */
    static String target(WireCase one) {
        return "/" + one.name().toLowerCase(Locale.ROOT);
    }

    static List<Step> steps(WireCase one) {
        return steps(one.request(), target(one));
    }

    static List<Step> steps(String request, String target) {
        int colon = request.indexOf(':');
        String line = colon < 0 ? request : request.substring(0, colon);
        String method = line.replace(OLD, "").replace(EXPECTING, "");
        String head = method + " " + target
                + (line.contains(OLD) ? " HTTP/1.0~" : " HTTP/1.1~")
                + "Host: a~"
                + (line.contains(EXPECTING) ? "Expect: 100-continue~" : "");
        return Notation.steps(head + (colon < 0 ? "~" : "{len:" + request.substring(colon + 1) + "}"));
    }
}
