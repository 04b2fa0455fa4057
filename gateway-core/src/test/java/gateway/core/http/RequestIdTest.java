package gateway.core.http;

import static gateway.core.config.GatewayConfig.RequestIdPolicy.KEEP;
import static gateway.core.config.GatewayConfig.RequestIdPolicy.TRUSTED;
import static gateway.core.http.HopByHopHeadersTest.headers;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
    private final RequestId.Generator generator = new RequestId.Generator();

    @Test
    void keepsTheIdOfATrustedPeer() {
        HttpHeaders headers = headers("X-Request-ID", "abc-1");

        assertThat(RequestId.choose(headers, true, TRUSTED, generator)).isEqualTo("abc-1");
        assertThat(RequestId.choose(headers, false, KEEP, generator)).isEqualTo("abc-1");
        assertThat(RequestId.choose(headers, false, TRUSTED, generator)).hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "<a>", "a\u00e4", "a,b", "a/b", "a;b", "a\tb"})
    void makesANewOneForWhatIsNotWellFormed(String given) {
        assertThat(RequestId.isWellFormed(given)).isFalse();
        assertThat(RequestId.choose(headers("X-Request-ID", given), true, KEEP, generator))
                .hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z9._:-", "01J9ZK", "550e8400-e29b-41d4-a716-446655440000"})
    void takesWhatIsWellFormed(String given) {
        assertThat(RequestId.isWellFormed(given)).isTrue();
    }

    @Test
    void takes128CharactersAndNoMore() {
        assertThat(RequestId.isWellFormed("a".repeat(128))).isTrue();
        assertThat(RequestId.isWellFormed("a".repeat(129))).isFalse();
    }

    @Test
    void makesUuidsOfVersion7() {
        String text = new RequestId.Generator(() -> 0x0123456789ABL).next();
        UUID id = UUID.fromString(text);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.toString()).isEqualTo(text).startsWith("01234567-89ab-7");
        assertThat(RequestId.isWellFormed(text)).isTrue();
    }

    @Test
    void repeatsNoIdWithinAMillisecondOrBetweenLoops() {
        RequestId.Generator one = new RequestId.Generator(() -> 1);
        RequestId.Generator other = new RequestId.Generator(() -> 1);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            ids.add(one.next());
            ids.add(other.next());
        }

        assertThat(ids).hasSize(100_000);
    }
}
