package gateway.it.tls;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** A client that speaks TLS by the JDK's own implementation and trusts one authority. One thread at a time. */
final class TlsClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final SSLSocket socket;

    private TlsClient(SSLSocket socket) {
        this.socket = socket;
    }

    /** What clients have in common: trust, own certificate, and sessions that can be resumed. */
    record Identity(SSLContext context) {
        static Identity trusting(Authority authority) throws GeneralSecurityException {
            return of(authority, null);
        }

        static Identity of(Authority authority, @Nullable X509Bundle own) throws GeneralSecurityException {
            KeyManager[] keys =
                    own == null ? null : own.toKeyManagerFactory("SunX509").getKeyManagers();
            TrustManager[] trust = authority.root().toTrustManagerFactory().getTrustManagers();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, new SecureRandom());
            return new Identity(context);
        }

        /** Shows its certificate also to those who name other authorities. */
        static Identity insisting(Authority authority, X509Bundle own) throws GeneralSecurityException {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new OneKey(own)},
                    authority.root().toTrustManagerFactory().getTrustManagers(),
                    new SecureRandom());
            return new Identity(context);
        }

        static Identity trustingAnyone() throws GeneralSecurityException {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), new SecureRandom());
            return new Identity(context);
        }

        TlsClient connect(SocketAddress address, String name) throws IOException {
            return connect(address, name, "TLSv1.3");
        }

        /** @param name for SNI; empty for none */
        TlsClient connect(SocketAddress address, String name, String version, String... protocols) throws IOException {
            return connect(new Socket(), address, name, version, protocols);
        }

        /** @param plain not connected yet */
        TlsClient connect(Socket plain, SocketAddress address, String name, String version, String... protocols)
                throws IOException {
            return connect(plain, address, name, version, parameters -> parameters.setApplicationProtocols(protocols));
        }

        /** @param plain not connected yet */
        TlsClient connect(
                Socket plain, SocketAddress address, String name, String version, Consumer<SSLParameters> more)
                throws IOException {
            plain.connect(address, TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            int port = ((InetSocketAddress) address).getPort();
            SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(plain, name.isEmpty() ? null : name, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(name.isEmpty() ? List.of() : List.of(new SNIHostName(name)));
            parameters.setProtocols(new String[] {version});
            more.accept(parameters);
            socket.setSSLParameters(parameters);
            try {
                socket.startHandshake();
                return new TlsClient(socket);
            } catch (IOException e) {
                plain.close();
                throw e;
            }
        }
    }

    /** A GET; the response's head and body. */
    String get(String host, String... fields) throws IOException {
        StringBuilder request = new StringBuilder("GET / HTTP/1.1\r\nHost: " + host + "\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        send(request.append("\r\n").toString());
        return read();
    }

    TlsClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** A response with a Content-Length. */
    String read() throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended after <" + head + ">");
            }
            head.append((char) next);
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at)));
        return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    /** Everything until a close_notify; a connection that ends without one is an {@link IOException}. */
    byte[] readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(all);
        return all.toByteArray();
    }

    X509Certificate shown() throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    String shownName() throws IOException {
        return shown().getSubjectX500Principal().getName();
    }

    String version() {
        return socket.getSession().getProtocol();
    }

    String cipher() {
        return socket.getSession().getCipherSuite();
    }

    String protocol() {
        return socket.getApplicationProtocol();
    }

    SSLSocket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
