package gateway.server.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyEventExecutorMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.util.concurrent.EventExecutor;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Micrometer's registry with its binders for the JVM, the process and Netty, and our collectors beside them. Dear to make (some
 * 200 ms of class loading), so it is made when Prometheus asks for the first time.
 */
final class ColdMeters implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    ColdMeters(List<MultiCollector> collectors, Iterable<EventExecutor> eventLoops) {
        // promtool refuses their names: an abbreviated unit, and a suffix that belongs to histograms.
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
        registry.config().meterFilter(describeNetty());
        collectors.forEach(registry.getPrometheusRegistry()::register);
        bind(eventLoops);
    }

    String scrape(String contentType) {
        return registry.scrape(contentType);
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }

    private void bind(Iterable<EventExecutor> eventLoops) {
        new JvmInfoMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        bindCpuTime();
        new NettyEventExecutorMetrics(eventLoops).bindTo(registry);
        if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider allocator) {
            new NettyAllocatorMetrics(allocator).bindTo(registry);
        }
    }

    /** Micrometer's binders for Netty describe nothing, and promtool wants a help text. */
    private static MeterFilter describeNetty() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (!id.getName().startsWith("netty.") || id.getDescription() != null) {
                    return id;
                }
                String description =
                        "Netty: " + id.getName().substring("netty.".length()).replace('.', ' ');
                return new Meter.Id(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), description, id.getType());
            }
        };
    }

    /** Under the name that every Prometheus client library gives it. */
    private void bindCpuTime() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            FunctionCounter.builder("process.cpu", system, bean -> bean.getProcessCpuTime() / 1e9)
                    .baseUnit("seconds")
                    .description("CPU time of this process")
                    .register(registry);
        }
    }
}
