package gateway.core.downstream;

import gateway.core.downstream.tls.ListenerTls;
import gateway.core.proxy.ListenerRules;
import gateway.core.proxy.Worker;
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
        return new Entrance(worker, this::rules, workers.connections(index), counts.cell(index));
    }

    @Override
    protected void initChannel(Channel channel) {
        Entrance entrance = entrances.get(workers.of(channel.eventLoop()).index());
        countOpen(channel, entrance.stats());
        ProtocolInitializer.install(channel, entrance, ClientAddress.of(channel), tls);
    }

    /** From the accept on, whatever comes of the connection. */
    private static void countOpen(Channel channel, ListenerStats.Cell stats) {
        stats.accepted++;
        stats.open++;
        channel.closeFuture().addListener(closed -> stats.open--);
    }
}
