package gateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void knowsThatATableHoldsNone(@TempDir Path directory) throws Exception {
        Path table = directory.resolve("tcp");
        String established = "   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000\n";
        Files.writeString(table, established);
        assertThat(Handshakes.isNoneIn(table, 8080)).isTrue();

        Files.writeString(table, established + established.replace(" 01 ", " 03 "));
        assertThat(Handshakes.isNoneIn(table, 8080)).isFalse();
        assertThat(Handshakes.isNoneIn(table, 8081)).isTrue();
    }

    @Test
    void isNotCertainOfATableThatIsTooLongToRead(@TempDir Path directory) throws Exception {
        Path table = directory.resolve("tcp");
        Files.writeString(table, "x".repeat(Handshakes.LONGEST));

        assertThat(Handshakes.isNoneIn(table, 8080)).isFalse();
    }
}
