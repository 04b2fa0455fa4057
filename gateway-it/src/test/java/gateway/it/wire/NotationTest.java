package gateway.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotationTest {
    @Test
    void spellsEveryByte() {
        assertThat(Notation.text("a~\\r\\n\\t\\s\\x00\\xff\\\\\\~\\|\\{\\}"))
                .isEqualTo("a\r\n\r\n\t \u0000\u00ff\\~|{}");
    }

    @Test
    void repeatsAndNests() {
        assertThat(Notation.text("{ab*3}")).isEqualTo("ababab");
        assertThat(Notation.text("{{c:x}*2}{0}")).isEqualTo("1\r\nx\r\n1\r\nx\r\n0\r\n\r\n");
        assertThat(Notation.text("{c:{a*17}}")).isEqualTo("11\r\n" + "a".repeat(17) + "\r\n");
        assertThat(Notation.text("{len:h\\x00~}")).isEqualTo("Content-Length: 4\r\n\r\nh\u0000\r\n");
        assertThat(Notation.text("{get:/x}~")).isEqualTo("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    @Test
    void tellsStepsFromBytes() {
        assertThat(Notation.steps("a|b{pause}{c*2}{fin}"))
                .containsExactly(
                        new Step.Send("a"),
                        new Step.Send("b"),
                        new Step.Pause(),
                        new Step.Send("cc"),
                        new Step.HalfClose());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a", "{unknown}", "{a*b}", "\\q", "{c:{a}"})
    void refusesWhatItDoesNotKnow(String text) {
        assertThatThrownBy(() -> Notation.steps(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
