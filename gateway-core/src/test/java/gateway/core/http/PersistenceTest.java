package gateway.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PersistenceTest {
    @ParameterizedTest
    @MethodSource
    void readsConnection(HttpVersion version, List<String> lines, boolean expected) {
        HttpMessage message = new DefaultHttpResponse(version, HttpResponseStatus.OK);
        message.headers().add("Connection", lines);

        assertThat(Persistence.isKeepAlive(message)).isEqualTo(expected);
    }

    static Stream<Arguments> readsConnection() {
        HttpVersion v10 = HttpVersion.HTTP_1_0;
        HttpVersion v11 = HttpVersion.HTTP_1_1;
        return Stream.of(
                Arguments.of(v11, List.of(), true),
                Arguments.of(v10, List.of(), false),
                Arguments.of(v11, List.of("close"), false),
                Arguments.of(v11, List.of("Close"), false),
                Arguments.of(v11, List.of("keep-alive"), true),
                Arguments.of(v11, List.of("x-a, close"), false),
                Arguments.of(v11, List.of("x-a", "CLOSE"), false),
                Arguments.of(v11, List.of("keep-alive, close"), false),
                Arguments.of(v11, List.of("closed"), true),
                Arguments.of(v11, List.of("x-close"), true),
                Arguments.of(v11, List.of(""), true),
                Arguments.of(v11, List.of("upgrade"), true),
                Arguments.of(v10, List.of("keep-alive"), true),
                Arguments.of(v10, List.of("Keep-Alive"), true),
                Arguments.of(v10, List.of("x-a,Keep-Alive"), true),
                Arguments.of(v10, List.of("x-a", "keep-alive"), true),
                Arguments.of(v10, List.of("keep-alive", "close"), false),
                Arguments.of(v10, List.of("close"), false),
                Arguments.of(v10, List.of("x-keep-alive"), false));
    }
}
