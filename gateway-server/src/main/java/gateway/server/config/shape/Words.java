package gateway.server.config.shape;

import java.util.List;

/** Lists of words as people write them. */
final class Words {
    private Words() {}

    /** {@code a, b or c}. */
    static String or(List<String> words) {
        int last = words.size() - 1;
        return last < 1 ? String.join("", words) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
}
