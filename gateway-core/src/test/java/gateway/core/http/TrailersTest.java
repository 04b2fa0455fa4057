package gateway.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "Transfer-Encoding",
                "Trailer",
                "Content-Type",
                "Authorization",
                "Cookie",
                "Set-Cookie",
                "X-Forwarded-For",
                "x-forwarded-proto",
                "X-Forwarded-Prefix",
                "Forwarded",
                "X-Real-IP",
                "Connection",
                "Upgrade",
                "Proxy-Authorization",
                "WWW-Authenticate",
                "Location",
                "X-Request-ID",
                "X-Client-Cert-Subject",
                "X-Client-Cert-Fingerprint",
                "X_Forwarded_For",
                "TE",
                "Expect"
            })
    void removes(String name) {
        HttpHeaders trailers = HopByHopHeadersTest.headers("X-Checksum", "1", name, "2", name, "3");

        Trailers.filter(trailers);

        assertThat(trailers.names()).containsExactly("X-Checksum");
    }

    @Test
    void keepsWhatBelongsInTrailers() {
        HttpHeaders trailers = HopByHopHeadersTest.headers(
                "grpc-status",
                "0",
                "Server-Timing",
                "a",
                "Digest",
                "b",
                "ETag",
                "c",
                "Age",
                "1",
                "Cache-Control",
                "no-store",
                "X-A",
                "1",
                "X-A",
                "2");

        Trailers.filter(trailers);

        assertThat(trailers).hasSize(8);
    }

    @Test
    void takesTheSharedEmptyOnes() {
        Trailers.filter(LastHttpContent.EMPTY_LAST_CONTENT.trailingHeaders());

        assertThat(LastHttpContent.EMPTY_LAST_CONTENT.trailingHeaders()).isEmpty();
    }
}
