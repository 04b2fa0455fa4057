package gateway.core.downstream;

import gateway.core.channel.ByteSide;
import gateway.core.channel.ByteSideListener;
import gateway.core.codec.RequestDecoder;
import gateway.core.codec.ResponseEncoder;
import gateway.core.downstream.ClientTimers.Waiting;
import gateway.core.http.FailureReason;
import gateway.core.http.MalformedHead;
import gateway.core.http.RequestReader;
import gateway.core.proxy.Client;
import gateway.core.proxy.Exchange;
import gateway.core.proxy.ListenerRules;
import gateway.core.timer.TimerWheel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's HTTP/1 connection: gives each request its {@link Exchange}, one after another. What comes while an exchange runs is
 * held, in order, and when it is much reading stops. Event-loop confined.
 */
final class Http1Handler extends ChannelInboundHandlerAdapter implements ClientConnection {
    private static final Logger LOG = LoggerFactory.getLogger(Http1Handler.class);

    /** What is left of a body that nobody wants is read up to this, so that the connection can be kept. */
    private static final int MAX_DISCARD = 64 * 1024;

    private final Channel channel;
    private final Entrance entrance;
    private final TimerWheel wheel;
    private final RequestDecoder decoder;
    private final ResponseEncoder encoder;
    private final Client client;
    private final RequestReader reader = new RequestReader();
    private final Http1Persistence persistence = new Http1Persistence();
    private final HeldMessages held = new HeldMessages();
    private final ClientTimers timers;
    private final ClientReading reading;
    private final Http1Stream stream;
    private final ConnectionAge age = new ConnectionAge();
    private final Http1Turns turns;

    private @Nullable Exchange exchange;
    private boolean opened;
    private boolean swallowEnd;
    private boolean messageInBurst;
    private int discarded;

    /**
     * The last handler of a pipeline.
     *
     * @param client who connected, as far as what comes before HTTP told
     * @param decoder stands before it in the same pipeline, as the encoder does
     */
    Http1Handler(Channel channel, Entrance entrance, Client client, RequestDecoder decoder, ResponseEncoder encoder) {
        this.channel = channel;
        this.entrance = entrance;
        this.wheel = entrance.worker().wheel();
        this.decoder = decoder;
        this.encoder = encoder;
        this.client = client;
        this.timers = new ClientTimers(wheel, this, channel, rules().timeouts());
        this.reading = new ClientReading(channel, wheel, held, timers);
        this.stream = new Http1Stream(channel, this, persistence, timers, reading);
        this.turns = new Http1Turns(channel, this, entrance, held, timers, reading, decoder);
    }

    /** The present ones. */
    ListenerRules rules() {
        return entrance.rules().get();
    }

    // The connection's life.

    /** Where something came before HTTP, the channel was active before this handler was there. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (channel.isActive()) {
            open();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        open();
    }

    private void open() {
        if (opened) {
            return;
        }
        opened = true;
        wheel.refresh();
        entrance.connections().add(this);
        age.begin(wheel.now());
        turns.waitForRequest();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        wheel.refresh();
        if (opened) {
            entrance.connections().remove(this);
        }
        turns.set(Turn.CLOSING);
        timers.close();
        reading.close();
        held.release();
        Exchange running = exchange;
        if (running != null) {
            running.onClientGone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Exchange running = exchange;
        if (cause instanceof IOException || cause instanceof DecoderException) {
            // A reset, or bytes in the place of a TLS record: there is nobody to talk to.
            channel.close();
        } else if (running == null) {
            LOG.error("a client connection failed", cause);
            channel.close();
        } else {
            persistence.giveUp();
            running.onBug(cause);
            if (exchange != null) {
                channel.close();
            }
        }
    }

    // What the client sends.

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!messageInBurst) {
            messageInBurst = true;
            wheel.refresh();
        }
        if (turns.is(Turn.CLOSING)) {
            ReferenceCountUtil.release(message);
        } else if (turns.isNow(message)) {
            take(message);
        } else {
            held.add(message);
            if (held.isFull()) {
                reading.update();
                decoder.pause();
            }
        }
        turns.passed(message);
    }

    /** It is the message's turn. */
    void take(Object message) {
        if (message instanceof HttpRequest request) {
            begin(request);
        } else {
            takeBody((HttpContent) message);
        }
    }

    private void begin(HttpRequest request) {
        ListenerRules current = rules();
        timers.use(current.timeouts());
        age.countRequest();
        beginTurn(request);
        timers.waitForNothing();
        boolean trusted = current.forwarded().isTrusted(client.address());
        String address = current.forwarded().clientAddress(request.headers(), client.address(), client.text());
        FailureReason bad = current.speaksHttp1()
                ? reader.read(request, client.scheme(), address, current.table().hasConnect())
                : FailureReason.HTTP1_REFUSED;
        Exchange next = beginExchange(current);
        if (bad != null) {
            persistence.giveUp();
            next.onMalformedHead(bad, MalformedHead.hasFirstLine(request) ? request : null);
            ReferenceCountUtil.release(request);
            return;
        }
        boolean complete = !reader.isChunked() && reader.contentLength() <= 0;
        swallowEnd = complete && !(request instanceof LastHttpContent);
        if (!complete) {
            reading.beginBody();
        }
        next.onRequestHead(request, reader.head(), trusted, complete);
    }

    private void beginTurn(@Nullable HttpRequest request) {
        persistence.begin(request);
        encoder.answersHead(persistence.isHead());
    }

    private Exchange beginExchange(ListenerRules current) {
        Exchange next = new Exchange(entrance.worker(), current, client, stream);
        next.headBegan(timers.takeHeadSinceNanos());
        exchange = next;
        turns.begin();
        return next;
    }

    private void takeBody(HttpContent part) {
        Exchange running = exchange;
        boolean last = part instanceof LastHttpContent;
        if (swallowEnd) {
            // The end of a request without a body was told with its head.
            part.release();
            swallowEnd = !last;
        } else if (turns.is(Turn.DISCARDING)) {
            discard(part, last);
        } else if (running == null) {
            part.release();
        } else if (last) {
            timers.waitForNothing();
            running.onRequestBody(part);
            // From here it is the next request that is read; and the end of the connection, which cancels this one.
            reading.resume();
        } else {
            boolean isTooSlow = reading.isTooSlow(part.content().readableBytes());
            running.onRequestBody(part);
            if (isTooSlow) {
                fail(FailureReason.BODY_STALLED);
            }
        }
    }

    private void discard(HttpContent part, boolean last) {
        discarded += part.content().readableBytes();
        boolean bad = part.decoderResult().isFailure();
        part.release();
        if (bad || discarded > MAX_DISCARD) {
            linger();
        } else if (last) {
            turns.next();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        onReadComplete();
        turns.readComplete();
        messageInBurst = false;
        turns.flushUnlessNextIsServed();
        reading.readComplete(decoder.bytesRead());
    }

    /** There are requests of this client that are served before the loop waits for anything. */
    boolean goesOnAtOnce() {
        return persistence.isKeepAlive() && (messageInBurst || !held.isEmpty());
    }

    void flushNow() {
        stream.flushNow();
    }

    /** What was there has been taken. */
    void onReadComplete() {
        Exchange running = exchange;
        if (running != null) {
            running.onRequestReadComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        wheel.refresh();
        Exchange running = exchange;
        if (running != null) {
            running.updateReading();
        }
    }

    /** The stream's exchange is over. */
    void onExchangeEnded(boolean requestComplete) {
        exchange = null;
        if (turns.is(Turn.CLOSING) || turns.is(Turn.TUNNEL)) {
            return;
        }
        stream.flush();
        if (persistence.isKeepAlive()) {
            if (requestComplete) {
                turns.next();
            } else {
                turns.set(Turn.DISCARDING);
                discarded = 0;
                reading.resume();
                timers.waitForEnd();
            }
        } else if (requestComplete && held.isEmpty()) {
            closeAfterFlush();
        } else {
            linger();
        }
    }

    // Ends.

    /** The response that is being written is the last one of the connection. */
    boolean isLastTurn() {
        return entrance.connections().isDraining() || age.isOver(rules().connections(), wheel.now());
    }

    @Override
    public void drain() {
        wheel.refresh();
        turns.drain();
        TunnelDrain.begin(exchange, rules().timeouts());
    }

    /** The connection leaves HTTP: the running exchange, its last one, is told what comes as bytes. */
    ByteSide toTunnel(ByteSideListener listener) {
        turns.set(Turn.TUNNEL);
        timers.close();
        reading.close();
        if (entrance.connections().isDraining()) {
            channel.eventLoop().execute(() -> TunnelDrain.late(exchange));
        }
        return Http1Pipeline.toTunnel(channel, wheel, listener);
    }

    @Override
    public void stop() {
        fail(FailureReason.STOPPED);
        channel.close();
    }

    void onInboundTimeout(Waiting what) {
        switch (what) {
            case NOTHING -> {}
            // Silently; but what the client has not taken yet of the last response is still its.
            case REQUEST -> closeAfterFlush();
            case END -> {
                if (turns.is(Turn.CLOSING)) {
                    channel.close();
                } else {
                    // What is left of the body does not come; but the answer may still be on its way.
                    linger();
                }
            }
            case HEAD -> refuseSlowHead();
            case BODY -> fail(FailureReason.BODY_STALLED);
        }
    }

    private void refuseSlowHead() {
        beginTurn(null);
        beginExchange(rules()).onMalformedHead(FailureReason.HEAD_TIMEOUT, null);
    }

    void onWriteTimeout() {
        turns.set(Turn.CLOSING);
        fail(FailureReason.WRITE_STALLED);
        ConnectionEnd.reset(channel);
    }

    private void fail(FailureReason why) {
        persistence.giveUp();
        Exchange running = exchange;
        if (running != null) {
            running.fail(why);
        }
    }

    void reset() {
        turns.set(Turn.CLOSING);
        ConnectionEnd.reset(channel);
    }

    void closeAfterFlush() {
        beginToClose();
        ConnectionEnd.closeAfterFlush(channel);
    }

    private void linger() {
        beginToClose();
        ConnectionEnd.linger(channel, timers::waitForEnd);
    }

    private void beginToClose() {
        turns.set(Turn.CLOSING);
        held.release();
        decoder.resume();
        reading.resume();
        timers.waitForNothing();
        stream.flushNow();
    }
}
