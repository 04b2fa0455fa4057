package gateway.core.routing;

import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Values by text, found by a part of a longer text without making a string of that part. Open addressing, at most half full.
 * Immutable; called by every loop; a look-up allocates nothing.
 */
final class TextTable<V> {
    private static final int LAST_LENGTH_BIT = 63;

    private final @Nullable String[] keys;
    private final int[] hashes;
    private final Object[] values;
    private final int shift;
    private final int longest;
    // Bit n: some key has n characters (63: that many or more). Most misses end here, before anything is hashed.
    private final long lengths;

    /** @param hash of a key; look-ups bring the same hash of the part that they ask for */
    TextTable(Map<String, V> entries, ToIntFunction<String> hash) {
        int capacity = Integer.highestOneBit(Math.max(1, entries.size())) * 4;
        keys = new @Nullable String[capacity];
        hashes = new int[capacity];
        values = new Object[capacity];
        shift = Integer.numberOfLeadingZeros(capacity) + 1;
        int most = 0;
        long seen = 0;
        for (Map.Entry<String, V> entry : entries.entrySet()) {
            String key = entry.getKey();
            add(key, hash.applyAsInt(key), entry.getValue());
            most = Math.max(most, key.length());
            seen |= lengthBit(key.length());
        }
        longest = most;
        lengths = seen;
    }

    /** Keyed by {@link String#hashCode()}, for whole texts and for beginnings whose hash is built with {@link #forward}. */
    static <V> TextTable<V> byBeginning(Map<String, V> entries) {
        return new TextTable<>(entries, String::hashCode);
    }

    /** Keyed by the hash of the reversed text, for endings that are read from the right with {@link #forward}. */
    static <V> TextTable<V> byEnding(Map<String, V> entries) {
        return new TextTable<>(entries, key -> {
            int hash = 0;
            for (int i = key.length() - 1; i >= 0; i--) {
                hash = forward(hash, key.charAt(i));
            }
            return hash;
        });
    }

    /** The hash of what was hashed so far and one more character. */
    static int forward(int hash, char next) {
        return 31 * hash + next;
    }

    /** Characters of the longest key; 0 when there is none. */
    int longest() {
        return longest;
    }

    /** For tables {@link #byBeginning}. */
    @Nullable
    V get(String text) {
        return hasLength(text.length()) ? find(text, 0, text.length(), text.hashCode()) : null;
    }

    /** @param hash of the characters from {@code from} to before {@code to}, in the table's own way */
    @Nullable
    V get(String text, int from, int to, int hash) {
        return hasLength(to - from) ? find(text, from, to, hash) : null;
    }

    private boolean hasLength(int length) {
        return (lengths & lengthBit(length)) != 0;
    }

    @SuppressWarnings("unchecked")
    private @Nullable V find(String text, int from, int to, int hash) {
        for (int slot = slot(hash); ; slot = next(slot)) {
            String key = keys[slot];
            if (key == null) {
                return null;
            }
            if (hashes[slot] == hash && key.length() == to - from && text.startsWith(key, from)) {
                return (V) values[slot];
            }
        }
    }

    private void add(String key, int hash, Object value) {
        int slot = slot(hash);
        while (keys[slot] != null) {
            slot = next(slot);
        }
        keys[slot] = key;
        hashes[slot] = hash;
        values[slot] = value;
    }

    private int slot(int hash) {
        // The upper bits of the product depend on all bits of the hash.
        return (hash * 0x9E3779B9) >>> shift;
    }

    private int next(int slot) {
        return (slot + 1) & (keys.length - 1);
    }

    private static long lengthBit(int length) {
        return 1L << Math.min(length, LAST_LENGTH_BIT);
    }
}
