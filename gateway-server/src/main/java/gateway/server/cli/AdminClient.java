package gateway.server.cli;

import static java.net.StandardProtocolFamily.UNIX;

import gateway.core.config.Address;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request to the admin port, over TCP or a Unix socket. Plain channels: a health check every few seconds must be cheap. */
final class AdminClient {
    private final Address address;
    private final @Nullable String token;

    AdminClient(Address address, @Nullable String token) {
        this.address = address;
        this.token = token;
    }

    Address address() {
        return address;
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @param limit for all of it
     * @throws AdminException when there is no answer, with one line that says why
     */
    Reply ask(String method, String path, String accept, Duration limit) throws AdminException {
        AtomicBoolean late = new AtomicBoolean();
        try (SocketChannel channel = address.isUnix() ? SocketChannel.open(UNIX) : SocketChannel.open()) {
            closeAfter(limit, channel, late);
            channel.connect(target());
            write(channel, request(method, path, accept));
            return Reply.parse(readAll(channel));
        } catch (IOException e) {
            if (late.get()) {
                throw new AdminException(
                        "the gateway's admin port " + address + " did not answer within " + limit.toSeconds() + " s",
                        true);
            }
            throw new AdminException(
                    "the gateway's admin port " + address + " cannot be asked: " + reason(e)
                            + " (is the gateway running? --admin or $GATEWAY_ADMIN names another port)",
                    false);
        }
    }

    /** A blocking channel knows no time limit of its own, but ends what it does when it is closed. */
    private static void closeAfter(Duration limit, SocketChannel channel, AtomicBoolean late) {
        Thread watch = new Thread(
                () -> {
                    try {
                        Thread.sleep(limit.toMillis());
                        late.set(channel.isOpen());
                        channel.close();
                    } catch (InterruptedException | IOException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "admin-limit");
        watch.setDaemon(true);
        watch.start();
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private SocketAddress target() throws IOException {
        if (address.unixPath() != null) {
            return UnixDomainSocketAddress.of(address.unixPath());
        }
        InetSocketAddress resolved = new InetSocketAddress(host(), address.port());
        if (resolved.isUnresolved()) {
            throw new IOException("unknown host " + address.host());
        }
        return resolved;
    }

    /** ":9901" is a port of this machine. */
    private String host() {
        return address.host().isEmpty() ? "127.0.0.1" : address.host();
    }

    private String request(String method, String path, String accept) {
        String host = address.isUnix()
                ? "localhost"
                : Address.tcp(host(), address.port()).toString();
        return method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: " + accept
                + "\r\nConnection: close\r\nContent-Length: 0\r\n"
                + (token == null ? "" : "Authorization: Bearer " + token + "\r\n")
                + "\r\n";
    }

    private static void write(SocketChannel channel, String request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer part = ByteBuffer.allocate(16 * 1024);
        while (channel.read(part) >= 0) {
            all.write(part.array(), 0, part.position());
            part.clear();
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** What the admin port said. */
    record Reply(int status, String contentType, String body) {
        private static Reply parse(String text) throws IOException {
            int end = text.indexOf("\r\n\r\n");
            if (end < 0 || !text.startsWith("HTTP/1.") || text.length() < 12) {
                throw new IOException("what listens there does not speak HTTP");
            }
            String contentType = "";
            for (String line : text.substring(0, end).split("\r\n", -1)) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-type:")) {
                    contentType = line.substring("content-type:".length()).strip();
                }
            }
            return new Reply(status(text.substring(9, 12)), contentType, text.substring(end + 4));
        }

        private static int status(String digits) throws IOException {
            try {
                return Integer.parseInt(digits);
            } catch (NumberFormatException e) {
                throw new IOException("what listens there does not speak HTTP");
            }
        }

        boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }
}
