package gateway.server.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** The token that every /api call must bring. Compared in constant time, so that answers do not tell how much of a guess is right. */
final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private final byte[] token;

    BearerToken(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IOException naming the file when it cannot be read or is empty */
    static BearerToken read(String file) throws IOException {
        String text;
        try {
            text = Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IOException("admin.token_file: " + file + ": cannot be read: " + e, e);
        }
        if (text.isEmpty()) {
            throw new IOException("admin.token_file: " + file + ": is empty (expected: a token)");
        }
        return new BearerToken(text);
    }

    /** @param authorization the Authorization field; empty when there was none */
    boolean isIn(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, token);
    }
}
