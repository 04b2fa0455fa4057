package gateway.core.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Http1PersistenceTest {
    private final Http1Persistence it = new Http1Persistence();

    /** Client, the backend's framing; what the client gets, and how the connection goes on. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // version, method, Connection, status, Transfer-Encoding, Content-Length | T-E, Connection, kept, ends
                // by close
                "1.1, GET, -, 200, -, 5, -, -, true, false",
                "1.1, GET, -, 200, chunked, -, chunked, -, true, false",
                "1.1, GET, -, 200, -, -, chunked, -, true, false",
                "1.1, GET, close, 200, -, 5, -, close, false, false",
                "1.1, GET, close, 200, -, -, chunked, close, false, false",
                "1.1, HEAD, -, 200, -, -, -, -, true, false",
                "1.1, HEAD, -, 200, -, 5, -, -, true, false",
                "1.1, GET, -, 204, -, -, -, -, true, false",
                "1.1, GET, -, 304, -, -, -, -, true, false",
                "1.0, GET, -, 200, -, 5, -, close, false, false",
                "1.0, GET, keep-alive, 200, -, 5, -, keep-alive, true, false",
                "1.0, GET, 'keep-alive, close', 200, -, 5, -, close, false, false",
                "1.0, GET, keep-alive, 200, chunked, -, -, close, false, true",
                "1.0, GET, keep-alive, 200, -, -, -, close, false, true",
                "1.0, HEAD, keep-alive, 200, -, -, -, keep-alive, true, false",
                "1.0, GET, keep-alive, 304, -, -, -, keep-alive, true, false",
            })
    void decides(
            String version,
            String method,
            @Nullable String connection,
            int status,
            @Nullable String coding,
            @Nullable String length,
            @Nullable String newCoding,
            @Nullable String newConnection,
            boolean kept,
            boolean endsByClose) {
        it.begin(request(version, method, connection));
        HttpResponse response = response(status, coding, length);

        it.apply(response, false);

        assertThat(response.headers().get("transfer-encoding")).isEqualTo(newCoding);
        assertThat(response.headers().get("content-length")).isEqualTo(length);
        assertThat(response.headers().get("connection")).isEqualTo(newConnection);
        assertThat(it.isKeepAlive()).isEqualTo(kept);
        assertThat(it.endsByClose()).isEqualTo(endsByClose);
    }

    @Test
    void aGatewayThatDrainsKeepsNoConnection() {
        it.begin(request("1.1", "GET", null));
        HttpResponse response = response(200, null, "5");

        it.apply(response, true);

        assertThat(response.headers().get("connection")).isEqualTo("close");
        assertThat(it.isKeepAlive()).isFalse();
    }

    @Test
    void aHeadThatCouldNotBeReadEndsTheConnection() {
        it.begin(null);
        HttpResponse response = response(408, null, "5");

        it.apply(response, false);

        assertThat(response.headers().get("connection")).isEqualTo("close");
    }

    @Test
    void eachTurnIsDecidedAnew() {
        it.begin(request("1.0", "GET", null));
        it.apply(response(200, "chunked", null), false);

        it.begin(request("1.1", "GET", null));
        it.apply(response(200, "chunked", null), false);

        assertThat(it.isKeepAlive()).isTrue();
        assertThat(it.endsByClose()).isFalse();
    }

    private static HttpRequest request(String version, String method, @Nullable String connection) {
        HttpRequest request = new DefaultHttpRequest(
                version.equals("1.0") ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), "/");
        if (connection != null) {
            request.headers().set("connection", connection);
        }
        return request;
    }

    private static HttpResponse response(int status, @Nullable String coding, @Nullable String length) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        if (coding != null) {
            response.headers().set("transfer-encoding", coding);
        }
        if (length != null) {
            response.headers().set("content-length", length);
        }
        return response;
    }
}
