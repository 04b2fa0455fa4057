package gateway.core.downstream;

import gateway.core.config.AccessLogConfig;
import gateway.core.config.Address;
import gateway.core.config.GatewayConfig;
import gateway.core.config.GatewayConfig.RequestIdPolicy;
import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.core.config.LimitConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.ListenerConfig.ConnectionConfig;
import gateway.core.config.ListenerConfig.Protocol;
import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.VirtualHostConfig;
import gateway.core.http.ForwardedHeaders;
import gateway.core.http.TrustedProxies;
import gateway.core.proxy.AdmissionLimit;
import gateway.core.proxy.ExchangeListener;
import gateway.core.proxy.ExchangeView;
import gateway.core.proxy.ListenerRules;
import gateway.core.proxy.ReplayMemory;
import gateway.core.proxy.Worker;
import gateway.core.proxyprotocol.ListedPeers;
import gateway.core.routing.RouteCompiler;
import gateway.core.timer.TimerWheel;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.TestPools;
import gateway.core.upstream.connection.ConnectionPools;
import gateway.core.upstream.connection.Connector;
import gateway.core.upstream.connection.FakePool;
import gateway.core.upstream.connection.FakeUpstream;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.WriteBufferWaterMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One client connection of a listener over a channel in memory, with one backend and a time of its own. */
final class ClientFixture {
    private static final Pattern CHANGING = Pattern.compile("(?i)(date|x-request-id|request id): [^\r\n]*\r?\n");

    final TestChannel channel;

    /** What the backend got, in order. */
    final List<String> backendLog = new ArrayList<>();

    /** Exchanges that ended: status and reason. */
    final List<String> ended = new ArrayList<>();

    /** The clients of those exchanges. */
    final List<String> clients = new ArrayList<>();

    final AdmissionLimit admission = new AdmissionLimit(100);
    final ListenerStats stats = new ListenerStats("http", 1);
    final Workers workers;
    final FakePool backend;
    final Listener listener;

    private long now = 3;
    private final TimerWheel wheel = new TimerWheel(() -> now);
    private final BackendPool pool = TestPools.withBackends(OutlierConfig.DEFAULT, "127.0.0.1:1");

    ClientFixture() {
        this(TimeoutConfig.DEFAULTS);
    }

    ClientFixture(TimeoutConfig timeouts) {
        this(timeouts, null, new TestChannel());
    }

    /** Of a listener that speaks these. */
    ClientFixture(TimeoutConfig timeouts, List<Protocol> protocols, ConnectionConfig connections) {
        this(timeouts, null, new TestChannel(), protocols, connections);
    }

    /** {@code listed} may, and must, send PROXY protocol headers; null: no connection begins with one. */
    ClientFixture(TimeoutConfig timeouts, @Nullable ListedPeers listed, TestChannel clientChannel) {
        this(timeouts, listed, clientChannel, List.of(Protocol.HTTP_1_1), ConnectionConfig.DEFAULT);
    }

    private ClientFixture(
            TimeoutConfig timeouts,
            @Nullable ListedPeers listed,
            TestChannel clientChannel,
            List<Protocol> protocols,
            ConnectionConfig connections) {
        channel = clientChannel;
        ExchangeListener recorder = new ExchangeListener() {
            @Override
            public void onExchangeEnd(ExchangeView view) {
                clients.add(view.clientAddress());
                ended.add(view.status() + (view.reason() == null ? "" : " " + view.reason()));
            }
        };
        Worker worker = new Worker(0, channel.eventLoop(), admission, new ReplayMemory(1 << 20), recorder, wheel);
        worker.start(new ConnectionPools(0, new Connector(new Bootstrap(), new Bootstrap(), () -> 1024), wheel));
        workers = new Workers(List.of(worker));
        backend = new FakePool("a", pool.backends().get(0), wheel, backendLog);
        listener = new Listener(workers);
        listener.serve(rules(timeouts, listed, protocols, connections), stats, null);
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1000, 2000));
        channel.pipeline().addLast(listener);
        channel.pipeline().fireChannelActive();
    }

    private ListenerRules rules(
            TimeoutConfig timeouts,
            @Nullable ListedPeers listed,
            List<Protocol> protocols,
            ConnectionConfig connections) {
        ListenerConfig config =
                new ListenerConfig("http", List.of(Address.tcp("", 0)), Optional.empty(), TimeoutConfig.NONE);
        GatewayConfig all = new GatewayConfig(
                1,
                TransportChoice.AUTO,
                List.of(config),
                List.of(),
                RequestIdPolicy.TRUSTED,
                List.of(new VirtualHostConfig(
                        List.of("x"), List.of(), List.of(), Optional.of("shop"), TimeoutConfig.NONE)),
                List.of(pool.config()),
                LimitConfig.DEFAULT,
                timeouts,
                AccessLogConfig.OFF,
                Optional.empty(),
                Optional.empty());
        return new ListenerRules(
                "http",
                RouteCompiler.compile(all, config, name -> pool),
                new ForwardedHeaders(TrustedProxies.of(List.of())),
                RequestIdPolicy.TRUSTED,
                LimitConfig.DEFAULT,
                timeouts,
                listed,
                protocols.contains(Protocol.HTTP_1_1),
                protocols.contains(Protocol.H2),
                connections);
    }

    /** The backend answers each request, soon but not at once, with what it got. */
    ClientFixture echoing() {
        backend.answer(stream -> channel.eventLoop().execute(() -> echo(stream)));
        return this;
    }

    private static void echo(FakeUpstream stream) {
        if (!stream.isEnded()) {
            String text = stream.head().method() + " " + stream.head().uri() + " " + stream.body();
            boolean isHead = stream.head().method().name().equals("HEAD");
            stream.respondHead(200, "content-length", String.valueOf(text.length()));
            stream.respondEnd(isHead ? "" : text);
        }
    }

    void receive(String text) {
        channel.receive(text);
    }

    /** What the client got since the last call, without what differs each time. */
    String sent() {
        return CHANGING.matcher(channel.sent()).replaceAll("");
    }

    boolean isOpen() {
        channel.settle();
        return channel.isOpen();
    }

    boolean isRead() {
        return channel.config().isAutoRead();
    }

    ClientConnections connections() {
        return workers.connections(0);
    }

    void pass(Duration time) {
        long end = now + time.toNanos();
        while (end - now > TimerWheel.TICK_NANOS) {
            now += TimerWheel.TICK_NANOS;
            wheel.tick();
        }
        now = end;
        wheel.tick();
        channel.settle();
    }

    /** Nothing waits for anything. */
    boolean isWheelEmpty() {
        return wheel.isEmpty();
    }
}
