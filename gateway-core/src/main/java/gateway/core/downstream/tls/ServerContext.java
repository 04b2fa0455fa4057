package gateway.core.downstream.tls;

import gateway.core.config.TlsConfig.ClientAuthMode;
import gateway.core.tls.KeyAndChain;
import gateway.core.tls.TlsEngine;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the TLS side of connections that get one certificate under one policy. Made and released on the control thread, used by
 * every event loop; connections that it made outlive its release.
 */
final class ServerContext {
    /** How long a session can be resumed; the next full handshake then looks at the client's certificate again. */
    static final long SESSION_SECONDS = 3600;

    /** TLS 1.3 (RFC 8446), and of TLS 1.2 what has forward secrecy and AEAD (RFC 9325 section 4.2). */
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final SslContext context;
    private final byte @Nullable [] ocspResponse;

    private ServerContext(SslContext context, byte @Nullable [] ocspResponse) {
        this.context = context;
        this.ocspResponse = ocspResponse;
    }

    /**
     * Costs some milliseconds.
     *
     * @param listener sessions are resumed on this listener only
     * @param protocols for ALPN, the preferred one first
     * @param ocspResponse to be stapled, DER
     */
    static ServerContext of(
            TlsEngine engine,
            String listener,
            KeyAndChain certificate,
            ClientAuthPolicy policy,
            List<String> protocols,
            TicketKeys tickets,
            byte @Nullable [] ocspResponse)
            throws SSLException {
        boolean isBoringSsl = engine == TlsEngine.BORINGSSL;
        SslContextBuilder builder = SslContextBuilder.forServer(
                        certificate.key(), certificate.chain().toArray(X509Certificate[]::new))
                .sslProvider(engine.provider())
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(SUITES, SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        protocols))
                .sessionTimeout(SESSION_SECONDS)
                .clientAuth(policy.mode().map(ServerContext::of).orElse(ClientAuth.NONE));
        if (policy.asks()) {
            builder.trustManager(policy.authorities());
        } else {
            builder.trustManager(NoClientCertificates.INSTANCE);
        }
        if (isBoringSsl) {
            // A handshake is done where it is: handing its steps to tasks costs more than it spares.
            builder.option(OpenSslContextOption.USE_TASKS, false);
            builder.enableOcsp(ocspResponse != null);
        }
        SslContext context = builder.build();
        ServerContext made = new ServerContext(context, isBoringSsl ? ocspResponse : null);
        if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
            sessions.setSessionIdContext(policy.sessionIdContext(listener));
            made.use(tickets);
        }
        return made;
    }

    private static ClientAuth of(ClientAuthMode mode) {
        return switch (mode) {
            case REQUIRE -> ClientAuth.REQUIRE;
            case OPTIONAL -> ClientAuth.OPTIONAL;
        };
    }

    /** Seals and opens tickets with these from now on. The JDK's engine has keys of its own. */
    void use(TicketKeys tickets) {
        if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
            sessions.setTicketKeys(tickets.forBoringSsl());
        }
    }

    /** For one connection; its time-out is the caller's. */
    SslHandler newHandler(ByteBufAllocator allocator) {
        SslHandler handler = context.newHandler(allocator);
        handler.setHandshakeTimeoutMillis(0);
        if (ocspResponse != null && handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
            engine.setOcspResponse(ocspResponse);
        }
        return handler;
    }

    /** No new connections from here; no event loop may be about to make one. */
    void release() {
        if (context instanceof ReferenceCountedOpenSslContext counted) {
            ReferenceCountUtil.release(counted);
        }
    }
}
