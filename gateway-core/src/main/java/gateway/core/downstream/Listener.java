package gateway.core.downstream;

import gateway.core.proxy.Client;
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

    public Listener(Workers workers) {
        this.workers = workers;
    }

    private ListenerRules rules() {
        return Objects.requireNonNull(rules, "accepted before there were rules");
    }

    /** From now on requests follow these rules, and new connections are counted there. To be called before the first accept. */
    public void serve(ListenerRules newRules, ListenerStats counts) {
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
        count(channel, entrance.stats());
        installCleartext(channel, entrance, ClientAddress.of(channel));
    }

    private static void count(Channel channel, ListenerStats.Cell stats) {
        stats.accepted++;
        stats.open++;
        channel.closeFuture().addListener(closed -> stats.open--);
    }

    /** HTTP of the versions that the listener speaks, behind what is there. */
    static void installCleartext(Channel channel, Entrance entrance, Client client) {
        if (entrance.rules().get().speaksHttp2()) {
            channel.pipeline().addLast(new PrefaceDetector(channel, entrance, client));
        } else {
            Http1Pipeline.install(channel, entrance, client);
        }
    }
}
