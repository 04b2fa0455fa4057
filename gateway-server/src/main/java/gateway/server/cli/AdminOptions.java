package gateway.server.cli;

import gateway.core.config.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the running gateway's admin port is, and what opens it. */
final class AdminOptions {
    static final String DEFAULT = "127.0.0.1:9901";

    @Option(
            names = "--admin",
            paramLabel = "ADDRESS",
            description = "Admin port: HOST:PORT or unix:/path. Default: $GATEWAY_ADMIN, else " + DEFAULT + ".")
    @Nullable
    String admin;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the bearer token that the admin port wants.")
    @Nullable
    Path tokenFile;

    /** @throws AdminException when the address or the token file is wrong */
    AdminClient client(Console console) throws AdminException {
        String text = admin != null ? admin : console.environment().getOrDefault("GATEWAY_ADMIN", DEFAULT);
        return new AdminClient(address(text), token(console));
    }

    private Address address(String text) throws AdminException {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw new AdminException(
                    (admin != null ? "--admin " : "$GATEWAY_ADMIN ") + text + ": " + e.getMessage(), false);
        }
    }

    private @Nullable String token(Console console) throws AdminException {
        if (tokenFile == null) {
            return null;
        }
        try {
            return Files.readString(console.directory().resolve(tokenFile)).strip();
        } catch (IOException e) {
            throw new AdminException("--token-file " + tokenFile + ": cannot be read: " + e, false);
        }
    }
}
