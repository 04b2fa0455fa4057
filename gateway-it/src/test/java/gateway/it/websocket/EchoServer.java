package gateway.it.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Takes one upgrade, and sends back what comes as fast as it is taken. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket server;

    private EchoServer(ServerSocket server) {
        this.server = server;
    }

    static EchoServer start() throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(server), "echo");
        thread.setDaemon(true);
        thread.start();
        return new EchoServer(server);
    }

    int port() {
        return server.getLocalPort();
    }

    private static void serve(ServerSocket server) {
        try (Socket socket = server.accept()) {
            readHead(socket.getInputStream());
            socket.getOutputStream().write(Handshake.ANSWER.getBytes(ISO_8859_1));
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The test is over; what was missing it has seen.
        }
    }

    /** Reads to the empty line behind a head, and not further. */
    static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("in a head: " + head);
            }
            head.append((char) octet);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
