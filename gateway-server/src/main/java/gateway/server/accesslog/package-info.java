/**
 * The access log: one line per request that the configuration wants kept, formatted on the event loop, written by one thread.
 *
 * <p>{@code format: json} writes one flat object per line, in pure ASCII. Its keys are stable; new ones may be added at the end:
 *
 * <pre>
 * ts        end of the request, ISO 8601, UTC, milliseconds
 * id        X-Request-ID; "" when the head was malformed
 * listener  name
 * client_ip address after trusted proxies
 * method    as sent; "" when the head was malformed
 * host      lower case, without port; null when the head was malformed
 * path      the target as sent, query included
 * proto     HTTP/1.1, HTTP/1.0
 * status    sent to the client; 499 when it left before
 * reason    why the gateway answered itself or cut the response (upstream.connect.refused); null when all went well
 * bytes_in  bytes of the request's body
 * bytes_out bytes of the response's body
 * t_queue   milliseconds from the head to the beginning of the last try: waiting and earlier tries
 * t_connect until it had a connection
 * t_ttfb    until the response's head came
 * t_body    until the end
 * t_total   from the head to the end. Any t_ is -1 when the phase was not reached
 * route     name; null when none matched
 * pool      of the route; null when none matched
 * server    name of the backend of the last try; null when none was chosen
 * attempts  tries that were made
 * reused    the last try was on a kept-alive connection
 * cut       the response was cut after its head
 * ua        User-Agent; null when there is none
 * tls       TLSv1.3, TLSv1.2; null for cleartext
 * t_head    milliseconds from the head's first byte to its end; 0.000 when it came in one piece
 * sticky    "kept": the backend is the one that the client's cookie names; "new": the client gets a cookie of it; null: the pool is
 *           not sticky, or no backend was chosen
 * tries     one object for each try, in order: server (with its address where a name has several), reused, reason (null when it
 *           went well), ms from its beginning to its end
 * trace_id  of the client's traceparent (W3C Trace Context); null when there is none that is well-formed
 * </pre>
 *
 * <p>{@code format: combined} is byte for byte what nginx and Apache call combined, with nginx's escapes.
 *
 * <p>May import: core's {@code config}, {@code http}, {@code proxy}, {@code routing}, {@code upstream}. Start reading at {@link
 * gateway.server.accesslog.AccessLog}.
 */
@NullMarked
package gateway.server.accesslog;

import org.jspecify.annotations.NullMarked;
