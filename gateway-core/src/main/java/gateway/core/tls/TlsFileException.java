package gateway.core.tls;

import java.io.Serial;

/** A file with keys or certificates cannot be used. The message names the file, what is wrong with it and what was expected. */
public final class TlsFileException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public TlsFileException(String message) {
        super(message);
    }

    public TlsFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
