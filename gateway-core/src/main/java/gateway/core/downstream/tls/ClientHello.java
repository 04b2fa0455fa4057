package gateway.core.downstream.tls;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What of a client's first message decides on the certificate (RFC 8446 section 4.1.2). Immutable.
 *
 * @param serverName that the client asks for (RFC 6066 section 3), in lower case without a trailing dot; empty when it asks for none
 * @param protocols of ALPN (RFC 7301), as the client prefers them; empty when it offers none
 * @param signatureSchemes that the client can verify (RFC 8446 section 4.2.3)
 * @param canEcdsa the client can do TLS 1.3, or a cipher suite of TLS 1.2 with ECDSA
 */
public record ClientHello(String serverName, List<String> protocols, List<Integer> signatureSchemes, boolean canEcdsa) {
    private static final int SERVER_NAME = 0;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int ALPN = 16;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int TLS_1_3 = 0x0304;
    private static final int MAX_NAME = 255;

    /**
     * Reads the body of a ClientHello, without the header of the handshake message. The buffer's indices move.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static ClientHello read(ByteBuf body) {
        try {
            return new Reader().read(body);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a ClientHello that ends too early", e);
        }
    }

    /** Whether the client can verify a certificate whose key signs in this way. */
    boolean canVerify(int signatureScheme) {
        return signatureSchemes.contains(signatureScheme);
    }

    /** What was found so far. */
    private static final class Reader {
        private final List<String> protocols = new ArrayList<>();
        private final List<Integer> schemes = new ArrayList<>();
        private String serverName = "";
        private boolean canEcdsa;

        ClientHello read(ByteBuf in) {
            in.skipBytes(2 + 32);
            in.skipBytes(in.readUnsignedByte());
            ByteBuf suites = in.readSlice(in.readUnsignedShort());
            while (suites.isReadable()) {
                canEcdsa |= isEcdsa(suites.readUnsignedShort());
            }
            in.skipBytes(in.readUnsignedByte());
            if (in.isReadable()) {
                readExtensions(in.readSlice(in.readUnsignedShort()));
            }
            return new ClientHello(serverName, List.copyOf(protocols), List.copyOf(schemes), canEcdsa);
        }

        private void readExtensions(ByteBuf in) {
            while (in.isReadable()) {
                int type = in.readUnsignedShort();
                ByteBuf extension = in.readSlice(in.readUnsignedShort());
                switch (type) {
                    case SERVER_NAME -> readServerName(extension);
                    case SIGNATURE_ALGORITHMS -> readSchemes(extension.readSlice(extension.readUnsignedShort()));
                    case ALPN -> readProtocols(extension.readSlice(extension.readUnsignedShort()));
                    case SUPPORTED_VERSIONS -> readVersions(extension.readSlice(extension.readUnsignedByte()));
                    default -> {}
                }
            }
        }

        private void readServerName(ByteBuf extension) {
            ByteBuf names = extension.readSlice(extension.readUnsignedShort());
            while (names.isReadable()) {
                int kind = names.readUnsignedByte();
                ByteBuf name = names.readSlice(names.readUnsignedShort());
                if (kind == 0 && serverName.isEmpty()) {
                    serverName = hostName(name);
                }
            }
        }

        private void readSchemes(ByteBuf in) {
            while (in.isReadable()) {
                schemes.add(in.readUnsignedShort());
            }
        }

        private void readProtocols(ByteBuf in) {
            while (in.isReadable()) {
                protocols.add(in.readCharSequence(in.readUnsignedByte(), StandardCharsets.ISO_8859_1)
                        .toString());
            }
        }

        private void readVersions(ByteBuf in) {
            while (in.isReadable()) {
                canEcdsa |= in.readUnsignedShort() == TLS_1_3;
            }
        }

        /** The suites that are spoken here: AES-GCM and ChaCha20 with ECDHE and ECDSA. */
        private static boolean isEcdsa(int suite) {
            return suite == 0xc02b || suite == 0xc02c || suite == 0xcca9;
        }

        private static String hostName(ByteBuf bytes) {
            int length = bytes.readableBytes();
            if (length == 0 || length > MAX_NAME) {
                throw new IllegalArgumentException("a server name of " + length + " bytes");
            }
            StringBuilder name = new StringBuilder(length);
            while (bytes.isReadable()) {
                char c = (char) bytes.readUnsignedByte();
                if (c <= ' ' || c > '~') {
                    throw new IllegalArgumentException("a server name with a character that no name has");
                }
                name.append(c);
            }
            String text = name.toString().toLowerCase(Locale.ROOT);
            return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        }
    }
}
