package gateway.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of the known words a mistyped one stands for, by edit distance. */
public final class Suggestions {
    /** Longer texts are no typing mistakes; comparing them would only cost time. */
    private static final int LONGEST = 64;

    private Suggestions() {}

    /** The nearest known word, when it is near enough to be meant. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        if (word.isEmpty() || word.length() > LONGEST) {
            return Optional.empty();
        }
        String canonical = canonical(word);
        return known.stream()
                .filter(candidate -> candidate.length() <= LONGEST)
                .map(candidate -> new Guess(candidate, distance(canonical, canonical(candidate))))
                .filter(guess -> guess.distance() <= allowed(canonical, guess.word()))
                .min(Comparator.comparingInt(Guess::distance))
                .map(Guess::word);
    }

    /** {@code ; did you mean X?}, or nothing. */
    public static String hint(String word, Collection<String> known) {
        return nearest(word, known)
                .map(guess -> "; did you mean " + guess + "?")
                .orElse("");
    }

    /** Hyphen, underscore and case are the commonest slips of all. */
    private static String canonical(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** One slip in three letters: {@code pol} is pool, but {@code abc} is not {@code api}. */
    private static int allowed(String word, String candidate) {
        return Math.min(3, Math.max(word.length(), candidate.length()) / 3);
    }

    /** Letters inserted, left out, replaced, or swapped with their neighbour. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }

    private record Guess(String word, int distance) {}
}
