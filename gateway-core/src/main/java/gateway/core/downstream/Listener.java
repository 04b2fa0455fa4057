package gateway.core.downstream;

import gateway.core.http.FlatHeaders;
import gateway.core.proxy.ListenerRules;
import gateway.core.proxy.Worker;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pipeline of each client connection of one bound address, and holds the rules that its requests follow. Rules change
 * with one volatile write; a request reads them once.
 */
@Sharable
public final class Listener extends ChannelInitializer<Channel> {
    /**
     * More requests than one read of 64 KiB can bring, each of at least 16 bytes; beyond it the connection ends. More than one read
     * comes only when a client closes while it is not read.
     */
    private static final int MAX_PIPELINE_DEPTH = 8 * 1024;
    /** Large enough that a body is passed on as it was read, not in slices. */
    private static final int MAX_PART = 256 * 1024;

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
        ByteWatch watch = new ByteWatch();
        channel.pipeline()
                .addLast(watch, codec(rules().limits().headerSize()), new Http1Handler(channel, entrance, watch));
    }

    private static HttpServerCodec codec(int headSize) {
        HttpDecoderConfig config = new HttpDecoderConfig()
                .setMaxInitialLineLength(headSize)
                .setMaxHeaderSize(headSize)
                .setMaxChunkSize(MAX_PART)
                .setInitialBufferSize(512)
                .setHeadersFactory(FlatHeaders.FACTORY)
                .setTrailersFactory(FlatHeaders.FACTORY)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setAllowDuplicateContentLengths(false);
        return new HttpServerCodec(config, MAX_PIPELINE_DEPTH);
    }
}
