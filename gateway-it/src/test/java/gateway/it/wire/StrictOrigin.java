package gateway.it.wire;

import gateway.it.wire.StrictReader.Body;
import gateway.it.wire.StrictReader.Head;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The judge behind the gateway: reads requests by the grammar only, remembers each, and each that it had to refuse. What it
 * answers says what was asked, unless a script stands for the target. One thread for each connection; its methods may be called
 * by any.
 */
final class StrictOrigin implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<SeenRequest> seen = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, List<Step>> scripts = new ConcurrentHashMap<>();

    StrictOrigin() throws IOException {
        start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Does what the steps say for each request with this target, after its body was read unless they begin early. */
    void play(String target, List<Step> steps) {
        scripts.put(target, steps);
    }

    /** Takes out the requests that came since the last call. */
    List<SeenRequest> takeSeen() {
        List<SeenRequest> taken = List.copyOf(seen);
        seen.removeAll(taken);
        return taken;
    }

    /** Takes out what was malformed since the last call. */
    List<String> takeFaults() {
        List<String> taken = List.copyOf(faults);
        faults.removeAll(taken);
        return taken;
    }

    /** Requests whose head came and that are not answered, or not read, to their end. */
    int busy() {
        return busy.get();
    }

    /** Connections that have ended, with all that came on them. */
    int ended() {
        return ended.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                int index = connections.getAndIncrement();
                start(() -> serve(socket, index));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private static void start(Runnable body) {
        Thread thread = new Thread(body, "strict-origin");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket, int index) {
        try (socket) {
            socket.setTcpNoDelay(true);
            StrictReader reader = new StrictReader(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
            for (Head head = reader.head(); head != null && head.isWhole(); head = reader.head()) {
                busy.incrementAndGet();
                try {
                    if (!answer(head, reader, socket, index)) {
                        return;
                    }
                } finally {
                    busy.decrementAndGet();
                }
            }
        } catch (MalformedException e) {
            faults.add(String.valueOf(e.getMessage()));
            refuse(socket);
        } catch (SocketException | InterruptedIOException e) {
            // The gateway or the test closed.
        } catch (IOException | RuntimeException e) {
            faults.add(e.toString());
        } finally {
            sockets.remove(socket);
            ended.incrementAndGet();
        }
    }

    private static void refuse(Socket socket) {
        try {
            socket.getOutputStream()
                    .write("HTTP/1.1 400 Strict\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.close();
        } catch (IOException e) {
            // Nobody is there to be told.
        }
    }

    /** Reads and answers one request; false when the connection is over. */
    private boolean answer(Head head, StrictReader reader, Socket socket, int index)
            throws IOException, MalformedException {
        String[] line = RequestGrammar.requestLine(head);
        RequestGrammar.fields(head);
        List<Step> script = scripts.get(line[1]);
        OutputStream out = socket.getOutputStream();
        if (script != null) {
            return new Play(head, reader, socket, index).run(script);
        }
        if (!Field.values(head.fields(), "Expect").isEmpty()) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        if (!readBody(head, line, reader, index)) {
            return false;
        }
        String said = line[0] + " " + line[1] + " "
                + Field.values(head.fields(), "Host").get(0);
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + said.length() + "\r\n\r\n"
                + (line[0].equals("HEAD") ? "" : said);
        out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        return true;
    }

    private boolean readBody(Head head, String[] line, StrictReader reader, int index)
            throws IOException, MalformedException {
        Body body;
        try {
            body = RequestGrammar.body(head, reader);
        } catch (MalformedException e) {
            seen.add(new SeenRequest(index, line[0], line[1], head.fields(), "", List.of(), false));
            throw e;
        }
        seen.add(new SeenRequest(index, line[0], line[1], head.fields(), body.text(), body.trailers(), body.isWhole()));
        return body.isWhole();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** One script on one connection. */
    private final class Play {
        private final Head head;
        private final StrictReader reader;
        private final Socket socket;
        private final int index;
        private boolean isRead;

        Play(Head head, StrictReader reader, Socket socket, int index) {
            this.head = head;
            this.reader = reader;
            this.socket = socket;
            this.index = index;
        }

        /** Plays all steps; false when the connection is over. */
        boolean run(List<Step> steps) throws IOException, MalformedException {
            if (!steps.contains(new Step.Early()) && !read()) {
                return false;
            }
            for (Step step : steps) {
                if (!play(step)) {
                    return false;
                }
            }
            return read();
        }

        private boolean play(Step step) throws IOException, MalformedException {
            if (step instanceof Step.Send send) {
                socket.getOutputStream().write(send.bytes());
            } else if (step instanceof Step.Pause) {
                pause();
            } else if (step instanceof Step.HalfClose) {
                socket.shutdownOutput();
                reader.rest();
                return false;
            } else if (step instanceof Step.Reset) {
                // Else the reset may overtake what was sent before.
                pause();
                socket.setSoLinger(true, 0);
                return false;
            } else if (step instanceof Step.Stall) {
                reader.rest();
                return false;
            } else if (step instanceof Step.ReadBody) {
                return read();
            }
            return true;
        }

        private boolean read() throws IOException, MalformedException {
            if (isRead) {
                return true;
            }
            isRead = true;
            return readBody(head, RequestGrammar.requestLine(head), reader, index);
        }
    }

    /** Long enough on loopback for what was sent to be read by the other side. */
    static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** The newest of those that {@link #takeSeen} would take; null when there is none. */
    @Nullable
    SeenRequest lastSeen() {
        SeenRequest last = null;
        for (SeenRequest request : seen) {
            last = request;
        }
        return last;
    }
}
