package gateway.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.FullHttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalReplyTest {
    private final DateHeader date = new DateHeader(() -> 784111777000L);

    @Test
    void answersInText() {
        FullHttpResponse response = reply(FailureReason.NO_ROUTE, false, "*/*", "id-1");

        assertThat(response.status().code()).isEqualTo(404);
        assertThat(response.headers().get("Date")).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(response.headers().get("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(response.headers().get("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.headers().get("X-Request-ID")).isEqualTo("id-1");
        assertThat(response.headers().get("Proxy-Status"))
                .isEqualTo("gateway; error=destination_not_found; details=\"gateway.route.none\"");
        assertThat(body(response))
                .isEqualTo(
                        "404 Not Found\nNo host or route matches the request.\nReason: gateway.route.none\nRequest id: id-1\n");
    }

    @Test
    void answersInProblemJsonWhenTheClientAcceptsIt() {
        FullHttpResponse response = reply(FailureReason.NO_BACKEND, false, "application/json", "id-1");

        assertThat(response.headers().get("Content-Type")).isEqualTo("application/problem+json");
        assertThat(body(response))
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                                + "\"detail\":\"No backend is available.\",\"reason\":\"gateway.pool.down\",\"request_id\":\"id-1\"}\n");
    }

    @Test
    void leavesOutAnIdThatIsNotThere() {
        FullHttpResponse text = reply(FailureReason.MALFORMED_REQUEST, false, null, "");
        FullHttpResponse json = reply(FailureReason.MALFORMED_REQUEST, false, "application/json", "");

        assertThat(text.headers().contains("X-Request-ID")).isFalse();
        assertThat(body(text)).endsWith("Reason: client.parse.malformed\n");
        assertThat(body(json)).endsWith("\"reason\":\"client.parse.malformed\"}\n");
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheLengthOfEveryBodyAlsoOnHead(FailureReason reason) {
        FullHttpResponse get = reply(reason, false, null, "id-1");
        FullHttpResponse head = reply(reason, true, null, "id-1");

        assertThat(head.content().isReadable()).isFalse();
        assertThat(head.headers().get("Content-Length"))
                .isEqualTo(get.headers().get("Content-Length"))
                .isEqualTo(Integer.toString(body(get).length()));
    }

    @ParameterizedTest
    @EnumSource
    void namesTheReasonInEveryAnswer(FailureReason reason) {
        FullHttpResponse response = reply(reason, false, null, "id-1");

        assertThat(response.status().code()).isEqualTo(reason.status());
        assertThat(response.headers().get("Proxy-Status"))
                .matches("gateway(; error=[a-z_]+)?; details=\"[a-z.]+\"")
                .contains(reason.code());
        assertThat(response.headers().contains("Retry-After")).isEqualTo(reason.status() == 503);
        assertThat(response.headers().contains("Allow")).isEqualTo(reason.status() == 405);
        assertThat(body(response)).contains(reason.code()).hasSizeLessThan(200);
    }

    @Test
    void usesThePhrasesOfTheNewestRules() {
        assertThat(reply(FailureReason.TARGET_TOO_LONG, true, null, "").status())
                .hasToString("414 URI Too Long");
        assertThat(reply(FailureReason.BODY_TOO_LARGE, true, null, "").status()).hasToString("413 Content Too Large");
    }

    private FullHttpResponse reply(FailureReason reason, boolean isHead, @Nullable String accept, String id) {
        return LocalReply.of(reason, isHead, accept, id, date, UnpooledByteBufAllocator.DEFAULT);
    }

    private static String body(FullHttpResponse response) {
        ByteBuf content = response.content();
        String text = content.toString(StandardCharsets.UTF_8);
        response.release();
        return text;
    }
}
