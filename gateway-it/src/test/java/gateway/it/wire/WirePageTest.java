package gateway.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.http.FailureReason;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WirePageTest {
    @Test
    void thePageSaysWhatTheCorpusProves() throws Exception {
        if ("write".equals(System.getProperty("wire.page"))) {
            WirePage.write();
        }

        assertThat(Files.readString(WirePage.PATH)).isEqualTo(WirePage.text());
    }

    @Test
    void everyRuleGivesTheStatusThatBelongsToItsReason() throws Exception {
        List<Rule> rules = Stream.concat(Corpus.requests().stream(), Corpus.upstream().stream())
                .map(WireCase::rule)
                .distinct()
                .filter(rule -> rule.status() != 0)
                .toList();

        assertThat(rules).isNotEmpty().allSatisfy(rule -> assertThat(FailureReason.values())
                .anySatisfy(reason -> {
                    assertThat(reason.code()).isEqualTo(rule.reason());
                    assertThat(reason.status()).isEqualTo(rule.status());
                }));
    }

    /** What is refused by the border has a rule, and with it cases; the refusal of all HTTP/1 needs a listener of its own. */
    @Test
    void everyReasonOfARefusedHeadHasARule() throws Exception {
        List<String> reasons = Corpus.requests().stream()
                .map(one -> one.rule().reason())
                .distinct()
                .toList();

        assertThat(FailureReason.values())
                .filteredOn(
                        reason -> (reason.code().startsWith("client.parse.") && reason != FailureReason.HTTP1_REFUSED)
                                || reason == FailureReason.HEAD_TOO_LARGE
                                || reason == FailureReason.TARGET_TOO_LONG
                                || reason == FailureReason.METHOD_REFUSED
                                || reason == FailureReason.EXPECTATION_UNKNOWN)
                .allSatisfy(reason -> assertThat(reasons).contains(reason.code()));
    }
}
