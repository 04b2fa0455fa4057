package gateway.core.upstream.resolve;

import gateway.core.upstream.ControlThread;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One host name whose addresses are kept current: looked up again when their time to live is over, or after a growing pause when
 * there was no answer; then the last good addresses stay. Confined to the control thread, but for reading the addresses.
 */
final class NameWatch {
    private static final Logger LOG = LoggerFactory.getLogger(NameWatch.class);
    private static final long SHORTEST_TTL = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_TTL = Duration.ofMinutes(5).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();

    private final String name;
    private final NameLookup lookup;
    private final ControlThread control;
    private final Runnable onChange;
    private final AddressSet set = new AddressSet();
    private final CompletableFuture<Void> firstAnswer = new CompletableFuture<>();
    private volatile List<InetAddress> addresses = List.of();
    private volatile boolean stopped;
    private int failuresInARow;

    /** @param onChange called on the control thread when the addresses are others than before */
    NameWatch(String name, NameLookup lookup, ControlThread control, Runnable onChange) {
        this.name = name;
        this.lookup = lookup;
        this.control = control;
        this.onChange = onChange;
    }

    /** Any thread. */
    void start() {
        control.execute(this::ask);
    }

    /** Any thread: asks no more, and calls no more. */
    void stop() {
        stopped = true;
        firstAnswer.complete(null);
    }

    /** As known now. Any thread. */
    List<InetAddress> addresses() {
        return addresses;
    }

    /** Done when the first answer came, whatever it was. Any thread. */
    CompletableFuture<Void> firstAnswer() {
        return firstAnswer;
    }

    private void ask() {
        if (!stopped) {
            lookup.lookUp(name, this::onAnswer);
        }
    }

    private void onAnswer(NameLookup.Answer answer) {
        if (stopped) {
            return;
        }
        if (answer.problem() != null) {
            failed(answer.problem());
        } else {
            resolved(answer);
        }
        firstAnswer.complete(null);
    }

    private void failed(String problem) {
        failuresInARow++;
        if (failuresInARow == 1) {
            LOG.warn(
                    "name {} does not resolve: {}; {}",
                    name,
                    problem,
                    addresses.isEmpty() ? "no address is known" : "its last addresses stay: " + addresses);
        }
        long pause = SHORTEST_TTL << Math.min(failuresInARow - 1, 5);
        control.schedule(this::ask, Math.min(pause, LONGEST_PAUSE));
    }

    private void resolved(NameLookup.Answer answer) {
        boolean changed = set.merge(answer);
        if (changed) {
            addresses = set.addresses();
        }
        if (changed || failuresInARow > 0) {
            LOG.info("name {} resolves to {}", name, addresses);
        }
        failuresInARow = 0;
        if (changed) {
            onChange.run();
        }
        long ttl = Duration.ofSeconds(answer.ttlSeconds()).toNanos();
        control.schedule(this::ask, Math.max(SHORTEST_TTL, Math.min(ttl, LONGEST_TTL)));
    }
}
