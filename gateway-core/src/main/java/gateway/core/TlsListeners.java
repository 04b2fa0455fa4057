package gateway.core;

import gateway.core.Gateway.CertificateStatus;
import gateway.core.config.ListenerConfig;
import gateway.core.config.TlsConfig;
import gateway.core.downstream.ProtocolInitializer;
import gateway.core.downstream.tls.ListenerTls;
import gateway.core.downstream.tls.TlsProblem;
import gateway.core.downstream.tls.TlsSetup;
import gateway.core.downstream.tls.TlsSetup.Change;
import gateway.core.downstream.tls.UnusableTlsException;
import gateway.core.tls.FileWatch;
import gateway.core.upstream.ControlThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of all listeners: made at a start or reload, looked at again when files change, and released when no event loop uses it any
 * more. What changes runs under one lock; event loops take none.
 */
final class TlsListeners {
    private static final Logger LOG = LoggerFactory.getLogger(TlsListeners.class);
    private static final long ROTATION_NANOS = TimeUnit.HOURS.toNanos(1);

    private final EventLoops loops;
    private final ControlThread control;
    private final FileWatch watch;
    private final TlsSetup setup = new TlsSetup();
    private final AtomicLong errors = new AtomicLong();
    private volatile Map<String, Served> served = Map.of();
    private Set<String> unused = Set.of();
    private boolean rotating;

    TlsListeners(EventLoops loops) {
        this.loops = loops;
        this.control = ControlThread.of(loops.control());
        this.watch = new FileWatch(control, this::look);
    }

    /**
     * Reads the files of these listeners.
     *
     * @throws IOException when a listener would have no certificate; then nothing has changed
     */
    synchronized Prepared prepare(List<ListenerConfig> listeners) throws IOException {
        Prepared prepared = new Prepared();
        for (ListenerConfig listener : listeners) {
            if (listener.tls().isPresent()) {
                prepare(listener, listener.tls().get(), prepared);
            }
        }
        return prepared;
    }

    private void prepare(ListenerConfig listener, TlsConfig config, Prepared prepared) throws IOException {
        Served known = served.get(listener.name());
        try {
            Change change = setup.load(
                    listener.name(),
                    config,
                    ProtocolInitializer.names(listener),
                    known == null ? null : known.tls(),
                    Instant.now());
            prepared.changes.put(listener.name(), change);
            prepared.configs.put(listener.name(), listener);
        } catch (UnusableTlsException e) {
            prepared.giveUp();
            throw new IOException(e.getMessage(), e);
        }
    }

    /** From now on new connections get what was prepared. */
    synchronized void use(Prepared prepared) {
        Map<String, Served> after = new LinkedHashMap<>(served);
        prepared.changes.forEach((name, change) -> {
            report(change);
            ListenerConfig config = Objects.requireNonNull(prepared.configs.get(name));
            after.put(name, new Served(config, change.apply()));
            retire(change);
        });
        served = after;
        unused = new HashSet<>(after.keySet());
        unused.removeAll(prepared.changes.keySet());
        watchFiles();
        rotate();
    }

    /** Lets go of listeners that are gone; to be called when nothing accepts for them any more. */
    synchronized void removeUnused() {
        Map<String, Served> after = new LinkedHashMap<>(served);
        for (String name : unused) {
            Served gone = after.remove(name);
            if (gone != null) {
                afterLoops(() -> gone.tls().release());
            }
        }
        unused = Set.of();
        served = after;
        watchFiles();
    }

    /** Null for cleartext. */
    @Nullable
    ListenerTls of(ListenerConfig listener) {
        return listener.tls().isEmpty()
                ? null
                : Objects.requireNonNull(served.get(listener.name())).tls();
    }

    List<CertificateStatus> certificates() {
        List<CertificateStatus> all = new ArrayList<>();
        for (Served each : served.values()) {
            each.tls()
                    .certificates()
                    .forEach(one -> all.add(
                            new CertificateStatus(each.config().name(), one.file(), one.names(), one.notAfter())));
        }
        return all;
    }

    long errors() {
        return errors.get();
    }

    /** Files may have changed. */
    private synchronized void look() {
        for (Served each : served.values()) {
            TlsConfig config = each.config().tls().orElseThrow();
            try {
                Change change = setup.load(
                        each.config().name(),
                        config,
                        ProtocolInitializer.names(each.config()),
                        each.tls(),
                        Instant.now());
                if (change.isNews()) {
                    errors.addAndGet(change.newProblems().size());
                    report(change);
                    change.apply();
                    retire(change);
                }
            } catch (UnusableTlsException e) {
                // What is served is kept, so that this can only be a mistake here.
                errors.incrementAndGet();
                LOG.error(
                        "certificates of listener {} stay as they are: {}",
                        each.config().name(),
                        e.getMessage());
            }
        }
        watchFiles();
    }

    private static void report(Change change) {
        for (TlsProblem problem : change.newProblems()) {
            LOG.error("{}", problem);
        }
        change.fresh()
                .forEach(one -> LOG.info(
                        "listener {} serves the certificate of {} for {}, valid until {}",
                        change.listener(),
                        one.file(),
                        one.names().isEmpty() ? "no name" : String.join(", ", one.names()),
                        one.notAfter()));
    }

    private void watchFiles() {
        Set<Path> files = new HashSet<>();
        served.values()
                .forEach(each -> files.addAll(TlsSetup.files(each.config().tls().orElseThrow())));
        control.execute(() -> watch.watch(files));
    }

    private void rotate() {
        if (!rotating && !served.isEmpty()) {
            rotating = true;
            control.schedule(this::rotateNow, ROTATION_NANOS);
        }
    }

    private synchronized void rotateNow() {
        setup.rotateTickets(served.values().stream().map(Served::tls).toList());
        rotating = false;
        rotate();
    }

    private void retire(Change change) {
        if (!change.retired().isEmpty()) {
            afterLoops(change::releaseRetired);
        }
    }

    /** Runs the task when each event loop has done what it was about to do: a loop makes a connection of a certificate in one go. */
    private void afterLoops(Runnable task) {
        pass(0, task);
    }

    private void pass(int index, Runnable task) {
        if (index == loops.each().size()) {
            task.run();
            return;
        }
        try {
            loops.each().get(index).execute(() -> pass(index + 1, task));
        } catch (RejectedExecutionException e) {
            // A loop that has ended uses nothing.
            pass(index + 1, task);
        }
    }

    void stopWatching() {
        watch.close();
    }

    /** Everything; the event loops have ended. */
    synchronized void release() {
        served.values().forEach(each -> each.tls().release());
        served = Map.of();
    }

    private record Served(ListenerConfig config, ListenerTls tls) {}

    /** What was read and is not used yet. */
    static final class Prepared {
        private final Map<String, Change> changes = new LinkedHashMap<>();
        private final Map<String, ListenerConfig> configs = new LinkedHashMap<>();
        /** It will not be used. */
        void giveUp() {
            changes.values().forEach(Change::giveUp);
        }
    }
}
