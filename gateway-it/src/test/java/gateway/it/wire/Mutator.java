package gateway.it.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Breaks bytes in ways that parsers do not like. The same seed breaks the same bytes in the same way. For one thread. */
final class Mutator {
    /** What peers of HTTP/1 stumble over. */
    private static final String[] TOKENS = {
        "\r",
        "\n",
        "\r\n",
        "\r\n\r\n",
        "\n\n",
        "\r\r\n",
        "\0",
        "\t",
        " ",
        "\u000b",
        "\u00ff",
        "\u007f",
        ":",
        ";",
        ",",
        "\"",
        "%",
        "%00",
        "%2e",
        "/../",
        "\\",
        "0",
        "00000000",
        "ffffffffffffffff",
        "-1",
        "+5",
        "0x5",
        "chunked",
        "identity",
        ";a=\"",
        " HTTP/1.1",
        "HTTP/1.0",
        "Host: b\r\n",
        "Content-Length: 5\r\n",
        "Content-Length: 0\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: x\r\n",
        "Connection: close\r\n",
        "Connection: Host\r\n",
        "Expect: 100-continue\r\n",
        "X : a\r\n",
        " folded\r\n",
        "5\r\nhello\r\n",
        "0\r\n\r\n",
        "GET /evil HTTP/1.1\r\nHost: a\r\n\r\n",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 101 Switching\r\n\r\n",
        "Content-Length: 2\r\n\r\nok",
    };

    private static final int MOST_CHANGES = 4;
    private static final int MOST_REPEATED = 64;

    private final Random random;

    Mutator(long seed) {
        random = new Random(seed);
    }

    int choose(int bound) {
        return random.nextInt(bound);
    }

    /** The text, one character for each byte, changed in one to four places; parts of the other one may get into it. */
    String mutate(String text, String other) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 1 + choose(MOST_CHANGES); i > 0; i--) {
            change(out, other);
        }
        return out.toString();
    }

    private void change(StringBuilder out, String other) {
        int at = choose(out.length() + 1);
        int end = Math.min(out.length(), at + 1 + choose(8));
        switch (choose(8)) {
            case 0, 1 -> out.insert(at, TOKENS[choose(TOKENS.length)]);
            case 2 -> out.replace(at, end, TOKENS[choose(TOKENS.length)]);
            case 3 -> out.delete(at, end);
            case 4 -> out.replace(at, Math.min(out.length(), at + 1), String.valueOf((char) choose(256)));
            case 5 -> out.insert(at, out.substring(at, end).repeat(1 + choose(MOST_REPEATED)));
            case 6 -> swapLines(out);
            default -> {
                int from = choose(other.length() + 1);
                out.insert(at, other, from, Math.min(other.length(), from + choose(60)));
            }
        }
    }

    private void swapLines(StringBuilder out) {
        String[] lines = out.toString().split("(?<=\n)", -1);
        int one = choose(lines.length);
        int two = choose(lines.length);
        String kept = lines[one];
        lines[one] = lines[two];
        lines[two] = kept;
        out.setLength(0);
        out.append(String.join("", lines));
    }

    /** The text in up to four sends. */
    List<Step> split(String text) {
        List<Step> steps = new ArrayList<>();
        int start = 0;
        for (int i = choose(4); i > 0 && start < text.length(); i--) {
            int end = start + 1 + choose(text.length() - start);
            steps.add(new Step.Send(text.substring(start, end)));
            start = end;
        }
        if (start < text.length()) {
            steps.add(new Step.Send(text.substring(start)));
        }
        return steps;
    }
}
