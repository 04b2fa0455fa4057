package gateway.it.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FieldsPassTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void endToEndFieldsArriveInOrderAndUnchanged() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.of(
                        "GET", "/", "X-B: 2", "x-a: 1", "X-B: 3", "Cookie: a=b; c=d", "Authorization: Basic eA=="))
                .read();

        assertThat(origin.request().headers("X-B")).containsExactly("2", "3");
        assertThat(origin.request().header("X-A")).isEqualTo("1");
        assertThat(origin.request().header("Cookie")).isEqualTo("a=b; c=d");
        assertThat(origin.request().header("Authorization")).isEqualTo("Basic eA==");
    }

    @Test
    void theBackendsServerAndDatePass() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.answering(request -> ResponseText.of(
                200,
                "ok",
                "Server: tiny/1",
                "Date: Tue, 15 Nov 1994 08:12:31 GMT",
                "Set-Cookie: a=b",
                "Set-Cookie: c=d")));
        RawClient client = gateway.proxyTo(origin).client();

        RawResponse response = client.get("/");

        assertThat(response.header("Server")).isEqualTo("tiny/1");
        assertThat(response.header("Date")).isEqualTo("Tue, 15 Nov 1994 08:12:31 GMT");
        assertThat(response.headers("Set-Cookie")).containsExactly("a=b", "c=d");
        assertThat(response.reason()).isEqualTo("Status");
        assertThat(response.has("Proxy-Status")).isFalse();
    }

    @Test
    void namesWithAnUnderscoreAreDropped() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.of("GET", "/", "X_Forwarded_For: 6.6.6.6")).read();

        assertThat(origin.request().has("X_Forwarded_For")).isFalse();
    }

    @Test
    void theTargetPassesAsItWasWritten() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        String[] targets = {"/a%2Fb/%41?q=%2e&x=a/../b", "/a//b/", "/~%7E", "/?", "/a;v=1/b", "/%C3%A9"};
        for (String target : targets) {
            assertThat(client.get(target).status()).as(target).isEqualTo(200);
        }

        assertThat(origin.requests()).extracting("target").hasSize(targets.length);
        for (int i = 0; i < targets.length; i++) {
            assertThat(origin.requests().get(i).target()).isEqualTo(targets[i]);
        }
    }

    @Test
    void dotSegmentsAreResolved() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        client.get("/a/./b/../c%41");
        client.get("/a/%2e%2E/b");

        assertThat(origin.requests().get(0).target()).isEqualTo("/a/c%41");
        assertThat(origin.requests().get(1).target()).isEqualTo("/b");
    }
}
