package gateway.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RequestCorpusTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void everyRequestGetsWhatItDeserves() throws Exception {
        StrictOrigin origin = gateway.closing(new StrictOrigin());
        // One loop, so that the second user is served by the connections that the case may have poisoned.
        gateway.onLoops(1).withPool("passive_health: off").proxyTo(origin.address());
        Bench bench = new Bench(gateway, origin);
        List<WireCase> cases = Corpus.requests();
        Score score = new Score();

        for (WireCase one : cases) {
            Observation seen = bench.run(one.steps(), one.expectation());
            String why = one.expectation().mismatch(seen).orElse("") + seen.problem();
            score.add(one, why.isEmpty() ? "" : why + "\n    " + seen.text());
        }

        System.out.println(score);
        assertThat(cases).hasSizeGreaterThanOrEqualTo(400);
        assertThat(score.failed()).isEqualTo(Corpus.knownFailuresOf(cases));
    }
}
