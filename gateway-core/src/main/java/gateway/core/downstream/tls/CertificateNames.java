package gateway.core.downstream.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The host names of a certificate (RFC 9525 section 6.3). */
final class CertificateNames {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private CertificateNames() {}

    /** DNS names and addresses in lower case; of a certificate that has none the common name. */
    static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        for (List<?> alternative : alternatives(certificate)) {
            Object kind = alternative.get(0);
            if (kind.equals(DNS_NAME) || kind.equals(IP_ADDRESS)) {
                names.add(String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT));
            }
        }
        return names.isEmpty() ? commonName(certificate) : List.copyOf(names);
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> found = certificate.getSubjectAlternativeNames();
            return found == null ? List.of() : found;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static List<String> commonName(X509Certificate certificate) {
        try {
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    return List.of(String.valueOf(part.getValue()).toLowerCase(Locale.ROOT));
                }
            }
        } catch (InvalidNameException e) {
            // A subject that is no name names no host.
        }
        return List.of();
    }

    /** Whether the names cover a host: exactly, or by a wildcard that stands for one label. */
    static boolean cover(Collection<String> names, String host) {
        return names.contains(host) || names.contains(wildcard(host));
    }

    /** The wildcard that covers a host: {@code *.example.com} for {@code a.example.com}; empty when there can be none. */
    static String wildcard(String host) {
        int dot = host.indexOf('.');
        return dot <= 0 ? "" : "*" + host.substring(dot);
    }
}
