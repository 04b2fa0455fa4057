package gateway.core.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;

/**
 * A request's head as routing and balancing see it: valid, with the host and the path in canonical form. Confined to one event
 * loop for its life; the headers are the request's own and change when header rules are applied to what goes upstream.
 */
public final class RequestHead {
    private final HttpMethod method;
    private final String scheme;
    private final String authority;
    private final String host;
    private final String path;
    private final String forwardPath;
    private final String query;
    private final HttpHeaders headers;
    private final String clientAddress;

    /**
     * @param scheme {@code http} or {@code https}
     * @param authority host and port as the client wrote them
     * @param host lower case, without port, brackets kept, no trailing dot; empty when there is none
     * @param path canonical: unreserved characters decoded, dot segments resolved; begins with {@code /}, or is {@code *}; empty
     *     for CONNECT
     * @param forwardPath as the client wrote it, escapes untouched, dot segments resolved
     * @param query with its question mark; empty when there is none
     * @param clientAddress textual address of the client, after trusted proxies were looked through
     */
    public RequestHead(
            HttpMethod method,
            String scheme,
            String authority,
            String host,
            String path,
            String forwardPath,
            String query,
            HttpHeaders headers,
            String clientAddress) {
        this.method = method;
        this.scheme = scheme;
        this.authority = authority;
        this.host = host;
        this.path = path;
        this.forwardPath = forwardPath;
        this.query = query;
        this.headers = headers;
        this.clientAddress = clientAddress;
    }

    public HttpMethod method() {
        return method;
    }

    public String scheme() {
        return scheme;
    }

    public String authority() {
        return authority;
    }

    public String host() {
        return host;
    }

    public String path() {
        return path;
    }

    /** {@code OPTIONS *}: it asks about the server, not about anything on it. */
    public boolean isForServer() {
        return path.length() == 1 && path.charAt(0) == '*';
    }

    public String forwardPath() {
        return forwardPath;
    }

    public String query() {
        return query;
    }

    public HttpHeaders headers() {
        return headers;
    }

    public String clientAddress() {
        return clientAddress;
    }
}
