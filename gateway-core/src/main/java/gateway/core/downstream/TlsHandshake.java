package gateway.core.downstream;

import gateway.core.config.TimeoutConfig;
import gateway.core.downstream.HandshakeCounts.Version;
import gateway.core.downstream.tls.ClientHello;
import gateway.core.downstream.tls.ListenerTls;
import gateway.core.downstream.tls.ServedCertificate;
import gateway.core.proxy.Client;
import gateway.core.timer.Deadline;
import gateway.core.timer.TimerWheel;
import gateway.core.tls.ClientCertificate;
import gateway.core.tls.ClientTls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection from its first byte to the end of its TLS handshake: chooses the certificate, watches the time, and makes way
 * for HTTP. Counts as open from the beginning. Event-loop confined.
 */
final class TlsHandshake extends ChannelInboundHandlerAdapter implements ClientConnection {
    /** Alerts (RFC 8446 section 6). */
    static final int DECODE_ERROR = 50;

    private static final int UNRECOGNIZED_NAME = 112;
    private static final int NO_APPLICATION_PROTOCOL = 120;
    private static final Logger LOG = LoggerFactory.getLogger(TlsHandshake.class);
    /** Who said nothing for so long at a drain has no request on its way. */
    private static final long DRAIN_GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Channel channel;
    private final Entrance entrance;
    private final Client client;
    private final ListenerTls tls;
    private final TimerWheel wheel;
    private final Deadline deadline = new Deadline() {
        @Override
        protected void onDeadline() {
            end(HandshakeResult.TIMEOUT);
            channel.close();
        }
    };

    private boolean begun;
    private boolean counted;
    private boolean ended;
    private @Nullable ServedCertificate certificate;
    private @Nullable SslHandler handler;
    private long beginMillis;

    private TlsHandshake(Channel channel, Entrance entrance, Client client, ListenerTls tls) {
        this.channel = channel;
        this.entrance = entrance;
        this.client = client;
        this.tls = tls;
        this.wheel = entrance.worker().wheel();
    }

    static void install(Channel channel, Entrance entrance, Client client, ListenerTls tls) {
        TlsHandshake handshake = new TlsHandshake(channel, entrance, client, tls);
        channel.pipeline().addLast(new ClientHelloReader(handshake), handshake);
    }

    // Its beginning.

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (channel.isActive()) {
            begin();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        begin();
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        entrance.connections().add(this);
        counted = tls.beginHandshake();
        if (!counted) {
            end(HandshakeResult.REFUSED);
            channel.close();
            return;
        }
        wheel.refresh();
        beginMillis = System.currentTimeMillis();
        wheel.arm(
                deadline, TimeoutConfig.nanos(entrance.rules().get().timeouts().tlsHandshake()));
        if (entrance.connections().isDraining()) {
            drain();
        }
    }

    /** Through or refused. */
    boolean isOver() {
        return ended;
    }

    /** The handler of TLS that fits what the client said; null when it was refused. */
    @Nullable
    SslHandler choose(ClientHello hello, ByteBufAllocator allocator) {
        if (!tls.speaksOneOf(hello.protocols())) {
            refuse(HandshakeResult.FAILED, NO_APPLICATION_PROTOCOL);
            return null;
        }
        ServedCertificate chosen = tls.select(hello);
        if (chosen == null) {
            refuse(HandshakeResult.UNKNOWN_NAME, UNRECOGNIZED_NAME);
            return null;
        }
        certificate = chosen;
        SslHandler made = chosen.newHandler(allocator);
        handler = made;
        return made;
    }

    /** A fatal alert before there is a session, and the end. */
    void refuse(HandshakeResult why, int alert) {
        endWith(why, Unpooled.wrappedBuffer(new byte[] {21, 3, 3, 0, 2, 2, (byte) alert}));
    }

    /** What the client sends is no TLS. The answer, if there is one, is written and released here. */
    void refuseCleartext(@Nullable ByteBuf answer) {
        endWith(HandshakeResult.NO_TLS, answer == null ? Unpooled.EMPTY_BUFFER : answer);
    }

    private void endWith(HandshakeResult why, ByteBuf last) {
        end(why);
        channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
    }

    // Its end.

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done && !ended) {
            if (done.isSuccess()) {
                succeed(context);
            } else {
                LOG.debug("a TLS handshake failed", done.cause());
                end(HandshakeFailures.of(done.cause(), isAskedForCertificate()));
            }
        } else if (!(event instanceof SslCompletionEvent)) {
            context.fireUserEventTriggered(event);
        }
    }

    private boolean isAskedForCertificate() {
        ServedCertificate chosen = certificate;
        return chosen != null && chosen.asksForCertificate();
    }

    private void succeed(ChannelHandlerContext context) {
        SslHandler through = handler;
        ServedCertificate chosen = certificate;
        if (through == null || chosen == null) {
            throw new IllegalStateException("a handshake without a ClientHello");
        }
        SSLSession session = through.engine().getSession();
        Version version = session.getProtocol().equals("TLSv1.3") ? Version.TLS_1_3 : Version.TLS_1_2;
        entrance.stats().handshakes.count(version, Resumption.isResumed(through.engine(), beginMillis));
        ClientTls agreed = new ClientTls(
                session.getProtocol(),
                chosen.asksForCertificate() ? certificateOf(session) : null,
                host -> tls.mayServe(chosen, host));
        // HTTP counts the connection as its own before it is no longer counted here.
        ProtocolInitializer.installAgreed(channel, entrance, client.over(agreed), through.applicationProtocol());
        finish();
        context.pipeline().replace(this, null, CloseNotify.INSTANCE);
    }

    private static @Nullable ClientCertificate certificateOf(SSLSession session) {
        try {
            return ClientCertificate.of((X509Certificate) session.getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            // It was optional.
            return null;
        }
    }

    private void end(HandshakeResult why) {
        if (!ended) {
            entrance.stats().handshakes.count(why);
            finish();
        }
    }

    private void finish() {
        ended = true;
        wheel.forget(deadline);
        entrance.connections().remove(this);
        if (counted) {
            counted = false;
            tls.endHandshake();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (begun) {
            end(HandshakeResult.CLIENT_GONE);
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // The failed handshake itself was told by its event; the rest is a client that is gone.
        LOG.debug("a connection failed in its TLS handshake", cause);
        if (!ended) {
            end(HandshakeFailures.of(cause, isAskedForCertificate()));
            channel.close();
        }
    }

    /** Nothing but the handshake's own handler gives data on, and not before its end. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    // The gateway ends.

    @Override
    public void drain() {
        if (!ended && handler == null) {
            wheel.refresh();
            wheel.arm(deadline, DRAIN_GRACE_NANOS);
        }
    }

    @Override
    public void stop() {
        end(HandshakeResult.REFUSED);
        channel.close();
    }
}
