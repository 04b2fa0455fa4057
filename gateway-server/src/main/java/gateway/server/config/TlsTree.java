package gateway.server.config;

import gateway.core.config.TlsConfig;
import gateway.core.config.TlsConfig.CertificateConfig;
import gateway.core.config.TlsConfig.CertificateDirectory;
import gateway.core.config.TlsConfig.CertificateFiles;
import gateway.core.config.TlsConfig.ClientAuthConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** A listener's {@code tls} as maps, lists and texts, with the keys of the file. */
final class TlsTree {
    private TlsTree() {}

    static Object of(TlsConfig tls) {
        if (tls.selfSigned()) {
            return TlsKeys.SELF_SIGNED_WORD;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(
                "certificates",
                tls.certificates().stream().map(TlsTree::certificate).toList());
        map.put("unknown_sni", TlsKeys.UNKNOWN_SNIS.word(tls.unknownSni()));
        tls.ticketKeysFile().ifPresent(file -> map.put("ticket_keys_file", file));
        tls.clientAuth().ifPresent(auth -> map.put("client_auth", clientAuth(auth)));
        map.put("max_handshakes", tls.maxHandshakes());
        return map;
    }

    private static Map<String, Object> certificate(CertificateConfig certificate) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (certificate instanceof CertificateFiles files) {
            map.put("certificate", files.certificate());
            files.key().ifPresent(key -> map.put("key", key));
            files.ocspResponse().ifPresent(response -> map.put("ocsp_response", response));
        } else {
            map.put("directory", ((CertificateDirectory) certificate).directory());
        }
        certificate.clientAuth().ifPresent(auth -> map.put("client_auth", clientAuth(auth)));
        return map;
    }

    private static Map<String, Object> clientAuth(ClientAuthConfig auth) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ca", auth.ca());
        map.put("mode", TlsKeys.CLIENT_AUTH_MODES.word(auth.mode()));
        return map;
    }
}
