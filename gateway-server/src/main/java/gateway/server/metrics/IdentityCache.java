package gateway.server.metrics;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds what belongs to an object, by the object itself: no hash of strings, no allocation. Confined to one event loop. Holds
 * its keys, so it has to be cleared when they go out of use.
 */
final class IdentityCache<K, V> {
    private static final int INITIAL_SLOTS = 16;

    private @Nullable Object[] keys = new @Nullable Object[INITIAL_SLOTS];
    private @Nullable Object[] values = new @Nullable Object[INITIAL_SLOTS];
    private int used;

    @SuppressWarnings("unchecked") // put has put a V there
    @Nullable
    V get(K key) {
        return (V) values[slot(keys, key)];
    }

    void put(K key, V value) {
        int slot = slot(keys, key);
        if (keys[slot] == null) {
            if (isFull()) {
                grow();
                slot = slot(keys, key);
            }
            used++;
        }
        keys[slot] = key;
        values[slot] = value;
    }

    /** The next key makes it grow. */
    boolean isFull() {
        return (used + 1) * 2 > keys.length;
    }

    void clear() {
        rebuild(INITIAL_SLOTS, key -> false);
    }

    @SuppressWarnings("unchecked") // put has put a K there
    void removeIf(Predicate<K> isGone) {
        rebuild(keys.length, key -> !isGone.test((K) key));
    }

    private void grow() {
        rebuild(keys.length * 2, key -> true);
    }

    private void rebuild(int slots, Predicate<Object> stays) {
        @Nullable Object[] newKeys = new @Nullable Object[slots];
        @Nullable Object[] newValues = new @Nullable Object[slots];
        int kept = 0;
        for (int i = 0; i < keys.length; i++) {
            Object key = keys[i];
            if (key != null && stays.test(key)) {
                int slot = slot(newKeys, key);
                newKeys[slot] = key;
                newValues[slot] = values[i];
                kept++;
            }
        }
        keys = newKeys;
        values = newValues;
        used = kept;
    }

    /** Where the key is or would be; at most half of the slots are taken, so that a search ends. */
    private static int slot(@Nullable Object[] keys, Object key) {
        int mask = keys.length - 1;
        int slot = ((System.identityHashCode(key) * 0x9E3779B9) >>> 8) & mask;
        while (keys[slot] != key && keys[slot] != null) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
