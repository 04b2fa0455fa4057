package gateway.server.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Bytes in, bytes out, until the server closes. */
final class RawExchange {
    private RawExchange() {}

    static String of(String address, String request) throws IOException {
        int colon = address.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), Integer.parseInt(address.substring(colon + 1))));
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** One request with a proper Host and {@code Connection: close}. */
    static String ask(String address, String requestLine, String... fields) throws IOException {
        StringBuilder request =
                new StringBuilder(requestLine + " HTTP/1.1\r\nHost: " + address + "\r\nConnection: close\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        return of(address, request + "\r\n");
    }
}
