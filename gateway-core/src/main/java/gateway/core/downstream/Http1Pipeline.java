package gateway.core.downstream;

import gateway.core.codec.RequestDecoder;
import gateway.core.codec.ResponseEncoder;
import gateway.core.proxy.Client;
import io.netty.channel.Channel;

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
}
