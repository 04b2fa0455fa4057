package gateway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakesTest {
    @ParameterizedTest
    @CsvSource({
        "'   1: 0100007F:1F90 0100007F:C350 03 00000000:00000000 01:00000063 00000000', true",
        "'  12: 00000000000000000000000001000000:1F90 00000000000000000000000001000000:C350 03 0:0', true",
        "'   1: 0100007F:1F91 0100007F:1F90 03 00000000:00000000 01:00000063 00000000', false",
        "'   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 01:00000063 00000000', false",
        "'  sl  local_address rem_address   st tx_queue rx_queue tr tm->when', false",
        "'', false"
    })
    void knowsAHandshakeInTheKernelsTable(String line, boolean isHandshake) {
        assertThat(Handshakes.isHandshake(line, 8080)).isEqualTo(isHandshake);
    }

    @Test
    void findsNoneWhereConnectionsAreEstablished() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/net/tcp")), "no /proc");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            assertThat(client.isConnected()).isTrue();
            assertThat(Handshakes.isNoneUnderWay(server.getLocalPort())).isTrue();
        }
    }
}
