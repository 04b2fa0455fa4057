package gateway.it.tls;

import io.netty.pkitesting.X509Bundle;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows one certificate, whoever asks for what. */
final class OneKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";

    private final X509Bundle own;

    OneKey(X509Bundle own) {
        this.own = own;
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, @Nullable Socket socket) {
        return ALIAS;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        throw new UnsupportedOperationException("a client's");
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return own.getCertificatePath();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return own.getKeyPair().getPrivate();
    }
}
