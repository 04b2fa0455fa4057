package gateway.core.upstream.connection;

import io.netty.util.NetUtil;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The subject alternative names of a certificate (RFC 9525 section 6): a wildcard stands for one whole label, the left-most one. */
final class CertificateNames {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private CertificateNames() {}

    /** {@code name} is a host name or an address. */
    static boolean cover(X509Certificate certificate, String name) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
        if (names != null) {
            for (List<?> entry : names) {
                if (entry.get(1) instanceof String known && isOne((Integer) entry.get(0), known, name, address)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOne(int kind, String known, String name, byte @Nullable [] address) {
        if (address != null) {
            return kind == IP_ADDRESS && Arrays.equals(NetUtil.createByteArrayFromIpAddressString(known), address);
        }
        return kind == DNS_NAME && isMatch(known.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }

    private static boolean isMatch(String known, String name) {
        if (!known.startsWith("*.")) {
            return known.equals(name);
        }
        int dot = name.indexOf('.');
        // A wildcard for a whole top-level domain is none.
        return dot > 0 && known.indexOf('.', 2) > 0 && known.substring(1).equals(name.substring(dot));
    }
}
