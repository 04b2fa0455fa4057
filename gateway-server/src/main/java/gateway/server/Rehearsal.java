package gateway.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gateway.server.cli.CommandLines;
import gateway.server.cli.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts the demo, asks it a few things and ends. The launcher runs it once after a build while the JVM notes which classes a start
 * needs; later starts find them prepared and take half the processor time.
 */
public final class Rehearsal {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final String[] PATHS = {"/", "/api/hello", "/sticky/hello", "/busy", "/v1/hello"};

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        int port = freePort();
        Thread gateway = new Thread(
                () -> CommandLines.execute(Console.system(), "run", "--listen", "127.0.0.1:" + port), "rehearsal");
        gateway.setDaemon(true);
        gateway.start();
        boolean isServed = awaitListener(port);
        for (String path : PATHS) {
            if (isServed) {
                ask(port, path);
            }
        }
        System.exit(isServed ? 0 : 1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean awaitListener(int port) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE_NANOS) {
            try (Socket socket = connect(port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        return false;
    }

    private static void ask(int port, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        try (Socket socket = connect(port)) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(5));
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return socket;
    }
}
