package gateway.it.http1;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BodyFramingTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void aLengthStaysALength() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.answering(request -> ResponseText.of(201, request.body())));
        RawClient client = gateway.proxyTo(origin).client();

        RawResponse response =
                client.send(RequestText.withBody("POST", "/", "some data")).read();

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.header("Content-Length")).isEqualTo("9");
        assertThat(response.body()).isEqualTo("some data");
        assertThat(origin.request().header("Content-Length")).isEqualTo("9");
        assertThat(origin.request().has("Transfer-Encoding")).isFalse();
    }

    @Test
    void chunksStayChunks() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.answering(request -> ResponseText.chunked(request.body())));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.of("POST", "/", "Transfer-Encoding: chunked"));
        client.send(RequestText.chunked("some", " ", "data"));
        RawResponse response = client.read();

        assertThat(response.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(response.body()).isEqualTo("some data");
        assertThat(origin.request().header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(origin.request().body()).isEqualTo("some data");
    }

    @Test
    void chunkExtensionsAreNotPassedOn() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.of("POST", "/", "Transfer-Encoding: chunked") + "4;a=b\r\ndata\r\n0;c\r\n\r\n");

        assertThat(client.read().status()).isEqualTo(200);
        assertThat(origin.request().body()).isEqualTo("data");
    }

    @Test
    void aBodyDelimitedByCloseBecomesChunks() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\n\r\nuntil the end");
        });
        RawClient client = gateway.proxyTo(origin).client();

        RawResponse response = client.get("/");
        assertThat(response.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(response.body()).isEqualTo("until the end");
        assertThat(client.get("/again").body()).isEqualTo("until the end");
    }

    @Test
    void aBodyDelimitedByCloseStaysSoForAnOldClient() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\n\r\nuntil the end");
        });
        RawClient client = gateway.proxyTo(origin).client();

        RawResponse response = client.send("GET / HTTP/1.0\r\nHost: x\r\n\r\n").read();

        assertThat(response.closeDelimited()).isTrue();
        assertThat(response.body()).isEqualTo("until the end");
    }

    @Test
    void aGetMayHaveABody() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.withBody("GET", "/a", "GET /smuggled HTTP/1.1\r\n\r\n") + RequestText.get("/b"));
        client.read(2);

        assertThat(origin.requests()).extracting(OriginRequest::target).containsExactly("/a", "/b");
    }

    @Test
    void anEmptyBodyOfAPostKeepsItsLength() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.withBody("POST", "/a", "")).read();

        assertThat(origin.request().header("Content-Length")).isEqualTo("0");
    }

    @Test
    void largeBodiesArriveUnchangedBothWays() throws Exception {
        byte[] random = new byte[3_000_000];
        new Random(1).nextBytes(random);
        String body = new String(random, java.nio.charset.StandardCharsets.ISO_8859_1);
        ScriptedOrigin origin =
                gateway.origin(Script.answering(request -> request.target().equals("/length")
                        ? ResponseText.of(200, request.body())
                        : ResponseText.chunked(request.body())));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.withBody("PUT", "/length", body));
        assertThat(client.read().body().equals(body)).isTrue();

        client.send(RequestText.of("PUT", "/chunks", "Transfer-Encoding: chunked") + RequestText.chunked(body));
        assertThat(client.read().body().equals(body)).isTrue();
    }
}
