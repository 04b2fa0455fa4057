package gateway.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UpstreamCorpusTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void noBackendHurtsAnyoneButItself() throws Exception {
        StrictOrigin origin = gateway.closing(new StrictOrigin());
        gateway.onLoops(1)
                .with("timeouts: { response_head: 300ms, response_stall: 300ms }")
                .withPool("passive_health: off")
                .proxyTo(origin.address());
        Bench bench = new Bench(gateway, origin);
        List<WireCase> cases = Corpus.upstream();
        Score score = new Score();

        for (WireCase one : cases) {
            origin.play(ShortRequest.target(one), one.steps());
            Observation seen = bench.run(ShortRequest.steps(one), one.expectation());
            String why = one.expectation().mismatch(seen).orElse("") + seen.problem();
            score.add(one, why.isEmpty() ? "" : why + "\n    " + seen.text());
        }

        System.out.println(score);
        assertThat(cases).hasSizeGreaterThanOrEqualTo(130);
        assertThat(score.failed()).isEqualTo(Corpus.knownFailuresOf(cases));
    }
}
