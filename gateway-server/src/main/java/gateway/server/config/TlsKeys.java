package gateway.server.config;

import gateway.core.config.Bounds;
import gateway.core.config.TlsConfig;
import gateway.core.config.TlsConfig.CertificateConfig;
import gateway.core.config.TlsConfig.CertificateDirectory;
import gateway.core.config.TlsConfig.CertificateFiles;
import gateway.core.config.TlsConfig.ClientAuthConfig;
import gateway.core.config.TlsConfig.ClientAuthMode;
import gateway.core.config.TlsConfig.UnknownSni;
import gateway.server.config.shape.ChoiceShape;
import gateway.server.config.shape.Fields;
import gateway.server.config.shape.IntegerShape;
import gateway.server.config.shape.Key;
import gateway.server.config.shape.ListShape;
import gateway.server.config.shape.Section;
import gateway.server.config.shape.TextShape;
import java.util.List;
import java.util.Optional;

/** Keys of a listener's {@code tls}. */
final class TlsKeys {
    static final ChoiceShape<UnknownSni> UNKNOWN_SNIS = ChoiceShape.hyphenated(UnknownSni.class);
    static final ChoiceShape<ClientAuthMode> CLIENT_AUTH_MODES = ChoiceShape.hyphenated(ClientAuthMode.class);

    /** The word that stands for a certificate made at the start. */
    static final String SELF_SIGNED_WORD = "self_signed";

    static final TextShape<TlsConfig> SELF_SIGNED =
            TextShape.of(SELF_SIGNED_WORD, SELF_SIGNED_WORD, (text, place) -> selfSigned(text));

    private static final Key<String> CA =
            Key.required("ca", Texts.FILE, "clients.pem", "the authorities that sign clients' certificates");
    private static final Key<ClientAuthMode> MODE =
            Key.withDefault("mode", CLIENT_AUTH_MODES, "require", "whether a client without a certificate is refused");
    private static final Section<ClientAuthConfig> CLIENT_AUTH_SECTION = Section.of(
            "client_auth",
            List.of(CA, MODE),
            fields -> new ClientAuthConfig(fields.require(CA, ""), fields.get(MODE, ClientAuthMode.REQUIRE)));

    private static final Key<ClientAuthConfig> OWN_CLIENT_AUTH = Key.optional(
            "client_auth", CLIENT_AUTH_SECTION, "{ ca: clients.pem }", "instead of the listener's, for these names");
    private static final Key<String> CERTIFICATE =
            Key.usual("certificate", Texts.FILE, "shop.pem", "PEM: the certificate, then those that signed it");
    private static final Key<String> KEY =
            Key.optional("key", Texts.FILE, "shop.key", "PEM; may be in the certificate's file");
    private static final Key<String> OCSP_RESPONSE =
            Key.optional("ocsp_response", Texts.FILE, "shop.ocsp", "DER, stapled to the handshake");
    private static final Key<String> DIRECTORY = Key.optional(
            "directory", Texts.FILE, "certs", "instead: tls.crt and tls.key, or pairs such as shop.crt and shop.key");
    private static final Section<CertificateConfig> CERTIFICATE_SECTION = Section.of(
            "certificate", List.of(CERTIFICATE, KEY, OCSP_RESPONSE, DIRECTORY, OWN_CLIENT_AUTH), TlsKeys::certificate);

    private static final Key<List<CertificateConfig>> CERTIFICATES = Key.required(
            "certificates",
            ListShape.of(CERTIFICATE_SECTION),
            "[{ certificate: shop.pem, key: shop.key }]",
            "the first is for clients that ask for no name or an unknown one");
    private static final Key<UnknownSni> UNKNOWN_SNI = Key.withDefault(
            "unknown_sni", UNKNOWN_SNIS, "default", "the first certificate for unknown names, or no handshake");
    private static final Key<String> TICKET_KEYS_FILE = Key.optional(
            "ticket_keys_file", Texts.FILE, "tickets.key", "session ticket keys that a fleet shares; else random");
    private static final Key<ClientAuthConfig> CLIENT_AUTH =
            Key.optional("client_auth", CLIENT_AUTH_SECTION, "{ ca: clients.pem }", "asks clients for certificates");
    private static final Key<Long> MAX_HANDSHAKES = Key.withDefault(
            "max_handshakes",
            new IntegerShape(Bounds.MAX_HANDSHAKES),
            Long.toString(TlsConfig.DEFAULT_MAX_HANDSHAKES),
            "under way at the same time; more are closed");

    static final Section<TlsConfig> TLS = Section.of(
            "tls",
            List.of(CERTIFICATES, UNKNOWN_SNI, TICKET_KEYS_FILE, CLIENT_AUTH, MAX_HANDSHAKES),
            fields -> new TlsConfig(
                    fields.require(CERTIFICATES, List.of()),
                    fields.get(UNKNOWN_SNI, UnknownSni.DEFAULT),
                    fields.get(TICKET_KEYS_FILE),
                    fields.get(CLIENT_AUTH),
                    fields.get(MAX_HANDSHAKES, TlsConfig.DEFAULT_MAX_HANDSHAKES),
                    false));

    private TlsKeys() {}

    private static CertificateConfig certificate(Fields fields) {
        Optional<String> certificate = fields.get(CERTIFICATE);
        Optional<String> key = fields.get(KEY);
        Optional<String> ocspResponse = fields.get(OCSP_RESPONSE);
        Optional<String> directory = fields.get(DIRECTORY);
        Optional<ClientAuthConfig> clientAuth = fields.get(OWN_CLIENT_AUTH);
        if (fields.has(DIRECTORY) && (fields.has(CERTIFICATE) || fields.has(KEY) || fields.has(OCSP_RESPONSE))) {
            fields.error("directory stands beside files (expected: certificate with key, or directory)");
        } else if (!fields.has(DIRECTORY) && !fields.has(CERTIFICATE)) {
            fields.error("names no certificate (expected: certificate with key, or directory)");
        }
        if (directory.isPresent()) {
            return new CertificateDirectory(directory.get(), clientAuth);
        }
        return new CertificateFiles(certificate.orElse(""), key, ocspResponse, clientAuth);
    }

    private static TlsConfig selfSigned(String text) {
        if (!text.equals(SELF_SIGNED_WORD)) {
            throw new IllegalArgumentException("");
        }
        return TlsConfig.SELF_SIGNED;
    }
}
