package gateway.core.downstream;

import gateway.core.channel.ByteSide;
import gateway.core.channel.ByteSideListener;
import gateway.core.channel.ChannelSide;
import gateway.core.codec.RequestDecoder;
import gateway.core.codec.ResponseEncoder;
import gateway.core.proxy.Client;
import gateway.core.timer.TimerWheel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;

/** What an HTTP/1 client's connection runs through. */
final class Http1Pipeline {
    private Http1Pipeline() {}

    /** Adds the handlers of HTTP/1 behind what is there; the channel may be active already. */
    static Http1Handler install(Channel channel, Entrance entrance, Client client) {
        RequestDecoder decoder =
                new RequestDecoder(entrance.rules().get().limits().headerSize());
        ResponseEncoder encoder = new ResponseEncoder();
        Http1Handler handler = new Http1Handler(channel, entrance, client, decoder, encoder);
        channel.pipeline().addLast(decoder, encoder, handler);
        return handler;
    }

    /**
     * Takes the codec out for good, when the last response was written: a side of a tunnel stands in its place, and gets what came and was not
     * decoded.
     */
    static ByteSide toTunnel(Channel channel, TimerWheel wheel, ByteSideListener listener) {
        ChannelSide side = new ChannelSide(channel, wheel, listener);
        ChannelPipeline pipeline = channel.pipeline();
        RequestDecoder decoder = pipeline.get(RequestDecoder.class);
        pipeline.addAfter(pipeline.context(decoder).name(), null, side);
        pipeline.remove(ResponseEncoder.class);
        side.keep(decoder.takeRest());
        return side;
    }
}
