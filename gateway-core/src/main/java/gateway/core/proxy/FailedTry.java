package gateway.core.proxy;

import gateway.core.http.FailureReason;
import gateway.core.upstream.Backend;

/**
 * A try of an exchange that failed.
 *
 * @param reused it was on a kept-alive connection
 * @param nanos from its beginning to its failure
 */
public record FailedTry(Backend backend, boolean reused, FailureReason reason, long nanos) {}
