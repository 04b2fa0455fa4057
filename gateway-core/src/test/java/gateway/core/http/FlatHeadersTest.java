package gateway.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatHeadersTest {
    private static final String[] NAMES = {"Host", "host", "Cookie", "X-A", "x-a", "Connection", "X-B"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void holdsTheSameFieldsAsNettysOwnAfterRandomChanges(long seed) {
        Random random = new Random(seed);
        HttpHeaders flat = new FlatHeaders();
        HttpHeaders netty = new DefaultHttpHeaders();

        for (int i = 0; i < 2000; i++) {
            String name = NAMES[random.nextInt(NAMES.length)];
            String value = "v" + random.nextInt(5);
            int change = random.nextInt(10);
            for (HttpHeaders headers : List.of(flat, netty)) {
                change(headers, change, name, value);
            }
            assertThat(flat.size()).isEqualTo(netty.size());
            for (String each : NAMES) {
                assertThat(flat.getAll(each)).isEqualTo(netty.getAll(each));
                assertThat(flat.get(each)).isEqualTo(netty.get(each));
                assertThat(flat.contains(each)).isEqualTo(netty.contains(each));
                assertThat(flat.contains(each, value, true)).isEqualTo(netty.contains(each, value, true));
            }
        }
    }

    private static void change(HttpHeaders headers, int change, String name, String value) {
        switch (change) {
            case 0, 1, 2, 3 -> headers.add(name, value);
            case 4, 5 -> headers.set(name, value);
            case 6 -> headers.set(name, List.of(value, "w"));
            case 7 -> headers.remove(name);
            case 8 -> headers.addInt(name, value.length());
            default -> {
                if (headers.size() > 40) {
                    headers.clear();
                }
            }
        }
    }

    @Test
    void keepsTheOrderAndTheSpellingOfWhatCame() {
        HttpHeaders headers = new FlatHeaders();
        headers.add("B", "1").add("a", "2").add("b", "3");

        List<String> seen = new ArrayList<>();
        for (Map.Entry<String, String> field : headers) {
            seen.add(field.getKey() + "=" + field.getValue());
        }

        assertThat(seen).containsExactly("B=1", "a=2", "b=3");
    }

    @Test
    void putsANewValueInThePlaceOfTheFirstOne() {
        HttpHeaders headers = new FlatHeaders();
        headers.add("A", "1")
                .add("B", "2")
                .add("a", "3")
                .set(HttpHeaderNames.ACCEPT, "x")
                .set("a", "4");

        assertThat(headers.entries()).extracting(Map.Entry::toString).containsExactly("a=4", "B=2", "accept=x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\r\n b", "a\u0000b", "a\u007fb", "\u0001"})
    void refusesAValueThatCouldSplitAMessage(String value) {
        HttpHeaders headers = new FlatHeaders();

        assertThatThrownBy(() -> headers.add("X", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> headers.set("X", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r\n", "\u00e4", "(a)"})
    void refusesANameThatIsNoToken(String name) {
        HttpHeaders headers = new FlatHeaders();

        assertThatThrownBy(() -> headers.add(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsNumbersAndSaysNullForOtherText() {
        HttpHeaders headers = new FlatHeaders();
        headers.add("n", "12").add("t", "twelve").add("d", "Sun, 06 Nov 1994 08:49:37 GMT");

        assertThat(headers.getInt("n")).isEqualTo(12);
        assertThat(headers.getInt("t")).isNull();
        assertThat(headers.getInt("t", 7)).isEqualTo(7);
        assertThat(headers.getShort("n")).isEqualTo((short) 12);
        assertThat(headers.getTimeMillis("d")).isEqualTo(784111777000L);
    }
}
