package gateway.core;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import java.util.List;

/** The channel types and options of one kind of socket, TCP or Unix, on one transport. Immutable. */
public final class Sockets {
    private final Class<? extends ServerChannel> listening;
    private final Class<? extends Channel> connecting;
    private final List<Option<?>> whenListening;
    private final List<Option<?>> whenAccepted;
    private final List<Option<?>> whenConnecting;

    Sockets(
            Class<? extends ServerChannel> listening,
            Class<? extends Channel> connecting,
            List<Option<?>> whenListening,
            List<Option<?>> whenAccepted,
            List<Option<?>> whenConnecting) {
        this.listening = listening;
        this.connecting = connecting;
        this.whenListening = List.copyOf(whenListening);
        this.whenAccepted = List.copyOf(whenAccepted);
        this.whenConnecting = List.copyOf(whenConnecting);
    }

    /** Sets the channel type and the options of the listening socket and of what it accepts. */
    public void configure(ServerBootstrap bootstrap) {
        bootstrap.channel(listening);
        whenListening.forEach(option -> option.set(bootstrap));
        whenAccepted.forEach(option -> option.setOnAccepted(bootstrap));
    }

    /** Sets the channel type and the options of connections to backends. */
    public void configure(Bootstrap bootstrap) {
        bootstrap.channel(connecting);
        whenConnecting.forEach(option -> option.set(bootstrap));
    }

    /** A channel option and its value. */
    record Option<T>(ChannelOption<T> option, T value) {
        void set(ServerBootstrap bootstrap) {
            bootstrap.option(option, value);
        }

        void setOnAccepted(ServerBootstrap bootstrap) {
            bootstrap.childOption(option, value);
        }

        void set(Bootstrap bootstrap) {
            bootstrap.option(option, value);
        }
    }
}
