package gateway.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.http.RequestHead;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.TestPools;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

class UpstreamRequestTest {
    private final BackendPool pool = TestPools.withBackends(OutlierConfig.DEFAULT, "127.0.0.1:1", "127.0.0.1:2");
    private final HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");

    @Test
    void eachTryGetsTheHostOfItsOwnBackendWhereTheClientSentNone() {
        RequestHead parsed = parsed("");

        UpstreamRequest.forAttempt(request, parsed, 1, pool.backends().get(0));
        assertThat(request.headers().getAll("host")).containsExactly("127.0.0.1:1");

        UpstreamRequest.forAttempt(request, parsed, 2, pool.backends().get(1));
        assertThat(request.headers().getAll("host")).containsExactly("127.0.0.1:2");
    }

    @Test
    void theClientsHostStays() {
        request.headers().set("host", "x:8080");

        UpstreamRequest.forAttempt(request, parsed("x:8080"), 1, pool.backends().get(0));

        assertThat(request.headers().getAll("host")).containsExactly("x:8080");
    }

    @Test
    void furtherTriesAreNumbered() {
        request.headers().set("host", "x");

        UpstreamRequest.forAttempt(request, parsed("x"), 1, pool.backends().get(0));
        assertThat(request.headers().contains("x-gateway-attempt")).isFalse();

        UpstreamRequest.forAttempt(request, parsed("x"), 3, pool.backends().get(0));
        assertThat(request.headers().get("x-gateway-attempt")).isEqualTo("3");
    }

    private RequestHead parsed(String authority) {
        return new RequestHead(
                HttpMethod.GET, "http", authority, authority, "/", "/", "", request.headers(), "127.0.0.1");
    }
}
