package gateway.core.upstream.connection;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whose signatures are trusted. */
final class Authorities {
    private Authorities() {}

    /**
     * A trust manager that checks the name too.
     *
     * @param authorities the system's when empty
     * @param name that a certificate must be for, whatever name the connection is for; null: the connection's
     */
    static TrustManager trusting(List<X509Certificate> authorities, @Nullable String name) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities.isEmpty() ? null : keyStore(authorities));
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return name == null ? extended : new NamedTrustManager(extended, name);
                }
            }
            throw new IllegalStateException("the JDK has no trust manager that checks names");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK cannot trust " + authorities.size() + " certificates", e);
        }
    }

    private static KeyStore keyStore(List<X509Certificate> authorities) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca" + i, authorities.get(i));
        }
        return store;
    }
}
