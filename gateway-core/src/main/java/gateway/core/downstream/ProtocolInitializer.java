package gateway.core.downstream;

import gateway.core.config.ListenerConfig;
import gateway.core.config.ListenerConfig.Protocol;
import gateway.core.downstream.tls.ListenerTls;
import gateway.core.proxy.Client;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client's connection runs through, in this order: TLS where the listener has it, then HTTP in the version that was agreed on.
 * The channel may be active already.
 */
public final class ProtocolInitializer {
    private ProtocolInitializer() {}

    /**
     * Adds the handlers behind those that are there.
     *
     * @param client as far as what comes before told
     * @param tls null for cleartext
     */
    static void install(Channel channel, Entrance entrance, Client client, @Nullable ListenerTls tls) {
        if (tls == null && entrance.rules().get().speaksHttp2()) {
            channel.pipeline().addLast(new PrefaceDetector(channel, entrance, client));
        } else if (tls == null) {
            Http1Pipeline.install(channel, entrance, client);
        } else {
            TlsHandshake.install(channel, entrance, client, tls);
        }
    }

    /** Behind a handshake. The only place that knows what a protocol's name of ALPN leads to. */
    static void installAgreed(Channel channel, Entrance entrance, Client client, @Nullable String protocol) {
        if (ApplicationProtocolNames.HTTP_2.equals(protocol)) {
            Http2Pipeline.install(channel, entrance, client);
        } else {
            Http1Pipeline.install(channel, entrance, client);
        }
    }

    /** The names of ALPN (RFC 7301 section 6) that a listener offers, the preferred one first. */
    public static List<String> names(ListenerConfig listener) {
        List<String> names = new ArrayList<>();
        if (listener.speaks(Protocol.H2)) {
            names.add(ApplicationProtocolNames.HTTP_2);
        }
        if (listener.speaks(Protocol.HTTP_1_1)) {
            names.add(ApplicationProtocolNames.HTTP_1_1);
        }
        return names;
    }
}
