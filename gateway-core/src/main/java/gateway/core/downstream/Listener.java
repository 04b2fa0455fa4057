package gateway.core.downstream;

import gateway.core.downstream.tls.ListenerTls;
import gateway.core.proxy.Client;
import gateway.core.proxy.ListenerRules;
import gateway.core.proxy.Worker;
import gateway.core.proxyprotocol.ListedPeers;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pipeline of each client connection of one bound address, and holds the rules that its requests follow. Rules change
 * with one volatile write; a request reads them once.
 */
@Sharable
public final class Listener extends ChannelInitializer<Channel> {
    private final Workers workers;
    private volatile List<Entrance> entrances = List.of();
    private volatile @Nullable ListenerRules rules;
    private volatile @Nullable ListenerTls tls;

    public Listener(Workers workers) {
        this.workers = workers;
    }

    private ListenerRules rules() {
        return Objects.requireNonNull(rules, "accepted before there were rules");
    }

    /**
     * From now on requests follow these rules, and new connections are counted there. To be called before the first accept.
     *
     * @param newTls of new connections; null for cleartext
     */
    public void serve(ListenerRules newRules, ListenerStats counts, @Nullable ListenerTls newTls) {
        tls = newTls;
        entrances =
                workers.all().stream().map(worker -> entrance(worker, counts)).toList();
        rules = newRules;
    }

    private Entrance entrance(Worker worker, ListenerStats counts) {
        int index = worker.index();
        ListenerStats.Cell stats = counts.cell(index);
        return new Entrance(
                worker, this::rules, workers.connections(index), stats, new ProxyRefusals(counts.listener(), stats));
    }

    @Override
    protected void initChannel(Channel channel) {
        Entrance entrance = entrances.get(workers.of(channel.eventLoop()).index());
        count(channel, entrance.stats());
        Client peer = ClientAddress.of(channel);
        ListedPeers listed = entrance.rules().get().proxyProtocol();
        ListenerTls current = tls;
        if (listed == null) {
            ProtocolInitializer.install(channel, entrance, peer, current);
        } else {
            channel.pipeline()
                    .addLast(new ProxyProtocolHandler(
                            channel,
                            entrance,
                            listed,
                            peer,
                            client -> ProtocolInitializer.install(channel, entrance, client, current)));
        }
    }

    /** From the accept on, whatever comes of the connection. */
    private static void count(Channel channel, ListenerStats.Cell stats) {
        stats.accepted++;
        stats.open++;
        channel.closeFuture().addListener(stats);
    }
}
