package gateway.core.upstream.connection;

import gateway.core.channel.ByteSide;
import gateway.core.channel.ByteSideListener;
import gateway.core.channel.ChannelSide;
import gateway.core.http.FailureReason;
import gateway.core.timer.TimerWheel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A connection without a codec, on its way. Event-loop confined. */
public final class OpenConnection extends ChannelInitializer<Channel> implements ChannelFutureListener {
    private final TimerWheel wheel;
    private final ByteSideListener tunnel;
    private @Nullable Listener listener;
    private @Nullable ChannelSide side;
    private @Nullable Channel channel;

    OpenConnection(TimerWheel wheel, ByteSideListener tunnel, Listener listener) {
        this.wheel = wheel;
        this.tunnel = tunnel;
        this.listener = listener;
    }

    /** Nobody waits any more; to be called before the listener was. */
    public void cancel() {
        listener = null;
        Channel connecting = channel;
        if (connecting != null) {
            connecting.close();
        }
    }

    @Override
    protected void initChannel(Channel connecting) {
        channel = connecting;
        side = new ChannelSide(connecting, wheel, tunnel);
        connecting.pipeline().addLast(side);
    }

    @Override
    public void operationComplete(ChannelFuture connected) {
        wheel.refresh();
        Listener waiting = listener;
        ChannelSide made = side;
        listener = null;
        if (waiting == null) {
            connected.channel().close();
        } else if (connected.isSuccess() && made != null) {
            waiting.onOpen(made);
        } else {
            waiting.onConnectFailed(PendingConnection.reason(connected.cause()));
        }
    }

    void begin(Connector connector, SocketAddress address) {
        connector.open(address, this);
    }

    /** Who waits for the connection. One of the two is called, once, on the event loop. */
    public interface Listener {
        /** Not started yet. */
        void onOpen(ByteSide side);

        void onConnectFailed(FailureReason reason);
    }
}
