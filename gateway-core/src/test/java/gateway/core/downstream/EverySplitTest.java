package gateway.core.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a read ends, the backend gets the same requests and the client the same bytes. */
class EverySplitTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n",
                "\r\nGET / HTTP/1.1\r\nHost: x\r\nX-A: b\r\n\r\nHEAD / HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhelloGET /2 HTTP/1.1\r\nHost: x\r\n\r\n",
                "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\nX-T: v\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\nGET /2 HTTP/1.0\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: other\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n\r\nrubbish\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: other\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nzz\r\n"
            })
    void isServedAlike(String requests) {
        Served whole = serve(List.of(requests));
        assertThat(whole.client()).isNotEmpty();

        for (int i = 1; i < requests.length(); i++) {
            Served split = serve(List.of(requests.substring(0, i), requests.substring(i)));
            assertThat(split).as("split at %s", i).isEqualTo(whole);
        }
        assertThat(serve(
                        requests.chars().mapToObj(c -> String.valueOf((char) c)).toList()))
                .as("byte by byte")
                .isEqualTo(whole);
    }

    private static Served serve(List<String> reads) {
        ClientFixture it = new ClientFixture().echoing();
        StringBuilder sent = new StringBuilder();
        for (String read : reads) {
            if (it.isOpen()) {
                it.receive(read);
            }
            sent.append(it.sent());
        }
        Served served = new Served(
                sent.toString(),
                List.copyOf(it.ended),
                it.isOpen() && !it.channel.isOutputShutdown(),
                it.backend.requests());
        it.channel.end();
        assertThat(it.admission.inFlight()).isZero();
        assertThat(it.isWheelEmpty()).isTrue();
        return served;
    }

    private record Served(String client, List<String> ended, boolean kept, List<String> backend) {}
}
