package gateway.core;

import gateway.core.proxy.ExchangeListener;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a program that embeds the gateway may add.
 *
 * @param exchangeListeners told of every exchange
 * @param nameServers asked instead of the system's, when not empty
 */
public record GatewayOptions(List<ExchangeListener> exchangeListeners, List<InetSocketAddress> nameServers) {
    public static final GatewayOptions DEFAULT = new GatewayOptions(List.of(), List.of());

    public GatewayOptions {
        exchangeListeners = List.copyOf(exchangeListeners);
        nameServers = List.copyOf(nameServers);
    }
}
