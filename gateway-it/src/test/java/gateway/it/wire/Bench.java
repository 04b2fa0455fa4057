package gateway.it.wire;

import gateway.core.upstream.BackendPool;
import gateway.it.fixture.GatewayExtension;
import gateway.it.wire.Observation.End;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Runs one case after another through a gateway that has this one origin: plays the client, then asks as a second user on
 * another connection, who must get the answer to that request and no other. For one thread.
 */
final class Bench {
    private static final int SILENCE_MILLIS = 150;
    private static final int MOMENT_MILLIS = 40;
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final String OURS = "/~probe-";

    private final SocketAddress gateway;
    private final List<BackendPool> pools;
    private final StrictOrigin origin;

    Bench(GatewayExtension gateway, StrictOrigin origin) {
        this.gateway = gateway.address();
        this.pools = gateway.running().pools();
        this.origin = origin;
    }

    /** The client's side of a case: what it sends, and how many answers it awaits. */
    Observation run(List<Step> steps, Expectation expectation) throws IOException, InterruptedException {
        origin.takeSeen();
        List<SeenResponse> responses = new ArrayList<>();
        StringBuilder problem = new StringBuilder();
        End end = End.CLOSED;
        try (WireClient client = new WireClient(gateway)) {
            client.play(steps);
            end = read(client, steps, expectation, responses);
        } catch (MalformedException e) {
            problem.append(e.getMessage());
        } catch (SocketTimeoutException e) {
            end = End.SILENT;
        }
        awaitScripts();
        int probed = probe(problem);
        awaitEnds();
        origin.takeFaults()
                .forEach(fault -> problem.append(" the origin refused: ").append(fault));
        List<SeenRequest> seen = origin.takeSeen().stream()
                .filter(request -> !request.target().startsWith(OURS))
                .toList();
        boolean isReused = seen.stream().anyMatch(request -> request.connection() == probed);
        return new Observation(responses, end, problem.toString(), seen, isReused);
    }

    private End read(WireClient client, List<Step> steps, Expectation expectation, List<SeenResponse> responses)
            throws IOException, MalformedException, InterruptedException {
        client.patience(expectation.mayBeSilent() ? SILENCE_MILLIS : WireClient.PATIENCE_MILLIS);
        for (int i = 0; i < Math.max(1, expectation.responses()); i++) {
            SeenResponse response = client.read(expectation.isHead(i));
            if (response == null) {
                return End.CLOSED;
            }
            responses.add(response);
            if (response.isLast() || !response.isWhole()) {
                String rest = client.rest();
                if (!rest.isEmpty()) {
                    throw new MalformedException("bytes beyond the last response", rest);
                }
                return End.CLOSED;
            }
        }
        return isEnded(steps) ? End.CLOSED : again(client, responses);
    }

    private static boolean isEnded(List<Step> steps) {
        return !steps.isEmpty() && steps.get(steps.size() - 1) instanceof Step.HalfClose;
    }

    /** Asks once more on the case's own connection: what comes must be the answer to that. */
    private End again(WireClient client, List<SeenResponse> responses)
            throws IOException, MalformedException, InterruptedException {
        awaitScripts();
        String target = OURS + NUMBERS.incrementAndGet();
        client.send("GET " + target + " HTTP/1.1\r\nHost: again.test\r\n\r\n");
        SeenResponse response = client.read(false);
        if (response == null) {
            return End.CLOSED;
        }
        if (!response.body().equals("GET " + target + " again.test")) {
            responses.add(response);
            throw new MalformedException("an answer to another request", response.toString());
        }
        return End.KEPT;
    }

    /** The number of the origin's connection that served the second user. */
    private int probe(StringBuilder problem) throws IOException {
        String target = OURS + NUMBERS.incrementAndGet();
        try (WireClient client = new WireClient(gateway)) {
            client.send("GET " + target + " HTTP/1.1\r\nHost: probe.test\r\nConnection: close\r\n\r\n");
            SeenResponse response = client.read(false);
            if (response == null || !response.body().equals("GET " + target + " probe.test")) {
                problem.append(" the second user got: ").append(response);
            }
        } catch (MalformedException | SocketTimeoutException e) {
            problem.append(" the second user got: ").append(e.getMessage());
        }
        SeenRequest last = origin.lastSeen();
        return last == null || !last.target().equals(target) ? -1 : last.connection();
    }

    /**
     * Sends whatever it is, and a good request behind it. What comes back is not looked at: it may be anything, and the end too.
     *
     * @return what the origin or the second user has to complain of; empty when all is well
     */
    String poke(List<Step> steps) throws IOException, InterruptedException {
        StringBuilder problem = new StringBuilder();
        try (WireClient client = new WireClient(gateway)) {
            client.play(steps);
            String target = OURS + NUMBERS.incrementAndGet();
            client.send("GET " + target + " HTTP/1.1\r\nHost: again.test\r\nConnection: close\r\n\r\n");
            client.patience(MOMENT_MILLIS);
            client.rest();
        } catch (SocketTimeoutException e) {
            // It waits for the rest of something.
        }
        return judged(problem);
    }

    /** Sends a good request whose answer may be anything that is an answer, or a cut, or none. */
    String ask(List<Step> steps, boolean toHead) throws IOException, InterruptedException {
        StringBuilder problem = new StringBuilder();
        try (WireClient client = new WireClient(gateway)) {
            client.play(steps);
            client.patience(2 * MOMENT_MILLIS);
            client.read(toHead);
        } catch (MalformedException e) {
            problem.append(e.getMessage());
        } catch (SocketTimeoutException e) {
            // The backend keeps it waiting.
        }
        awaitScripts();
        return judged(problem);
    }

    private String judged(StringBuilder problem) throws IOException, InterruptedException {
        probe(problem);
        awaitEnds();
        origin.takeFaults()
                .forEach(fault -> problem.append(" the origin refused: ").append(fault));
        origin.takeSeen();
        return problem.toString();
    }

    /** What a faulty backend still does must have been done, or the next request might be hit by it in any case. */
    private void awaitScripts() throws InterruptedException {
        await(() -> origin.busy() == 0);
    }

    /** A request that was cut is seen when its connection ends, and must not be laid to the next case. */
    private void awaitEnds() throws InterruptedException {
        await(() -> origin.busy() == 0
                && origin.ended()
                        >= pools.stream()
                                .flatMap(pool -> pool.backends().stream())
                                .mapToLong(backend -> backend.stats().closed())
                                .sum());
    }

    /** What never comes true shows in the case's outcome. */
    private static void await(BooleanSupplier what) throws InterruptedException {
        for (int i = 0; i < 500 && !what.getAsBoolean(); i++) {
            Thread.sleep(2);
        }
    }
}
