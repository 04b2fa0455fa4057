package gateway.core;

import gateway.core.Gateway.RuntimeInfo;
import gateway.core.config.GatewayConfig;
import gateway.core.config.LimitConfig;
import gateway.core.downstream.Workers;
import gateway.core.proxy.AdmissionLimit;
import gateway.core.proxy.ReplayMemory;
import gateway.core.proxy.Worker;
import gateway.core.upstream.Backend;
import gateway.core.upstream.connection.ConnectionPools;
import gateway.core.upstream.connection.Connector;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads of the gateway: event loops that carry traffic, and one that builds what they read. */
final class EventLoops implements AutoCloseable {
    private final Transport transport;
    private final ProcessLimits process;
    private final MultiThreadIoEventLoopGroup group;
    private final MultiThreadIoEventLoopGroup control;
    private final List<EventLoop> each = new ArrayList<>();
    private final AdmissionLimit admission;
    private final Workers workers;
    private final BusyRatios busy;
    private volatile LimitConfig limits;

    EventLoops(GatewayConfig config, GatewayOptions options) {
        limits = config.limits();
        process = ProcessLimits.read();
        transport = Transport.choose(config.transport());
        int count = config.workers() > 0 ? config.workers() : process.cpus();
        group = new MultiThreadIoEventLoopGroup(
                count, new DefaultThreadFactory("gateway-loop"), transport.ioHandlerFactory());
        control = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("gateway-control", true), NioIoHandler.newFactory());
        admission = new AdmissionLimit(config.limits().maxConcurrent());
        // A share of the heap for bodies that may have to be sent again.
        ReplayMemory memory = new ReplayMemory(Runtime.getRuntime().maxMemory() / 8);
        List<Worker> made = new ArrayList<>();
        for (EventExecutor executor : group) {
            EventLoop loop = (EventLoop) executor;
            each.add(loop);
            made.add(new Worker(made.size(), loop, admission, memory, Listeners.of(options.exchangeListeners())));
        }
        workers = new Workers(made);
        made.forEach(this::start);
        busy = new BusyRatios(each);
    }

    private void start(Worker worker) {
        Connector connector = new Connector(
                bootstrap(transport.tcp(), worker.loop()),
                bootstrap(transport.unix(), worker.loop()),
                () -> limits.responseHeaderSize());
        worker.start(new ConnectionPools(worker.index(), connector, worker.wheel()));
    }

    private static Bootstrap bootstrap(Sockets sockets, EventLoop loop) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .disableResolver()
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Ports.WATER_MARK)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                // What a backend answered before it stopped reading is still there when writing fails.
                .option(ChannelOption.AUTO_CLOSE, false);
        sockets.configure(bootstrap);
        return bootstrap;
    }

    /** Other limits, for what begins from now on. */
    void limits(LimitConfig newLimits) {
        limits = newLimits;
        admission.setLimit(newLimits.maxConcurrent());
    }

    /** The backend is gone: each loop lets go of its idle connections. */
    void retire(Backend backend) {
        for (Worker worker : workers.all()) {
            worker.loop().execute(() -> worker.connections().retire(backend));
        }
    }

    Transport transport() {
        return transport;
    }

    MultiThreadIoEventLoopGroup group() {
        return group;
    }

    List<EventLoop> each() {
        return each;
    }

    EventLoop control() {
        return control.next();
    }

    Workers workers() {
        return workers;
    }

    AdmissionLimit admission() {
        return admission;
    }

    RuntimeInfo runtime() {
        return new RuntimeInfo(
                transport.name(),
                transport.note(),
                each.size(),
                process.openFiles(),
                process.memoryBytes(),
                process.cpus());
    }

    double[] busyRatios() {
        return busy.sinceLastCall();
    }

    /** Cuts what runs and waits for the threads to end. */
    @Override
    public void close() {
        for (Worker worker : workers.all()) {
            worker.loop()
                    .submit(() -> {
                        workers.connections(worker.index()).closeNow();
                        worker.connections().closeIdle();
                    })
                    .awaitUninterruptibly(1, TimeUnit.SECONDS);
        }
        stop(group);
        stop(control);
    }

    private static void stop(EventLoopGroup threads) {
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
