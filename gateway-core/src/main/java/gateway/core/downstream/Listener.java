package gateway.core.downstream;

import gateway.core.http.FlatHeaders;
import gateway.core.proxy.ListenerRules;
import gateway.core.proxy.Worker;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pipeline of each client connection of one bound address, and holds the rules that its requests follow. Rules change
 * with one volatile write; a request reads them once.
 */
@Sharable
public final class Listener extends ChannelInitializer<Channel> {
    /** More requests than one read can bring: each is at least 16 bytes. */
    private static final int MAX_PIPELINE_DEPTH = 32 * 1024;
    /** Large enough that a body is passed on as it was read, not in slices. */
    private static final int MAX_PART = 256 * 1024;

    private final Workers workers;
    private volatile @Nullable ListenerStats stats;
    private volatile @Nullable ListenerRules rules;

    public Listener(Workers workers) {
        this.workers = workers;
    }

    private ListenerRules rules() {
        return Objects.requireNonNull(rules, "accepted before there were rules");
    }

    /** From now on requests follow these rules, and new connections are counted there. To be called before the first accept. */
    public void serve(ListenerRules newRules, ListenerStats counts) {
        stats = counts;
        rules = newRules;
    }

    @Override
    protected void initChannel(Channel channel) {
        Worker worker = workers.of(channel.eventLoop());
        ListenerStats counts = Objects.requireNonNull(stats, "accepted before there were rules");
        Http1Handler handler =
                new Http1Handler(worker, this::rules, workers.connections(worker.index()), counts.cell(worker.index()));
        channel.pipeline().addLast(codec(rules().limits().headerSize()), handler);
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
