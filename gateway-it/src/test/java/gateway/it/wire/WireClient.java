package gateway.it.wire;

import gateway.it.wire.StrictReader.Body;
import gateway.it.wire.StrictReader.Head;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A client that sends bytes and reads the gateway's answers by the grammar only. Every wait is limited. One thread. */
final class WireClient implements AutoCloseable {
    static final int PATIENCE_MILLIS = 5_000;

    private final Socket socket = new Socket();
    private final StrictReader reader;

    WireClient(SocketAddress gateway) throws IOException {
        socket.connect((InetSocketAddress) gateway, PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        reader = new StrictReader(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
    }

    /** Does what the steps say, as far as the gateway takes it. */
    void play(List<Step> steps) throws IOException {
        try {
            for (Step step : steps) {
                if (step instanceof Step.Send send) {
                    socket.getOutputStream().write(send.bytes());
                } else if (step instanceof Step.HalfClose) {
                    socket.shutdownOutput();
                } else if (step instanceof Step.Pause) {
                    StrictOrigin.pause();
                } else {
                    throw new IllegalArgumentException(step + " (expected of a client: bytes, pause, fin)");
                }
            }
        } catch (SocketException e) {
            // The gateway has closed before it took all: what it had to say can still be read.
        }
    }

    void send(String bytes) throws IOException {
        play(List.of(new Step.Send(bytes)));
    }

    /** How long a read waits from now on. */
    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /**
     * The next response; null when the connection ended before it.
     *
     * @throws SocketTimeoutException when the gateway says nothing
     */
    @Nullable
    SeenResponse read(boolean toHead) throws IOException, MalformedException {
        List<Integer> interim = new ArrayList<>();
        while (true) {
            Head head = reader.head();
            if (head == null) {
                return null;
            }
            if (!head.isWhole()) {
                return new SeenResponse(interim, 0, List.of(), "", List.of(), false, true);
            }
            Matcher line = Grammar.STATUS_LINE.matcher(head.startLine());
            if (!line.matches()) {
                throw new MalformedException("no status line", head.startLine());
            }
            int status = Integer.parseInt(line.group(1));
            if (status >= 200) {
                return response(head, status, toHead, interim);
            }
            interim.add(status);
        }
    }

    private SeenResponse response(Head head, int status, boolean toHead, List<Integer> interim)
            throws IOException, MalformedException {
        List<String> lengths = Field.values(head.fields(), "Content-Length");
        List<String> codings = Field.values(head.fields(), "Transfer-Encoding");
        boolean isLast = Field.values(head.fields(), "Connection").contains("close");
        checkHead(head, status, lengths, codings);
        Body body;
        if (toHead || status == 204 || status == 304) {
            body = reader.sized(0);
        } else if (!codings.isEmpty()) {
            body = reader.chunked();
        } else if (!lengths.isEmpty()) {
            body = reader.sized(Long.parseLong(lengths.get(0)));
        } else {
            body = reader.untilClose();
        }
        return new SeenResponse(interim, status, head.fields(), body.text(), body.trailers(), body.isWhole(), isLast);
    }

    private static void checkHead(Head head, int status, List<String> lengths, List<String> codings)
            throws MalformedException {
        boolean isGood = lengths.size() <= 1
                && lengths.stream()
                        .allMatch(value -> Grammar.LENGTH.matcher(value).matches())
                && (codings.isEmpty() || codings.equals(List.of("chunked")))
                && (codings.isEmpty() || lengths.isEmpty())
                && (status != 204 || (lengths.isEmpty() && codings.isEmpty()))
                && Field.values(head.fields(), "Date").size() == 1
                && Field.values(head.fields(), "Keep-Alive").isEmpty()
                && Field.values(head.fields(), "Upgrade").isEmpty();
        if (!isGood) {
            throw new MalformedException("fields that no response may have", head.startLine() + "\r\n" + head.fields());
        }
    }

    /** Everything until the gateway closes. */
    String rest() throws IOException {
        return reader.rest();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
