package gateway.core.upstream.connection;

import gateway.core.config.Address;
import gateway.core.config.UpstreamTlsConfig;
import gateway.core.tls.Certificates;
import gateway.core.tls.KeyAndChain;
import gateway.core.tls.TlsEngine;
import gateway.core.tls.TlsFile;
import gateway.core.tls.TlsFileException;
import gateway.core.upstream.BackendTls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * TLS to the backends of one pool, made of its configuration and of the files as they were: TLS 1.2 or 1.3, verified unless that was
 * switched off. Its sessions are shared by all event loops; as none outlives this object, none outlives the rules by which its
 * certificate was verified. For all threads.
 */
public final class UpstreamTls implements BackendTls {
    // An event loop, or an exchange that outlives its pool, may still ask for a handler when nobody else knows of this
    // object.
    private static final Cleaner CLEANER = Cleaner.create(new DefaultThreadFactory("tls-cleaner", true));

    private final UpstreamTlsConfig config;
    private final List<TlsFile> files;
    private final SslContext context;

    private UpstreamTls(UpstreamTlsConfig config, Files files, SslContext context) {
        this.config = config;
        this.files = files.all;
        this.context = context;
        CLEANER.register(this, () -> ReferenceCountUtil.release(context));
    }

    /**
     * Reads the files. Blocks.
     *
     * @param before what there was until now: it stays when neither configuration nor files have changed, and with it the sessions
     * @throws TlsFileException when a file cannot be used; names it
     */
    public static UpstreamTls of(UpstreamTlsConfig config, @Nullable UpstreamTls before) throws TlsFileException {
        Files files = new Files();
        Optional<TlsFile> ca = files.read(config.ca());
        Optional<TlsFile> certificate = files.read(config.certificate());
        Optional<TlsFile> key = files.read(config.key());
        if (before != null && before.config.equals(config) && before.hasSame(files.all)) {
            return before;
        }
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(TlsEngine.ours().provider())
                .protocols("TLSv1.3", "TLSv1.2")
                .endpointIdentificationAlgorithm(config.verify() ? "HTTPS" : null);
        if (config.verify()) {
            builder.trustManager(Authorities.trusting(
                    ca.isPresent() ? Certificates.of(ca.get()) : List.of(),
                    config.verifyName().orElse(null)));
        } else {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        }
        if (certificate.isPresent()) {
            KeyAndChain own = KeyAndChain.of(certificate.get(), key.orElse(null));
            builder.keyManager(own.key(), own.chain().toArray(X509Certificate[]::new));
        }
        try {
            return new UpstreamTls(config, files, builder.build());
        } catch (SSLException e) {
            throw new TlsFileException("TLS to backends cannot be set up: " + e.getMessage(), e);
        }
    }

    private boolean hasSame(List<TlsFile> others) {
        for (int i = 0; i < files.size(); i++) {
            if (!Arrays.equals(files.get(i).content(), others.get(i).content())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public SslHandler newHandler(ByteBufAllocator allocator, Address backend) {
        String host = backend.isUnix() ? null : withoutDot(backend.host());
        String asked = config.sni().map(UpstreamTls::withoutDot).orElse(isName(host) ? host : nameToVerify());
        try {
            return new BackendTlsHandler(engine(allocator, backend, host, asked));
        } finally {
            // The context is released when this object cannot be reached any more.
            Reference.reachabilityFence(this);
        }
    }

    private SSLEngine engine(
            ByteBufAllocator allocator, Address backend, @Nullable String host, @Nullable String asked) {
        String verified = config.verifyName().map(UpstreamTls::withoutDot).orElse(asked != null ? asked : host);
        SSLEngine engine = verified == null
                ? context.newEngine(allocator)
                : context.newEngine(allocator, verified, Math.max(1, backend.port()));
        if (asked != null) {
            // Left to itself the engine would ask for no name without a dot.
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(asked)));
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    /** An address has no name to be asked for, but the certificate has. */
    private @Nullable String nameToVerify() {
        return config.verifyName().filter(UpstreamTls::isName).orElse(null);
    }

    private static boolean isName(@Nullable String host) {
        // SNI takes no underscore, though names of containers have them.
        return host != null
                && host.indexOf('_') < 0
                && !NetUtil.isValidIpV4Address(host)
                && !NetUtil.isValidIpV6Address(host);
    }

    /** Neither SNI nor certificates have the dot at the end of a name (RFC 6066 section 3). */
    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static final class Files {
        final List<TlsFile> all = new ArrayList<>();

        Optional<TlsFile> read(Optional<String> path) throws TlsFileException {
            if (path.isEmpty()) {
                return Optional.empty();
            }
            TlsFile file = TlsFile.read(Path.of(path.get()));
            all.add(file);
            return Optional.of(file);
        }
    }
}
