package gateway.server;

import java.util.Random;

/** Breaks a text at random, the same way for the same seed. For one thread. */
public final class TextMutator {
    private final Random random;
    private final String[] tokens;

    /** {@code tokens} are what the reader of the text is likely to stumble over. */
    public TextMutator(long seed, String... tokens) {
        this.random = new Random(seed);
        this.tokens = tokens.clone();
    }

    /** The text, changed in one to four places. */
    public String mutate(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(out.length() + 1);
            int end = Math.min(out.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(6)) {
                case 0, 1 -> out.insert(at, tokens[random.nextInt(tokens.length)]);
                case 2 -> out.replace(at, end, tokens[random.nextInt(tokens.length)]);
                case 3 -> out.delete(at, end);
                case 4 -> out.insert(at, out.substring(at, end).repeat(1 + random.nextInt(40)));
                default -> out.insert(at, (char) random.nextInt(0x3000));
            }
        }
        return out.toString();
    }

    /** A number below the bound, for choosing what to break. */
    public int choose(int bound) {
        return random.nextInt(bound);
    }
}
