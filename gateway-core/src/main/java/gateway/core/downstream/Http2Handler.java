package gateway.core.downstream;

import gateway.core.config.TimeoutConfig;
import gateway.core.http.FailureReason;
import gateway.core.http.RequestReader;
import gateway.core.http2.Flood;
import gateway.core.http2.FloodGuard;
import gateway.core.http2.FrameScanner;
import gateway.core.http2.RequestBlock;
import gateway.core.proxy.Client;
import gateway.core.proxy.Exchange;
import gateway.core.proxy.ListenerRules;
import gateway.core.timer.TimerWheel;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.HeaderListSizeException;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's HTTP/2 connection: gives each of its streams an {@link Exchange}. What is written is flushed once for all that
 * happens in one turn of the event loop. Event-loop confined.
 */
final class Http2Handler extends Http2ConnectionHandler implements ClientConnection {
    private static final Logger LOG = LoggerFactory.getLogger(Http2Handler.class);

    private static final HttpVersion HTTP_2 = HttpVersion.valueOf("HTTP/2.0");
    /** What a client may send of all bodies together before they were taken. */
    private static final int CONNECTION_WINDOW = 1024 * 1024;
    /** How long a GOAWAY that says why may take to be read. */
    private static final long LAST_WORDS_MILLIS = 2000;

    private final Channel channel;
    private final Entrance entrance;
    private final TimerWheel wheel;
    private final Client client;
    private final RequestReader reader = new RequestReader();
    private final PropertyKey key;
    private final FloodGuard guard;
    private final FrameScanner scanner;
    private final GivenUpStreams givenUp = new GivenUpStreams();
    private final Http2Output output;
    private final Http2Timers timers;
    private final WriteDeadline writes;
    private List<Http2ClientStream> touched = new ArrayList<>();
    private List<Http2ClientStream> done = new ArrayList<>();
    private boolean opened;
    private boolean inBurst;
    private boolean turnComes;
    private boolean draining;
    private boolean lastRequestsSeen;
    private boolean closing;
    private int running;
    private int unsentResets;
    private long requests;

    Http2Handler(
            Channel channel,
            Entrance entrance,
            Client client,
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings,
            FloodGuard guard,
            FrameScanner scanner) {
        super(decoder, encoder, settings, true);
        this.channel = channel;
        this.entrance = entrance;
        this.wheel = entrance.worker().wheel();
        this.client = client;
        this.guard = guard;
        this.scanner = scanner;
        this.key = connection().newKey();
        this.output = new Http2Output(channel, encoder, guard, this::updateReading);
        this.timers = new Http2Timers(wheel, this);
        this.writes = new WriteDeadline(wheel, channel, this::onWriteTimeout);
        gracefulShutdownTimeoutMillis(LAST_WORDS_MILLIS);
        connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                onClosed(stream);
            }
        });
    }

    ListenerRules rules() {
        return entrance.rules().get();
    }

    TimerWheel wheel() {
        return wheel;
    }

    long now() {
        return wheel.now();
    }

    ByteBuf allocate(int capacity) {
        return channel.alloc().buffer(capacity);
    }

    // The connection's life.

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        super.handlerAdded(context);
        if (channel.isActive()) {
            open();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        super.channelActive(context);
        open();
    }

    private void open() throws Http2Exception {
        if (opened) {
            return;
        }
        opened = true;
        wheel.refresh();
        entrance.connections().add(this);
        Http2Stream whole = connection().connectionStream();
        int window = decoder().flowController().windowSize(whole);
        decoder().flowController().incrementWindowSize(whole, CONNECTION_WINDOW - window);
        flushSoon();
        updateTimers();
        timers.begin(rules().connections().maxAge());
        if (entrance.connections().isDraining()) {
            drain();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        wheel.refresh();
        closing = true;
        if (opened) {
            entrance.connections().remove(this);
        }
        super.channelInactive(context);
        timers.close();
        writes.close();
    }

    // What the client sends.

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (!inBurst) {
            inBurst = true;
            wheel.refresh();
        }
        if (closing) {
            ReferenceCountUtil.release(message);
            return;
        }
        Flood flood = scanner.scan((ByteBuf) message);
        if (flood == null) {
            super.channelRead(context, message);
        } else {
            ReferenceCountUtil.release(message);
            calm(flood);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        inBurst = false;
        endTurn();
        super.channelReadComplete(context);
        afterFlush();
        updateTimers();
    }

    /** A stream's head came. */
    void begin(int id, RequestBlock block, boolean complete) {
        Http2Stream codecStream = connection().stream(id);
        // What the same read brought behind the reason for the end is decoded all the same.
        if (codecStream == null || closing) {
            return;
        }
        if (running >= Http2Pipeline.MAX_STREAMS
                || connection().numActiveStreams() + unsentResets > Http2Pipeline.MAX_STREAMS) {
            // The codec counts streams; what runs for one that has ended counts too, and resets that were not read.
            reset(codecStream, Http2Error.REFUSED_STREAM);
            count(Flood.REFUSED_STREAMS);
            return;
        }
        Http2ClientStream stream = newStream(codecStream);
        if (complete) {
            stream.request().endWithHead();
        }
        try {
            begin(stream, block, complete);
        } catch (RuntimeException | AssertionError e) {
            stream.onBug(e);
        }
    }

    private Http2ClientStream newStream(Http2Stream codecStream) {
        Http2ClientStream stream = new Http2ClientStream(this, output, codecStream);
        codecStream.setProperty(key, stream);
        touch(stream);
        requests++;
        if (requests >= rules().connections().maxRequests()) {
            drain();
        }
        return stream;
    }

    private void begin(Http2ClientStream stream, RequestBlock block, boolean complete) {
        ListenerRules current = rules();
        Exchange exchange = newExchange(stream, current);
        HttpRequest request = block.request(complete);
        if (request == null) {
            refuseMalformed(stream, exchange, null);
            return;
        }
        boolean trusted = current.forwarded().isTrusted(client.address());
        String address = current.forwarded().clientAddress(request.headers(), client.address(), client.text());
        FailureReason bad = block.refusal();
        if (bad == null) {
            bad = reader.read(request, client.scheme(), address);
        }
        request.setProtocolVersion(HTTP_2);
        if (bad != null) {
            exchange.onMalformedHead(bad, request);
            return;
        }
        long length = reader.contentLength();
        if (complete && length > 0) {
            refuseMalformed(stream, exchange, request);
            return;
        }
        if (!complete) {
            stream.request().begin(length, current.timeouts().clientBody());
        }
        exchange.onRequestHead(request, reader.head(), trusted, complete || length == 0);
    }

    private Exchange newExchange(Http2ClientStream stream, ListenerRules current) {
        Exchange exchange = new Exchange(entrance.worker(), current, client, stream);
        running++;
        stream.serve(exchange);
        return exchange;
    }

    private void refuseMalformed(Http2ClientStream stream, Exchange exchange, @Nullable HttpRequest request) {
        count(Flood.PROVOKED_RESETS);
        stream.answerByReset(Http2Error.PROTOCOL_ERROR);
        exchange.onMalformedHead(FailureReason.MALFORMED_REQUEST, request);
    }

    /** Null when there is none, or none that was ours to serve. */
    @Nullable
    Http2ClientStream stream(int id) {
        Http2Stream codecStream = connection().stream(id);
        return codecStream == null ? null : codecStream.getProperty(key);
    }

    void onExchangeEnded() {
        running--;
    }

    private void onClosed(Http2Stream codecStream) {
        Http2ClientStream stream = codecStream.getProperty(key);
        if (stream != null) {
            stream.onClosed();
        }
        if (!closing) {
            updateTimers();
            closeWhenDrained();
        }
    }

    private void updateTimers() {
        boolean isIdle = connection().numActiveStreams() == 0;
        timers.update(scanner.isInBlock(), scanner.blocks(), isIdle, rules().timeouts());
    }

    // Turns of the event loop.

    /** Something happened to a stream that is to be finished when the turn is over. */
    void touch(Http2ClientStream stream) {
        if (stream.touch()) {
            touched.add(stream);
        }
        flushSoon();
    }

    /** What was written goes out, with all else that is written in this turn. */
    void flushSoon() {
        if (!inBurst && !turnComes) {
            turnComes = true;
            channel.eventLoop().execute(this::runTurn);
        }
    }

    private void runTurn() {
        turnComes = false;
        endTurn();
        flush(context());
        afterFlush();
    }

    private void endTurn() {
        List<Http2ClientStream> now = touched;
        touched = done;
        done = now;
        for (int i = 0; i < now.size(); i++) {
            now.get(i).onReadComplete();
        }
    }

    private void afterFlush() {
        for (int i = 0; i < done.size(); i++) {
            done.get(i).onFlushed();
        }
        done.clear();
        writes.flushed(TimeoutConfig.nanos(rules().timeouts().clientWrite()));
    }

    private ChannelHandlerContext context() {
        return encoder().flowController().channelHandlerContext();
    }

    // Windows and back pressure.

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        wheel.refresh();
        super.channelWritabilityChanged(context);
        updateReading();
    }

    private void updateReading() {
        forEachStream(Http2ClientStream::updateReading);
    }

    void onWindowOpened(int id) {
        if (id == 0) {
            forEachStream(Http2ClientStream::onWindowOpened);
        } else {
            Http2ClientStream stream = stream(id);
            if (stream != null) {
                stream.onWindowOpened();
            }
        }
    }

    private void forEachStream(Consumer<Http2ClientStream> action) {
        try {
            connection().forEachActiveStream(codecStream -> {
                Http2ClientStream stream = codecStream.getProperty(key);
                if (stream != null) {
                    action.accept(stream);
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The client may send so many bytes more. */
    void consume(Http2Stream codecStream, int bytes) {
        try {
            decoder().flowController().consumeBytes(codecStream, bytes);
            flushSoon();
        } catch (Http2Exception e) {
            onError(context(), true, e);
        }
    }

    // Ends.

    /** What may still go out of a stream goes before its reset, and nothing after it. */
    void reset(Http2Stream codecStream, Http2Error code) {
        givenUp.add(codecStream.id());
        ChannelHandlerContext context = context();
        try {
            encoder().flowController().writePendingBytes();
        } catch (Http2Exception e) {
            onError(context, true, e);
        }
        unsentResets++;
        encoder()
                .writeRstStream(context, codecStream.id(), code.code(), context.newPromise())
                .addListener(sent -> unsentResets--);
        codecStream.close();
        flushSoon();
    }

    void count(Flood kind) {
        if (guard.isTooMuch(kind)) {
            calm(kind);
        }
    }

    /** The client does too much of what it should not. */
    private void calm(Flood kind) {
        if (closing) {
            return;
        }
        closing = true;
        entrance.stats().count(kind);
        LOG.debug("{} is too busy: {}", client.text(), kind.label());
        onError(context(), false, Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, kind.label()));
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext context, boolean outbound, Throwable cause, @Nullable Http2Exception error) {
        if (!closing && error != null && error.error() == Http2Error.ENHANCE_YOUR_CALM) {
            // The codec's own limit on the pieces of one header block.
            entrance.stats().count(Flood.CONTINUATIONS);
        }
        if (error == null && !(cause instanceof IOException)) {
            LOG.error("an HTTP/2 connection failed", cause);
        }
        closing = true;
        super.onConnectionError(context, outbound, cause, error);
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext context, boolean outbound, Throwable cause, StreamException error) {
        if (closing) {
            return;
        }
        int id = error.streamId();
        Http2Stream codecStream = connection().stream(id);
        if (outbound) {
            if (codecStream != null && codecStream.state() != Http2Stream.State.CLOSED) {
                reset(codecStream, error.error());
            }
        } else if (error instanceof HeaderListSizeException) {
            refuseLargeHead(context, id, codecStream);
        } else if (codecStream == null) {
            onUnknownStream(context, id, error.error());
        } else {
            count(Flood.PROVOKED_RESETS);
            Http2ClientStream stream = codecStream.getProperty(key);
            if (stream == null) {
                reset(codecStream, error.error());
            } else {
                stream.refuse(FailureReason.MALFORMED_REQUEST, error.error());
            }
        }
    }

    /** What was on its way to a stream that the gateway gave up means nothing. */
    private void onUnknownStream(ChannelHandlerContext context, int id, Http2Error code) {
        if (givenUp.contains(id)) {
            return;
        }
        if (code == Http2Error.STREAM_CLOSED) {
            // A client that goes on where it has ended does not keep its own books (RFC 9113 section 5.1).
            onError(context, false, Http2Exception.connectionError(code, "stream %d is closed", id));
            return;
        }
        count(code == Http2Error.REFUSED_STREAM ? Flood.REFUSED_STREAMS : Flood.PROVOKED_RESETS);
        encoder().writeRstStream(context, id, code.code(), context.newPromise());
    }

    /** The head of a request, or its trailers, are more than may be: 431. */
    private void refuseLargeHead(ChannelHandlerContext context, int id, @Nullable Http2Stream known) {
        if (known != null) {
            Http2ClientStream stream = known.getProperty(key);
            if (stream != null) {
                stream.fail(FailureReason.HEAD_TOO_LARGE);
            }
            return;
        }
        try {
            // Whether the head was all of the request is not known: what else comes is thrown away.
            Http2Stream codecStream = connection().remote().createStream(id, true);
            givenUp.add(id);
            Http2ClientStream stream = newStream(codecStream);
            stream.request().endWithHead();
            newExchange(stream, rules()).onMalformedHead(FailureReason.HEAD_TOO_LARGE, null);
        } catch (Http2Exception e) {
            onUnknownStream(context, id, e.error());
        }
    }

    void onTimeout(Http2Timers.Waiting what) {
        switch (what) {
            case NOTHING -> {}
            case REQUEST -> {
                sayGoAway(connection().remote().lastStreamCreated());
                closeGently();
            }
            case HEAD -> calm(Flood.SLOW_HEADERS);
            case END -> channel.close();
        }
    }

    private void onWriteTimeout() {
        closing = true;
        forEachStream(stream -> stream.fail(FailureReason.WRITE_STALLED));
        ConnectionEnd.reset(channel);
    }

    /** Twice, because of the requests that are on their way (RFC 9113 section 6.8). */
    @Override
    public void drain() {
        if (draining || closing) {
            return;
        }
        draining = true;
        wheel.refresh();
        sayGoAway(Integer.MAX_VALUE);
        timers.waitForLastRequests();
    }

    void endDrain() {
        if (closing) {
            return;
        }
        lastRequestsSeen = true;
        sayGoAway(connection().remote().lastStreamCreated());
        closeWhenDrained();
    }

    private void sayGoAway(int lastStream) {
        ChannelHandlerContext context = context();
        goAway(context, lastStream, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, context.newPromise());
        flushSoon();
    }

    private void closeWhenDrained() {
        if (lastRequestsSeen && connection().numActiveStreams() == 0) {
            closeGently();
        }
    }

    private void closeGently() {
        closing = true;
        ConnectionEnd.linger(channel, timers::waitForEnd);
    }

    @Override
    public void stop() {
        forEachStream(stream -> stream.fail(FailureReason.STOPPED));
        if (!closing) {
            closing = true;
            sayGoAway(connection().remote().lastStreamCreated());
            flush(context());
        }
        channel.close();
    }

    void onBug(Throwable cause) {
        LOG.error("a client connection failed", cause);
        channel.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            // A reset: there is nobody to talk to.
            channel.close();
        } else {
            onBug(cause);
        }
    }
}
