package gateway.it.websocket;

import gateway.it.fixture.OriginConnection;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;

/** The opening handshake of a WebSocket, with the key and the answer of RFC 6455 section 1.3. */
final class Handshake {
    static final String REQUEST = RequestText.of(
            "GET",
            "/chat",
            "Connection: keep-alive, Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

    static final String ANSWER = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

    private Handshake() {}

    /** Takes the upgrade, then does what the script says. */
    static Script then(Script script) {
        return connection -> {
            connection.readRequest();
            connection.send(ANSWER);
            script.run(connection);
        };
    }

    /** Takes the upgrade and sends back each byte. */
    static Script echo() {
        return then(Handshake::echo);
    }

    private static void echo(OriginConnection connection) throws Exception {
        while (true) {
            connection.send(connection.readBytes(1));
        }
    }
}
