package gateway.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.AccessLogConfig;
import gateway.core.config.Address;
import gateway.core.config.GatewayConfig;
import gateway.core.config.GatewayConfig.RequestIdPolicy;
import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.core.config.LimitConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.VirtualHostConfig;
import gateway.core.http.FailureReason;
import gateway.core.http.ForwardedHeaders;
import gateway.core.http.RequestReader;
import gateway.core.http.TrustedProxies;
import gateway.core.routing.RouteCompiler;
import gateway.core.timer.TimerWheel;
import gateway.core.upstream.AttemptOutcome;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.TestPools;
import gateway.core.upstream.connection.ConnectionPools;
import gateway.core.upstream.connection.Connector;
import gateway.core.upstream.connection.FakePool;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One exchange between two fakes, with backends a, b and c that are tried in this order, and a time of its own. */
final class ExchangeFixture {
    /** Everything that happened, in order. */
    final List<String> log = new ArrayList<>();

    final BackendPool pool = TestPools.withBackends(OutlierConfig.DEFAULT, "127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3");
    final AdmissionLimit admission = new AdmissionLimit(2);
    final ReplayMemory memory = new ReplayMemory(1024 * 1024);
    final FakeDownstream downstream = new FakeDownstream(log);
    final FakePool a;
    final FakePool b;
    final FakePool c;
    LimitConfig limits = LimitConfig.DEFAULT;
    TimeoutConfig timeouts = TimeoutConfig.DEFAULTS;
    Exchange exchange;

    private long now = 17;
    private final TimerWheel wheel = new TimerWheel(() -> now);
    private final Worker worker;

    ExchangeFixture() {
        EmbeddedChannel channel = new EmbeddedChannel();
        worker = new Worker(0, channel.eventLoop(), admission, memory, new Recorder(), wheel);
        worker.start(new ConnectionPools(0, new Connector(new Bootstrap(), new Bootstrap(), () -> 1024), wheel));
        a = new FakePool("a", pool.backends().get(0), wheel, log);
        b = new FakePool("b", pool.backends().get(1), wheel, log);
        c = new FakePool("c", pool.backends().get(2), wheel, log);
        pool.setOutcome(new AttemptOutcome() {
            @Override
            public void succeeded(Backend backend, int status) {
                log.add("health: " + nameOf(backend) + " " + status);
            }

            @Override
            public void failed(Backend backend, FailureReason reason) {
                log.add("health: " + nameOf(backend) + " " + reason);
            }
        });
        exchange = newExchange();
    }

    Exchange newExchange() {
        ListenerConfig listener =
                new ListenerConfig("http", List.of(Address.tcp("", 0)), Optional.empty(), TimeoutConfig.NONE);
        GatewayConfig config = new GatewayConfig(
                1,
                TransportChoice.AUTO,
                List.of(listener),
                List.of(),
                RequestIdPolicy.TRUSTED,
                List.of(new VirtualHostConfig(
                        List.of("x"), List.of(), List.of(), Optional.of("shop"), TimeoutConfig.NONE)),
                List.of(pool.config()),
                limits,
                timeouts,
                AccessLogConfig.OFF,
                Optional.empty(),
                Optional.empty());
        ListenerRules rules = new ListenerRules(
                "http",
                RouteCompiler.compile(config, listener, name -> pool),
                new ForwardedHeaders(TrustedProxies.of(List.of())),
                RequestIdPolicy.TRUSTED,
                limits,
                timeouts,
                null,
                true,
                false,
                listener.connections());
        exchange = new Exchange(
                worker, rules, new Client(InetAddress.getLoopbackAddress(), "127.0.0.1", "http", 80), downstream);
        return exchange;
    }

    // The client.

    /** A request without a body, and the end of the read that brought it. */
    void get(String target, String... fields) {
        head(HttpMethod.GET, target, true, fields);
    }

    /** The head of a request whose body follows. */
    void post(String target, String... fields) {
        head(HttpMethod.POST, target, false, fields);
    }

    void put(String target, String... fields) {
        head(HttpMethod.PUT, target, false, fields);
    }

    void head(HttpMethod method, String target, boolean complete, String... fields) {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, target);
        head.headers().set("host", "x");
        if (!complete && !List.of(fields).contains("content-length")) {
            head.headers().set("transfer-encoding", "chunked");
        }
        for (int i = 0; i < fields.length; i += 2) {
            head.headers().set(fields[i], fields[i + 1]);
        }
        send(head, complete);
    }

    void send(HttpRequest head, boolean complete) {
        RequestReader reader = new RequestReader();
        assertThat(reader.read(head, "http", "127.0.0.1")).isNull();
        exchange.onRequestHead(head, reader.head(), false, complete);
        exchange.onRequestReadComplete();
    }

    ByteBuf body(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        exchange.onRequestBody(new DefaultHttpContent(bytes));
        exchange.onRequestReadComplete();
        return bytes;
    }

    ByteBuf lastBody(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        LastHttpContent last = new DefaultLastHttpContent(bytes);
        exchange.onRequestBody(last);
        exchange.onRequestReadComplete();
        return bytes;
    }

    // Time.

    void pass(Duration time) {
        long end = now + time.toNanos();
        while (end - now > TimerWheel.TICK_NANOS) {
            now += TimerWheel.TICK_NANOS;
            wheel.tick();
        }
        now = end;
        wheel.tick();
    }

    // What happened.

    /** What happened since the last call. */
    List<String> took() {
        List<String> taken = List.copyOf(log);
        log.clear();
        return taken;
    }

    /** It ended once, and nothing of it is left. */
    void assertOver() {
        assertThat(exchange.endNanos()).isNotZero();
        assertThat(admission.inFlight()).isZero();
        assertThat(memory.held()).isZero();
        assertThat(pool.backends())
                .allSatisfy(backend -> assertThat(backend.inFlight()).isZero());
        assertThat(wheel.isEmpty()).as("no deadline is left").isTrue();
    }

    private String nameOf(Backend backend) {
        return String.valueOf((char) ('a' + pool.backends().indexOf(backend)));
    }

    private final class Recorder implements ExchangeListener {
        @Override
        public void onExchangeStart(ExchangeView view) {
            log.add("start");
        }

        @Override
        public void onAttemptFailed(ExchangeView view, Backend backend, FailureReason reason) {
            log.add("failed: " + nameOf(backend) + " " + reason);
        }

        @Override
        public void onExchangeEnd(ExchangeView view) {
            log.add("end " + view.status() + (view.reason() == null ? "" : " " + view.reason())
                    + (view.isCut() ? ", cut" : ""));
        }
    }
}
