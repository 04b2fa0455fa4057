package gateway.it.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** An nginx on this machine that answers every path with a small page. */
public final class NginxProcess implements AutoCloseable {
    private final int port;
    private final Command command;

    private NginxProcess(int port, Command command) {
        this.port = port;
        this.command = command;
    }

    /** Starts it and waits until it listens. The directory is empty and its own. */
    public static NginxProcess start(String name, Path directory) throws IOException {
        int port = freePort();
        Path pages = Files.createDirectories(directory.resolve("www"));
        Files.writeString(pages.resolve("index.html"), "hello from nginx\n");
        Path file = directory.resolve("nginx.conf");
        Files.writeString(file, NginxText.server(name, "127.0.0.1:" + port, directory.toString()));
        Command command = Command.start(
                "nginx", "-p", directory.toString(), "-c", file.toString(), "-g", "daemon off; user root;");
        NginxProcess nginx = new NginxProcess(port, command);
        await().atMost(Duration.ofSeconds(10)).until(() -> nginx.answers() || !command.isRunning());
        if (!command.isRunning()) {
            throw new AssertionError("nginx did not start:\n" + command.output());
        }
        return nginx;
    }

    /** On 127.0.0.1. */
    public int port() {
        return port;
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** nginx cannot choose a port itself. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A master that is killed leaves its worker: it is asked, and then killed. */
    @Override
    public void close() throws IOException {
        try (command) {
            command.terminate();
            await().atMost(Duration.ofSeconds(10)).until(() -> !command.isRunning());
        }
    }
}
