package gateway.core.config;

import java.util.Optional;

/**
 * TLS to the backends of a pool. File names are absolute.
 *
 * @param verify whether the backend's certificate must be signed by a known authority and name the backend
 * @param ca file with the authorities; the system's when empty
 * @param sni the name that is asked for; the backend's host name when empty
 * @param verifyName the name that the certificate must cover; {@code sni}, else the backend's host when empty
 * @param certificate of the gateway as a client, in PEM
 * @param key of that certificate; empty when it is in the same file
 */
public record UpstreamTlsConfig(
        boolean verify,
        Optional<String> ca,
        Optional<String> sni,
        Optional<String> verifyName,
        Optional<String> certificate,
        Optional<String> key) {
    /** Verified with the system's authorities. */
    public static final UpstreamTlsConfig DEFAULT = new UpstreamTlsConfig(
            true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
