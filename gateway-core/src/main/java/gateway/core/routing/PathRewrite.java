package gateway.core.routing;

import gateway.core.http.RequestHead;

/** What becomes of the path on its way upstream. Immutable; called by every loop. */
public interface PathRewrite {
    /** The path to send, without the query; begins with {@code /}. */
    String rewrite(RequestHead request);
}
