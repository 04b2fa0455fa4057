package gateway.it.limits;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HeadLimitsTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void aHeadOf15KiBPassesByDefault() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.send(RequestText.of("GET", "/", "X-A: " + "x".repeat(15_000)))
                        .read()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aReloadChangesTheSizeForNewConnections() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        String site = "listeners: { http: { bind: \"127.0.0.1:0\" } }\n"
                + "hosts: [{ names: [\"*\"], pool: main }]\npools: { main: { backends: [\"" + origin.address()
                + "\"] } }\n";
        gateway.start(site);
        String large = RequestText.of("GET", "/", "X-A: " + "x".repeat(4_000));
        RawClient before = gateway.client();
        assertThat(before.send(large).read().status()).isEqualTo(200);

        gateway.reload(site + "limits: { header_size: 2KiB }\n");

        assertThat(before.send(large).read().status()).isEqualTo(200);
        assertThat(gateway.client().send(large).read().status()).isEqualTo(431);
    }

    @Test
    void aTargetMayBeAsLongAsTheHeadAllows() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.get("/" + "x".repeat(15_000)).status()).isEqualTo(200);
    }

    @Test
    void manySmallFieldsAreBoundedByTheirSum() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        String[] fields = new String[90];
        java.util.Arrays.fill(fields, "X-A: " + "x".repeat(200));

        assertThat(client.send(RequestText.of("GET", "/", fields)).read().status())
                .isEqualTo(431);
        assertThat(client.isClosedByPeer()).isTrue();
    }

    @Test
    void aHundredAndOneFieldsAreTooMany() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        String[] fields = new String[101];
        java.util.Arrays.fill(fields, "X-A: b");

        assertThat(client.send(RequestText.of("GET", "/", fields)).read().status())
                .isEqualTo(431);
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void theConfiguredLimitHolds() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client =
                gateway.with("limits: { header_size: 2KiB }").proxyTo(origin).client();

        assertThat(client.send(RequestText.of("GET", "/", "X-A: " + "x".repeat(1_500)))
                        .read()
                        .status())
                .isEqualTo(200);
        assertThat(client.send(RequestText.of("GET", "/", "X-A: " + "x".repeat(2_500)))
                        .read()
                        .status())
                .isEqualTo(431);
    }

    @Test
    void trailersShareTheBound() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.of("POST", "/", "Transfer-Encoding: chunked") + "0\r\nX-A: " + "x".repeat(20_000)
                + "\r\n\r\n");

        assertThat(client.read().status()).isIn(400, 431);
    }

    @Test
    void theResponseHeadIsBoundedToo() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.answering(request ->
                ResponseText.of(200, "", "X-A: " + "x".repeat(request.target().equals("/small") ? 2_000 : 5_000))));
        RawClient client = gateway.with("limits: { response_header_size: 4KiB }")
                .proxyTo(origin)
                .client();

        assertThat(client.get("/small").status()).isEqualTo(200);
        assertThat(client.get("/large").status()).isEqualTo(502);
    }

    @Test
    void aResponseHeadOf60KiBPassesByDefault() throws Exception {
        ScriptedOrigin origin =
                gateway.origin(Script.answering(request -> ResponseText.of(200, "", "X-A: " + "x".repeat(60_000))));
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.get("/").header("X-A")).hasSize(60_000);
    }
}
