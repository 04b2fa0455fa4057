package gateway.core.downstream;

import gateway.core.downstream.ClientTimers.Waiting;
import gateway.core.http.FailureReason;
import gateway.core.http.RequestReader;
import gateway.core.proxy.Client;
import gateway.core.proxy.Exchange;
import gateway.core.proxy.ListenerRules;
import gateway.core.timer.TimerWheel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.FullHttpRequest;
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
    private final ByteWatch watch;
    private final Client client;
    private final RequestReader reader = new RequestReader();
    private final Http1Persistence persistence = new Http1Persistence();
    private final HeldMessages held = new HeldMessages();
    private final ClientTimers timers;
    private final ClientReading reading;
    private final Http1Stream stream;
    private final ConnectionAge age = new ConnectionAge();

    private Turn turn = Turn.FREE;
    private @Nullable Exchange exchange;
    private boolean opened;
    private boolean swallowEnd;
    private boolean requestThrough;
    private boolean partialHead;
    private boolean messageInBurst;
    private int discarded;

    /**
     * The last handler of a pipeline.
     *
     * @param client who connected, as far as what comes before HTTP told
     * @param watch stands before the codec in the same pipeline
     */
    Http1Handler(Channel channel, Entrance entrance, Client client, ByteWatch watch) {
        this.channel = channel;
        this.entrance = entrance;
        this.wheel = entrance.worker().wheel();
        this.watch = watch;
        this.client = client;
        this.timers = new ClientTimers(wheel, this, channel, rules().timeouts());
        this.reading = new ClientReading(channel, wheel, held, timers);
        this.stream = new Http1Stream(channel, this, persistence, timers, reading);
    }

    private ListenerRules rules() {
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
        waitForRequest();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        wheel.refresh();
        if (opened) {
            entrance.connections().remove(this);
        }
        turn = Turn.CLOSING;
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
            // A reset, or more pipelined requests than one read can hold: there is nobody to talk to.
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
        if (turn == Turn.CLOSING) {
            ReferenceCountUtil.release(message);
        } else if (held.isEmpty() && isTurnOf(message)) {
            take(message);
        } else {
            held.add(message);
            if (held.isFull()) {
                reading.update();
            }
        }
    }

    /** A request waits while another one is served or thrown away; its parts follow at once. */
    private boolean isTurnOf(Object message) {
        return turn == Turn.FREE || !(message instanceof HttpRequest);
    }

    private void take(Object message) {
        if (message instanceof HttpRequest request) {
            begin(request);
        } else {
            takeBody((HttpContent) message);
        }
    }

    private void begin(HttpRequest request) {
        ListenerRules current = rules();
        timers.use(current.timeouts());
        partialHead = false;
        age.countRequest();
        persistence.begin(request);
        timers.waitForNothing();
        boolean trusted = current.forwarded().isTrusted(client.address());
        String address = current.forwarded().clientAddress(request.headers(), client.address(), client.text());
        FailureReason bad =
                current.speaksHttp1() ? reader.read(request, client.scheme(), address) : FailureReason.HTTP1_REFUSED;
        Exchange next = beginExchange(current);
        if (bad != null) {
            persistence.giveUp();
            // A full request is what the codec makes of a line that is none.
            next.onMalformedHead(bad, request instanceof FullHttpRequest ? null : request);
            ReferenceCountUtil.release(request);
            return;
        }
        boolean complete = !reader.isChunked() && reader.contentLength() <= 0;
        swallowEnd = complete;
        requestThrough = complete;
        if (!complete) {
            reading.beginBody();
        }
        next.onRequestHead(request, reader.head(), trusted, complete);
    }

    private Exchange beginExchange(ListenerRules current) {
        Exchange next = new Exchange(entrance.worker(), current, client, stream);
        exchange = next;
        turn = Turn.SERVING;
        return next;
    }

    private void takeBody(HttpContent part) {
        Exchange running = exchange;
        boolean last = part instanceof LastHttpContent;
        if (swallowEnd) {
            // The end of a request without a body was told with its head.
            part.release();
            swallowEnd = !last;
        } else if (turn == Turn.DISCARDING) {
            discard(part, last);
        } else if (running == null) {
            part.release();
        } else if (last) {
            requestThrough = true;
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
            requestThrough = true;
            nextTurn();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Exchange running = exchange;
        if (running != null) {
            running.onRequestReadComplete();
        }
        if (!messageInBurst && watch.bytes() > 0) {
            // Bytes came but no whole head: from the first of them its clock runs, as soon as it is its turn.
            if (turn == Turn.FREE) {
                wheel.refresh();
                timers.waitForHead();
            } else {
                partialHead = requestThrough;
            }
        }
        messageInBurst = false;
        reading.readComplete(watch.bytes());
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
        if (turn == Turn.CLOSING) {
            return;
        }
        stream.flush();
        if (persistence.isKeepAlive()) {
            if (requestComplete) {
                nextTurn();
            } else {
                turn = Turn.DISCARDING;
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

    // From turn to turn.

    /** Serves what was held, or waits for the next request. */
    private void nextTurn() {
        turn = Turn.FREE;
        if (held.isEmpty()) {
            waitForNextRequest();
        } else {
            // Not from within the end of the exchange before: a thousand held requests must not make a thousand frames.
            channel.eventLoop().execute(this::serveHeld);
        }
    }

    private void waitForNextRequest() {
        timers.use(rules().timeouts());
        reading.update();
        if (partialHead) {
            timers.waitForHead();
        } else {
            waitForRequest();
        }
    }

    private void waitForRequest() {
        timers.waitForRequest();
        if (entrance.connections().isDraining()) {
            timers.waitForLastRequest();
        }
    }

    private void serveHeld() {
        wheel.refresh();
        try {
            for (Object first = held.first();
                    turn != Turn.CLOSING && first != null && isTurnOf(first);
                    first = held.first()) {
                take(held.removeFirst());
            }
            Exchange running = exchange;
            if (running != null) {
                running.onRequestReadComplete();
            }
            reading.update();
        } catch (RuntimeException | AssertionError e) {
            // Netty only logs what a task throws.
            channel.pipeline().fireExceptionCaught(e);
        }
        if (turn == Turn.FREE && held.isEmpty()) {
            waitForNextRequest();
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
        if (turn == Turn.FREE && held.isEmpty() && timers.waiting() == Waiting.REQUEST) {
            timers.waitForLastRequest();
        }
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
                if (turn == Turn.CLOSING) {
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
        persistence.begin(null);
        beginExchange(rules()).onMalformedHead(FailureReason.HEAD_TIMEOUT, null);
    }

    void onWriteTimeout() {
        turn = Turn.CLOSING;
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
        turn = Turn.CLOSING;
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
        turn = Turn.CLOSING;
        held.release();
        reading.resume();
        timers.waitForNothing();
        stream.flush();
    }
}
