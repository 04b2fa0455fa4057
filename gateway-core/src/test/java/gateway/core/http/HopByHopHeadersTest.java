package gateway.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HopByHopHeadersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "connection",
                "Keep-Alive",
                "Proxy-Connection",
                "Upgrade",
                "HTTP2-Settings",
                "TE",
                "Proxy-Authorization"
            })
    void removesFromRequests(String name) {
        HttpHeaders headers = headers("Accept", "a", name, "b", name, "c");

        HopByHopHeaders.removeFromRequest(headers);

        assertThat(headers.names()).containsExactly("Accept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection", "Keep-Alive", "Proxy-Connection", "Upgrade", "TE", "Proxy-Authenticate"})
    void removesFromResponses(String name) {
        HttpHeaders headers = headers("Server", "a", name, "b");

        HopByHopHeaders.removeFromResponse(headers);

        assertThat(headers.names()).containsExactly("Server");
    }

    @Test
    void removesWhatConnectionListsInAnyCaseAndOverSeveralLines() {
        HttpHeaders headers = headers(
                "Connection",
                "close, x-a ,,X-B",
                "connection",
                "\tX-C",
                "X-A",
                "1",
                "x-b",
                "1",
                "X-C",
                "1",
                "X-D",
                "1");

        HopByHopHeaders.removeFromRequest(headers);

        assertThat(headers.names()).containsExactly("X-D");
    }

    @Test
    void removesWhatAResponsesConnectionLists() {
        HttpHeaders headers = headers("Connection", "X-A", "X-A", "1", "X-D", "1");

        HopByHopHeaders.removeFromResponse(headers);

        assertThat(headers.names()).containsExactly("X-D");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "Content-Length",
                "content-type",
                "Transfer-Encoding",
                "Trailer",
                "Content-Encoding",
                "Expect"
            })
    void keepsFramingAndRoutingFieldsThatConnectionLists(String name) {
        HttpHeaders headers = headers("Connection", "close, " + name, name, "a");

        HopByHopHeaders.removeFromRequest(headers);

        assertThat(headers.names()).containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource({"trailers", "Trailers", "'gzip, trailers;q=0.5, trailers'", "'deflate,trailers'"})
    void reducesTeToTrailersAndNamesItInConnection(String value) {
        HttpHeaders headers = headers("Connection", "TE, close", "TE", value);

        HopByHopHeaders.removeFromRequest(headers);

        assertThat(headers.getAll("TE")).containsExactly("trailers");
        assertThat(headers.getAll("Connection")).containsExactly("te");
    }

    @Test
    void leavesEverythingElseAlone() {
        HttpHeaders headers = headers(
                "Host", "a", "Transfer-Encoding", "chunked", "Trailer", "X", "Authorization", "b", "Via", "1.1 c");

        HopByHopHeaders.removeFromRequest(headers);

        assertThat(headers).hasSize(5);
    }

    static HttpHeaders headers(String... namesAndValues) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1].strip());
        }
        return headers;
    }
}
