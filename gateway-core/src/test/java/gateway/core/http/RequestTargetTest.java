package gateway.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot come through the HTTP/1.1 decoder, and can through that of another version. */
class RequestTargetTest {
    private final RequestTarget target = new RequestTarget();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a b",
                "/a\u0000",
                "/a\u0001",
                "/a\tb",
                "/a\r\nb",
                "/a\u007f",
                "/\u0100",
                "/?a b",
                "/?\n",
                "/?\u2028"
            })
    void refusesWhatIsNotPrintableAscii(String text) {
        assertThat(target.read(text, HttpMethod.GET)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%\uff14\uff11", "/%\u0664\u0661"})
    void takesNoOtherDigitsInAnEscape(String text) {
        assertThat(target.read(text, HttpMethod.GET)).isFalse();
        assertThat(CanonicalPath.of(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, '\\'})
    void refusesEscapesOfNulAndBackslash(int value) {
        assertThat(target.read("/a%%%02x".formatted(value), HttpMethod.GET)).isFalse();
        assertThat(target.read("/a%%%02X/b".formatted(value), HttpMethod.GET)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/%41/../b%2f", "//x/./y", "/a/%2e%2e/%2e/b%c3%a4"})
    void canonicalFormIsItsOwnCanonicalForm(String text) {
        assertThat(target.read(text, HttpMethod.GET)).isTrue();
        String once = target.path();

        assertThat(target.read(once, HttpMethod.GET)).isTrue();
        assertThat(target.path()).isEqualTo(once);
        assertThat(target.read(once, HttpMethod.GET)).isTrue();
    }
}
