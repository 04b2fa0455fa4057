package gateway.server.config;

import gateway.core.config.GatewayConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells configurations apart: equal ones have equal hashes, however they are written, in every process. */
public final class ConfigHash {
    private ConfigHash() {}

    /** SHA-256 of the effective configuration, in hex. */
    public static String of(GatewayConfig config) {
        try {
            byte[] text = ConfigPrinter.yaml(config).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
