package gateway.core.downstream;

import gateway.core.config.TimeoutConfig;
import gateway.core.downstream.ClientTimers.Waiting;
import gateway.core.http.FailureReason;
import gateway.core.http.RequestReader;
import gateway.core.proxy.Client;
import gateway.core.proxy.DownstreamStream;
import gateway.core.proxy.Exchange;
import gateway.core.proxy.ListenerRules;
import gateway.core.proxy.Worker;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client's HTTP/1 connection: gives each request its {@link Exchange}, one after another, and is the client's half of it.
 * What comes while an exchange runs is held, in order, and reading stops. Event-loop confined.
 */
public final class Http1Handler extends ChannelInboundHandlerAdapter implements DownstreamStream {
    /** Held parts beyond this stop the reading; what one read brings is decoded all the same. */
    private static final int MAX_HELD = 64;
    /** What is left of a body that nobody wants is read up to this, so that the connection can be kept. */
    private static final int MAX_DISCARD = 64 * 1024;

    private final Worker worker;
    private final Supplier<ListenerRules> rules;
    private final ClientConnections connections;
    private final ListenerStats.Cell stats;
    private final RequestReader reader = new RequestReader();
    private final Http1Persistence persistence = new Http1Persistence();
    private final ClientTimers timers;
    private final BodyPace pace = new BodyPace();
    private final Deque<Object> held = new ArrayDeque<>(2);

    private @Nullable ChannelHandlerContext ctx;
    private @Nullable Client client;
    private @Nullable Exchange exchange;
    private @Nullable ListenerRules turnRules;
    private boolean bodyWanted = true;
    private boolean swallowEnd;
    private boolean discarding;
    private int discarded;
    private boolean closing;
    private boolean messageInBurst;
    private boolean servedOne;
    private boolean dirty;
    private @Nullable HttpResponse waitingHead;

    Http1Handler(
            Worker worker, Supplier<ListenerRules> rules, ClientConnections connections, ListenerStats.Cell stats) {
        this.worker = worker;
        this.rules = rules;
        this.connections = connections;
        this.stats = stats;
        this.timers = new ClientTimers(worker.wheel(), this);
    }

    // The connection's life.

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        worker.wheel().refresh();
        client = ClientAddress.of(context.channel());
        stats.accepted++;
        stats.open++;
        connections.add(this);
        if (connections.isDraining()) {
            timers.waitForLastRequest();
        } else {
            timers.waitForRequest(rules.get().timeouts());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        worker.wheel().refresh();
        stats.open--;
        connections.remove(this);
        closing = true;
        timers.close();
        releaseHeld();
        Exchange running = exchange;
        if (running != null) {
            running.onClientGone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset, or more pipelined requests than one read can hold: there is nobody to talk to.
        context.close();
    }

    // What the client sends.

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!messageInBurst) {
            messageInBurst = true;
            worker.wheel().refresh();
        }
        if (closing) {
            ReferenceCountUtil.release(message);
        } else if (!held.isEmpty() || !isTurnOf(message)) {
            hold(message);
        } else {
            take(message);
        }
    }

    /** A request has to wait while another one is served or thrown away; its parts follow at once. */
    private boolean isTurnOf(Object message) {
        return !(message instanceof HttpRequest) || (exchange == null && !discarding);
    }

    private void hold(Object message) {
        held.addLast(message);
        if (held.size() == MAX_HELD) {
            updateAutoRead();
        }
    }

    private void take(Object message) {
        if (message instanceof HttpRequest request) {
            begin(request);
        } else if (message instanceof HttpContent part) {
            takeBody(part);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest request) {
        ListenerRules current = rules.get();
        Client peer = client();
        turnRules = current;
        bodyWanted = true;
        persistence.begin(request);
        timers.waitForNothing();
        boolean trusted = current.forwarded().isTrusted(peer.address());
        String address = current.forwarded().clientAddress(request.headers(), peer.address(), peer.text());
        FailureReason bad = reader.read(request, peer.scheme(), address);
        Exchange next = new Exchange(worker, current, peer, this);
        exchange = next;
        servedOne = true;
        if (bad != null) {
            persistence.giveUp();
            next.onMalformedHead(bad, request);
            return;
        }
        boolean complete = !reader.isChunked() && reader.contentLength() <= 0;
        swallowEnd = complete;
        if (!complete) {
            pace.begin();
            timers.waitForBody(current.timeouts());
        }
        next.onRequestHead(request, reader.head(), trusted, complete);
    }

    private void takeBody(HttpContent part) {
        Exchange running = exchange;
        boolean last = part instanceof LastHttpContent;
        if (swallowEnd) {
            // The end of a request without a body was told with its head.
            part.release();
            swallowEnd = !last;
        } else if (discarding) {
            discard(part, last);
        } else if (running != null) {
            if (last) {
                timers.waitForNothing();
            } else {
                waitForBody();
            }
            boolean isTooSlow =
                    !last && pace.isTooSlow(worker.wheel().now(), part.content().readableBytes());
            running.onRequestBody(part);
            if (isTooSlow) {
                refuseSlowBody();
            }
        } else {
            part.release();
        }
    }

    /** The client's silence counts only while it may speak. */
    private void waitForBody() {
        ListenerRules current = turnRules;
        if (current != null && bodyWanted) {
            timers.waitForBody(current.timeouts());
        } else {
            timers.waitForNothing();
        }
    }

    private void discard(HttpContent part, boolean last) {
        discarded += part.content().readableBytes();
        boolean bad = part.decoderResult().isFailure();
        part.release();
        if (bad || discarded > MAX_DISCARD) {
            lingerAndClose();
        } else if (last) {
            discarding = false;
            nextTurn();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Exchange running = exchange;
        if (running != null) {
            running.onRequestReadComplete();
        } else if (!messageInBurst && !closing && !discarding) {
            // Bytes came but no whole head: from here the clock for the head runs.
            worker.wheel().refresh();
            timers.waitForHead(rules.get().timeouts());
        }
        messageInBurst = false;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        worker.wheel().refresh();
        ListenerRules current = turnRules;
        if (current != null) {
            timers.writable(context.channel().isWritable(), current.timeouts());
        }
        Exchange running = exchange;
        if (running != null) {
            running.updateReading();
        }
    }

    // DownstreamStream

    @Override
    public void writeInterim(HttpResponse head) {
        if (persistence.isHttp11()) {
            write(head);
            write(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    /** The head waits for what comes with it in the same burst: a whole response is written as one. */
    @Override
    public void writeHead(HttpResponse head) {
        pace.end();
        persistence.apply(head, connections.isDraining());
        waitingHead = head;
        dirty = true;
    }

    @Override
    public void writeReply(FullHttpResponse reply) {
        persistence.apply(reply, connections.isDraining());
        write(reply);
    }

    @Override
    public void writeBody(HttpContent part) {
        HttpResponse head = waitingHead;
        if (head != null && part instanceof LastHttpContent last) {
            waitingHead = null;
            write(WholeResponse.of(head, last));
            return;
        }
        writeWaitingHead();
        write(part);
    }

    private void writeWaitingHead() {
        HttpResponse head = waitingHead;
        if (head != null) {
            waitingHead = null;
            write(head);
        }
    }

    private void write(Object message) {
        dirty = true;
        ChannelHandlerContext context = context();
        context.write(message, context.voidPromise());
    }

    @Override
    public void flush() {
        if (dirty) {
            dirty = false;
            writeWaitingHead();
            context().flush();
        }
    }

    @Override
    public boolean isWritable() {
        return channel().isWritable();
    }

    @Override
    public void setReading(boolean wanted) {
        if (bodyWanted != wanted) {
            bodyWanted = wanted;
            pace.resume();
            updateAutoRead();
            waitForBody();
        }
    }

    private void updateAutoRead() {
        boolean wanted = bodyWanted && held.size() < MAX_HELD;
        if (channel().config().isAutoRead() != wanted) {
            channel().config().setAutoRead(wanted);
        }
    }

    @Override
    public void abort() {
        closing = true;
        if (persistence.endsByClose()) {
            // A plain close would look like the end of the body.
            channel().config().setOption(ChannelOption.SO_LINGER, 0);
            context().close();
        } else {
            closeAfterFlush();
        }
    }

    @Override
    public void exchangeEnded(boolean requestComplete) {
        exchange = null;
        if (closing) {
            return;
        }
        flush();
        bodyWanted = true;
        if (!persistence.isKeepAlive()) {
            if (requestComplete) {
                closeAfterFlush();
            } else {
                lingerAndClose();
            }
        } else if (requestComplete) {
            nextTurn();
        } else {
            discarding = true;
            discarded = 0;
            updateAutoRead();
            timers.waitForEnd();
        }
    }

    /** Serves what was held, or waits for the next request. */
    private void nextTurn() {
        if (held.isEmpty()) {
            updateAutoRead();
            timers.waitForRequest(rules.get().timeouts());
            return;
        }
        // Not from within the end of the exchange before: a thousand held requests must not make a thousand frames.
        context().executor().execute(this::serveHeld);
    }

    private void serveHeld() {
        worker.wheel().refresh();
        while (!closing && !held.isEmpty() && isTurnOf(held.getFirst())) {
            take(held.removeFirst());
        }
        Exchange running = exchange;
        if (running != null) {
            running.onRequestReadComplete();
        }
        updateAutoRead();
    }

    // Ends.

    void drain() {
        if (exchange != null || !held.isEmpty() || closing) {
            return;
        }
        if (servedOne && timers.waiting() == Waiting.REQUEST) {
            context().close();
        } else {
            timers.waitForLastRequest();
        }
    }

    void stop() {
        Exchange running = exchange;
        if (running != null) {
            running.fail(FailureReason.STOPPED);
        }
        context().close();
    }

    void onInboundTimeout(Waiting what) {
        switch (what) {
            case NOTHING -> {}
            case REQUEST -> context().close();
            case END -> {
                if (closing) {
                    context().close();
                } else {
                    // What is left of the body does not come; but the answer may still be on its way.
                    lingerAndClose();
                }
            }
            case HEAD -> refuseSlowHead();
            case BODY -> refuseSlowBody();
        }
    }

    private void refuseSlowBody() {
        Exchange running = exchange;
        if (running != null) {
            persistence.giveUp();
            running.fail(FailureReason.BODY_STALLED);
        }
    }

    private void refuseSlowHead() {
        persistence.begin(null);
        Exchange slow = new Exchange(worker, rules.get(), client(), this);
        exchange = slow;
        slow.onMalformedHead(FailureReason.HEAD_TIMEOUT, null);
    }

    void onWriteTimeout() {
        Exchange running = exchange;
        if (running != null) {
            running.fail(FailureReason.WRITE_STALLED);
        }
        channel().config().setOption(ChannelOption.SO_LINGER, 0);
        context().close();
    }

    private TimeoutConfig timeouts() {
        ListenerRules current = turnRules;
        return (current == null ? rules.get() : current).timeouts();
    }

    /** Bytes that the socket did not take yet. */
    long unwrittenBytes() {
        Channel.Unsafe unsafe = channel().unsafe();
        return unsafe.outboundBuffer() == null ? 0 : unsafe.outboundBuffer().totalPendingWriteBytes();
    }

    private void closeAfterFlush() {
        closing = true;
        releaseHeld();
        timers.waitForFlush(timeouts());
        writeWaitingHead();
        context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /**
     * The answer is out, but the client still sends: closing now would make its kernel throw the answer away (RFC 9112 section
     * 9.6). So the sending side is closed, and what comes is thrown away for a while.
     */
    private void lingerAndClose() {
        closing = true;
        releaseHeld();
        timers.waitForFlush(timeouts());
        channel().config().setAutoRead(true);
        context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
            if (done.isSuccess() && channel() instanceof DuplexChannel duplex) {
                timers.waitForEnd();
                duplex.shutdownOutput();
            } else {
                context().close();
            }
        });
    }

    private void releaseHeld() {
        for (Object message = held.pollFirst(); message != null; message = held.pollFirst()) {
            ReferenceCountUtil.release(message);
        }
    }

    private Client client() {
        Client peer = client;
        if (peer == null) {
            throw new IllegalStateException("not active yet");
        }
        return peer;
    }

    private Channel channel() {
        return context().channel();
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext context = ctx;
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        assert context.executor().inEventLoop();
        return context;
    }
}
