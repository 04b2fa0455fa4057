package gateway.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.Address;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectTargetsTest {
    private final ConnectTargets it = new ConnectTargets(List.of(
            Address.parse("api.example.com:443"),
            Address.parse("*.shop.example.com:443"),
            Address.parse("*:8443"),
            Address.parse("[::1]:22"),
            Address.parse("10.0.0.5:22")));

    @ParameterizedTest
    @CsvSource({
        "api.example.com:443, true",
        "API.Example.com:443, true",
        "api.example.com:80, false",
        "api.example.com:4430, false",
        "xapi.example.com:443, false",
        "a.shop.example.com:443, true",
        "a.b.shop.example.com:443, true",
        "shop.example.com:443, false",
        "ashop.example.com:443, false",
        "a.shop.example.com:44, false",
        "anything:8443, true",
        "192.0.2.1:8443, true",
        "[::1]:22, true",
        "[::2]:22, false",
        "10.0.0.5:22, true",
        "10.0.0.51:22, false"
    })
    void aTargetMustBeInTheList(String target, boolean allowed) {
        assertThat(it.allow(Address.parse(target))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "anything:8443, 192.0.2.1, true",
        "anything:8443, 10.0.0.1, true",
        "anything:8443, 127.0.0.1, false",
        "anything:8443, 127.9.9.9, false",
        "anything:8443, 0.0.0.0, false",
        "anything:8443, 169.254.169.254, false",
        "anything:8443, ::1, false",
        "anything:8443, fe80::1, false",
        "anything:8443, 224.0.0.1, false",
        "a.shop.example.com:443, 127.0.0.1, false",
        "api.example.com:443, 127.0.0.1, true",
        "[::1]:22, ::1, true"
    })
    void aWildcardDoesNotLeadIntoTheMachine(String target, String address, boolean allowed) {
        assertThat(it.allow(
                        Address.parse(target),
                        Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(address))))
                .isEqualTo(allowed);
    }
}
