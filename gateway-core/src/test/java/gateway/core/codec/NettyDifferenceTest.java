package gateway.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same mutated bytes for our decoders and for Netty's: what both accept must be the same messages, and what Netty refuses must
 * not pass here. What only we refuse is allowed, and counted: it is most of the point.
 */
class NettyDifferenceTest {
    private static final int ROUNDS = 6_000;

    private static final String[] REQUESTS = {
        "GET /a?b=c HTTP/1.1\r\nHost: a\r\nAccept: */*\r\nCookie: a=b; c=d\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcdeGET / HTTP/1.1\r\nHost: b\r\n\r\n",
        "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nabcde\r\n0\r\nT: u\r\n\r\n",
        "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nOPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    };

    private static final String[] RESPONSES = {
        "HTTP/1.1 200 OK\r\nDate: a\r\nServer: b\r\nContent-Length: 5\r\n\r\nabcde",
        "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\nA;x\r\n0123456789\r\n0\r\nT: u\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\n\r\nto the end",
        "HTTP/1.0 302 Found\r\nLocation: /\r\n\r\n",
    };

    private static final String[] PIECES = {
        "\r\n",
        "\n",
        "\r",
        " ",
        "\t",
        ":",
        ": ",
        ";",
        "=",
        "\"",
        "0",
        "1",
        "a",
        "\u0000",
        "\u007f",
        "\u00e4",
        ",",
        "\u000b",
        "Content-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Host: c\r\n",
        "X: y\r\n",
        " folded\r\n",
        "HTTP/1.1",
        "\r\n\r\n",
    };

    /** Netty makes a value of it that begins with a blank, and refuses it for that. */
    private static final Pattern FOLD_AFTER_NOTHING = Pattern.compile(":[ \t]*\r\n[ \t]");

    private static final Pattern FRAMING =
            Pattern.compile(" \\| (Content-Length|Transfer-Encoding|Trailer): ?[^|]*?(?= \\||$)");

    /** Why a request that Netty takes is refused here; each kind must come up, or the test has stopped testing it. */
    private final Map<String, Integer> oursOnly = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void requestsThatBothAcceptAreTheSame(long seed) {
        compare(seed, REQUESTS, () -> new RequestDecoder(Wire.MAX_HEAD), () -> new HttpRequestDecoder(config()));

        assertThat(oursOnly).containsKeys("refused MALFORMED_REQUEST", "refused BAD_FRAMING", "broken body");
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void responsesThatBothAcceptAreTheSame(long seed) {
        compare(seed, RESPONSES, () -> new ResponseDecoder(Wire.MAX_HEAD), () -> new HttpResponseDecoder(config()));

        assertThat(oursOnly).containsKeys("refused MALFORMED_RESPONSE");
    }

    private void compare(long seed, String[] seeds, Supplier<ChannelHandler> ours, Supplier<ChannelHandler> netty) {
        Random random = new Random(seed);
        List<String> wrong = new ArrayList<>();
        int same = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String bytes = mutated(seeds[random.nextInt(seeds.length)], random);
            List<String> here = normal(Wire.decodeOpen(ours.get(), cut(bytes, random)));
            List<String> there = normal(Wire.decodeOpen(netty.get(), bytes));
            if (here.equals(there) || FOLD_AFTER_NOTHING.matcher(bytes).find()) {
                same++;
            } else if (isRefusedHereOnly(here, there)) {
                oursOnly.merge(here.get(here.size() - 1), 1, Integer::sum);
            } else {
                wrong.add(printable(bytes) + "\n  here:  " + here + "\n  netty: " + there);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(same).isGreaterThan(ROUNDS / 10);
    }

    /**
     * How many blanks stand for a fold, or around a reason, is left open by RFC 9112. Fields that announce a body that there is not
     * are dropped here; those in trailers are dropped later.
     */
    private static List<String> normal(List<String> seen) {
        return seen.stream().map(NettyDifferenceTest::normal).toList();
    }

    private static String normal(String seen) {
        if (seen.startsWith("body ")) {
            return seen;
        }
        boolean hasNoBody = seen.startsWith("end") || seen.startsWith("HTTP/1.1 1");
        String text = hasNoBody ? FRAMING.matcher(seen).replaceAll("") : seen;
        return text.replaceAll("[ \t]+", " ").strip();
    }

    /** The same up to a point at which we refuse what Netty takes. */
    private static boolean isRefusedHereOnly(List<String> here, List<String> there) {
        int last = here.size() - 1;
        boolean isRefused = last >= 0
                && (here.get(last).startsWith("refused") || here.get(last).equals("broken body"));
        for (int i = 0; isRefused && i < last; i++) {
            String ours = here.get(i);
            boolean isSame = i < there.size()
                    && (ours.equals(there.get(i))
                            || (ours.startsWith("body ") && there.get(i).startsWith(ours)));
            isRefused = isSame;
        }
        return isRefused;
    }

    private static String mutated(String bytes, Random random) {
        StringBuilder text = new StringBuilder(bytes);
        for (int n = random.nextInt(4); n > 0 && text.length() > 0; n--) {
            int at = random.nextInt(text.length());
            String piece = PIECES[random.nextInt(PIECES.length)];
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, piece);
                case 1 -> text.deleteCharAt(at);
                default -> text.replace(at, at + 1, piece);
            }
        }
        return text.toString();
    }

    private static String[] cut(String bytes, Random random) {
        int at = random.nextInt(bytes.length() + 1);
        return new String[] {bytes.substring(0, at), bytes.substring(at)};
    }

    private static String printable(String bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            text.append(c < ' ' || c > '~' ? String.format("\\x%02x", (int) c) : String.valueOf(c));
        }
        return text.toString();
    }

    private static HttpDecoderConfig config() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(Wire.MAX_HEAD)
                .setMaxHeaderSize(Wire.MAX_HEAD)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setAllowDuplicateContentLengths(false);
    }
}
