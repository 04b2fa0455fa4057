package gateway.server.config;

import gateway.core.config.GatewayConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a configuration by what it means: equal ones have equal hashes, however and in how many files they are written. */
public final class ConfigHash {
    private static final int BYTES = 8;

    private ConfigHash() {}

    /** 16 hexadecimal digits; the same in every process. */
    public static String of(GatewayConfig config) {
        try {
            byte[] text = ConfigPrinter.yaml(config).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
