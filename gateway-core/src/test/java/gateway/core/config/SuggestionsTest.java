package gateway.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    private static final List<String> KNOWN =
            List.of("pools", "hosts", "strip_prefix", "replace_prefix", "round-robin", "bind", "tries");

    @ParameterizedTest
    @CsvSource({
        "pool,pools",
        "poosl,pools",
        "strip_prefx,strip_prefix",
        "stripPrefix,strip_prefix",
        "round_robin,round-robin",
        "Round-Robbin,round-robin",
        "bnid,bind",
        "tires,tries"
    })
    void guessesWhatWasMeant(String word, String meant) {
        assertThat(Suggestions.nearest(word, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"tls", "health_check", "weight", "xyz", "p", "''"})
    void staysSilentWhenNothingIsNear(String word) {
        assertThat(Suggestions.nearest(word, KNOWN)).isEmpty();
    }

    @Test
    void comparesNoLongTexts() {
        assertThat(Suggestions.nearest("x".repeat(100_000), List.of("x".repeat(100_001))))
                .isEmpty();
        assertThat(Suggestions.hint("pool", KNOWN)).isEqualTo("; did you mean pools?");
    }
}
