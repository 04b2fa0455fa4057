package gateway.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireHeadersTest {
    private static final String[] NAMES = {"Host", "host", "Cookie", "X-A", "x-a", "Connection", "X-B", "^a", "~a"};
    private static final String[] CAME = {"HOST: v1", "x-A: v2", "X-B: v1", "X-a: v3", "Cookie:v4", "^A: v0"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void holdsAndWritesTheSameFieldsAsNettysOwnAfterRandomChanges(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            WireHeaders wire = came(CAME);
            HttpHeaders netty = new DefaultHttpHeaders();
            for (String line : CAME) {
                netty.add(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip());
            }
            for (int i = 0; i < 30; i++) {
                String name = NAMES[random.nextInt(NAMES.length)];
                String value = "v" + random.nextInt(5);
                int change = random.nextInt(10);
                change(wire, change, name, value);
                change(netty, change, name, value);
                isSame(wire, netty, value);
            }
            isSame((WireHeaders) wire.copy(), netty, "v1");
        }
    }

    private static void change(HttpHeaders headers, int change, String name, String value) {
        switch (change) {
            case 0, 1, 2 -> headers.add(name, value);
            case 3, 4, 5 -> headers.set(name, value);
            case 6 -> headers.set(name, List.of(value, "w"));
            case 7, 8 -> headers.remove(name);
            default -> {
                if (headers.size() > 20) {
                    headers.clear();
                }
            }
        }
    }

    private static void isSame(WireHeaders wire, HttpHeaders netty, String value) {
        assertThat(wire.size()).isEqualTo(netty.size());
        for (String each : NAMES) {
            assertThat(wire.getAll(each)).isEqualTo(netty.getAll(each));
            assertThat(wire.get(each)).isEqualTo(netty.get(each));
            assertThat(wire.contains(each)).isEqualTo(netty.contains(each));
            assertThat(wire.contains(each, value, true)).isEqualTo(netty.contains(each, value, true));
        }
        // What is written is what is read, and as long as was said.
        StringBuilder expected = new StringBuilder();
        for (Map.Entry<String, String> field : wire) {
            expected.append(field.getKey())
                    .append(": ")
                    .append(field.getValue())
                    .append("\r\n");
        }
        assertThat(written(wire)).isEqualTo(expected.toString());
    }

    private static String written(WireHeaders headers) {
        byte[] out = new byte[headers.encodedLength()];
        assertThat(headers.write(out, 0)).isEqualTo(out.length);
        return new String(out, StandardCharsets.ISO_8859_1);
    }

    private static WireHeaders came(String... lines) {
        return (WireHeaders) Decoded.request(Decoded.head("GET / HTTP/1.1", String.join("\r\n", lines)))
                .headers();
    }

    @Test
    void namesAndValuesAreAsTheyCame() {
        assertThat(came("B: 1", "a:2", "b: \u00e4 3 ").entries())
                .extracting(Map.Entry::toString)
                .containsExactly("B=1", "a=2", "b=\u00e4 3");
    }

    @Test
    void putsANewValueInThePlaceOfTheFirstOne() {
        HttpHeaders headers = came("A: 1", "B: 2", "a: 3").set("x", "y").set("a", "4");

        assertThat(headers.entries()).extracting(Map.Entry::toString).containsExactly("a=4", "B=2", "x=y");
    }

    @Test
    void knowsThatANameHasAnUnderscore() {
        assertThat(came("A-b: c_d").hasUnderscores()).isFalse();
        assertThat(came("A-b: c", "A_b: d").hasUnderscores()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\r\n b", "a\u0000b", "a\u007fb", "\u0001"})
    void refusesAValueThatCouldSplitAMessage(String value) {
        HttpHeaders headers = came("X: y");

        assertThatThrownBy(() -> headers.add("X", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> headers.set("X", value)).isInstanceOf(IllegalArgumentException.class);
    }

    /** U+010A and U+010D have the low bytes of LF and CR. */
    @Test
    void aCharacterThatIsNoByteBecomesAQuestionMark() {
        WireHeaders headers = came("X: y");
        headers.set("X", "a\u010d\u010ab");

        assertThat(written(headers)).isEqualTo("X: a??b\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r\n", "\u00e4", "(a)", "\u0141"})
    void refusesANameThatIsNoToken(String name) {
        HttpHeaders headers = came("X: y");

        assertThatThrownBy(() -> headers.add(name, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> headers.set(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }
}
