package gateway.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.OpenSsl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TlsEngineTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void usesBoringSslWhereItsLibraryIsShipped() {
        OpenSsl.ensureAvailability();

        assertThat(TlsEngine.ours()).isEqualTo(TlsEngine.BORINGSSL);
        assertThat(OpenSsl.versionString()).isEqualTo("BoringSSL");
    }

    @Test
    void refusesRenegotiationWithTheEngineOfTheJdkToo() {
        TlsEngine.ours();

        assertThat(System.getProperty("jdk.tls.rejectClientInitiatedRenegotiation"))
                .isEqualTo("true");
    }
}
