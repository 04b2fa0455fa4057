package gateway.server.config;

import gateway.core.config.PoolConfig.ProxyProtocolVersion;
import gateway.core.config.UpstreamTlsConfig;
import gateway.server.config.shape.BooleanShape;
import gateway.server.config.shape.ChoiceShape;
import gateway.server.config.shape.Key;
import gateway.server.config.shape.OffOr;
import gateway.server.config.shape.OrWord;
import gateway.server.config.shape.Section;
import gateway.server.config.shape.TextShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys of a pool about what stands between a connection and HTTP: {@code tls} and {@code proxy_protocol}. */
final class PoolTlsKeys {
    static final ChoiceShape<ProxyProtocolVersion> VERSIONS = ChoiceShape.hyphenated(ProxyProtocolVersion.class);

    private static final Key<Boolean> VERIFY = Key.withDefault(
            "verify", new BooleanShape(), "true", "the certificate is signed by a known authority, for this backend");
    private static final Key<String> CA =
            Key.optional("ca", Texts.FILE, "certs/ca.pem", "the authorities, instead of the system's");
    private static final TextShape<String> HOST = TextShape.any("a host name");
    private static final Key<String> SNI =
            Key.optional("sni", HOST, "shop.internal", "the name that is asked for; the backend's host by default");
    private static final Key<String> VERIFY_NAME = Key.optional(
            "verify_name",
            TextShape.any("a host name or an address"),
            "shop.internal",
            "what the certificate must be for; sni, else the backend's host or address by default");
    private static final Key<String> CERTIFICATE =
            Key.optional("certificate", Texts.FILE, "certs/gateway.pem", "shown to backends that ask for one");
    private static final Key<String> OWN_KEY =
            Key.optional("key", Texts.FILE, "certs/gateway.key", "of the certificate, when it is in another file");

    private static final Section<Optional<UpstreamTlsConfig>> SECTION = Section.of(
            "tls",
            List.of(VERIFY, CA, SNI, VERIFY_NAME, CERTIFICATE, OWN_KEY),
            fields -> Optional.of(new UpstreamTlsConfig(
                    fields.get(VERIFY, UpstreamTlsConfig.DEFAULT.verify()),
                    fields.get(CA),
                    fields.get(SNI),
                    fields.get(VERIFY_NAME),
                    fields.get(CERTIFICATE),
                    fields.get(OWN_KEY))));
    static final Key<Optional<UpstreamTlsConfig>> TLS = Key.optional(
            "tls",
            new OrWord<>("on", Optional.of(UpstreamTlsConfig.DEFAULT), new OffOr<>(SECTION, Optional.empty())),
            "{ verify: true }",
            "to the backends: on, or a map; cleartext without it");

    static final Key<ProxyProtocolVersion> PROXY_PROTOCOL = Key.optional(
            "proxy_protocol", VERSIONS, "v2", "each connection begins with this header, and serves one client");

    private PoolTlsKeys() {}

    /** As the file has it. */
    static Map<String, Object> of(UpstreamTlsConfig tls) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("verify", tls.verify());
        tls.ca().ifPresent(file -> map.put("ca", file));
        tls.sni().ifPresent(name -> map.put("sni", name));
        tls.verifyName().ifPresent(name -> map.put("verify_name", name));
        tls.certificate().ifPresent(file -> map.put("certificate", file));
        tls.key().ifPresent(file -> map.put("key", file));
        return map;
    }
}
