package gateway.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityCacheTest {
    private final IdentityCache<Object, Integer> cache = new IdentityCache<>();

    @Test
    void findsEveryKeyAfterItHasGrown() {
        List<Object> keys = put(10_000);

        for (int i = 0; i < keys.size(); i++) {
            assertThat(cache.get(keys.get(i))).isEqualTo(i);
        }
        assertThat(cache.get(new Object())).isNull();
    }

    @Test
    void tellsEqualKeysApart() {
        Object first = List.of("a");
        Object second = new ArrayList<>(List.of("a"));
        cache.put(first, 1);

        assertThat(cache.get(second)).isNull();
    }

    @Test
    void forgetsThoseThatAreGoneAndKeepsTheOthers() {
        List<Object> keys = put(100);

        cache.removeIf(key -> keys.indexOf(key) % 2 == 0);

        for (int i = 0; i < keys.size(); i++) {
            assertThat(cache.get(keys.get(i))).isEqualTo(i % 2 == 0 ? null : i);
        }
        cache.clear();
        assertThat(cache.get(keys.get(1))).isNull();
    }

    private List<Object> put(int count) {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Object key = new Object();
            keys.add(key);
            cache.put(key, i);
        }
        return keys;
    }
}
