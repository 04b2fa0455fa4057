package gateway.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        ":80, 0.0.0.0:80, true",
        ":80, 127.0.0.1:80, true",
        "[::]:80, [::1]:80, true",
        "a:80, a:80, true",
        "127.0.0.1:80, 127.0.0.2:80, false",
        ":80, :81, false",
        ":0, 127.0.0.1:0, false",
        "unix:/a, unix:/a, false",
        "unix:/a, :80, false"
    })
    void overlapsWhenBothTakeTheSameConnections(String one, String other, boolean overlaps) {
        assertThat(Address.parse(one).overlaps(Address.parse(other))).isEqualTo(overlaps);
        assertThat(Address.parse(other).overlaps(Address.parse(one))).isEqualTo(overlaps);
    }
}
