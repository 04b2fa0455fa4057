package gateway.core.downstream.tls;

/**
 * Something about the TLS of a listener that its user must know.
 *
 * @param path where in the configuration, as in {@code listeners.https.tls.certificates[0]}
 * @param message names the file and what is wrong with it
 */
public record TlsProblem(String path, String message) {
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
