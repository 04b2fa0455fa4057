package gateway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.Address;
import gateway.core.config.ConfigValidator;
import gateway.core.config.GatewayConfig;
import gateway.core.config.GatewayConfig.RequestIdPolicy;
import gateway.core.config.PoolConfig.BackendConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherFormsTest {
    @Test
    void namesABackendByItsHostWhereThatIsEnough() {
        GatewayConfig config = Yaml.read(
                        "{\"backend_pools\":{\"api\":{\"backends\":[\"api-1:8080\",\"api-2:8080\",\"api-2:8081\"],"
                                + "\"algorithm\":\"round-robin\"}}}")
                .config();

        assertThat(config.pools().get(0).backends())
                .extracting(BackendConfig::name)
                .containsExactly("api-1", "api-2:8080", "api-2:8081");
        assertThat(config.requestId()).isEqualTo(RequestIdPolicy.TRUSTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "{\"backend_pools\":{\"api\":{\"backend\":[\"a:1\"]}}}|gw.yaml:1:26: error: backend_pools.api.backend: unknown"
                        + " key \"backend\" (expected: backends or algorithm; did you mean backends?)",
                "{\"backend_pools\":{\"api\":{\"backends\":[\"a\"]}}}|gw.yaml:1:38: error: backend_pools.api.backends[0]: \"a\""
                        + " (expected: an address such as web-1:8080, \"[::1]:8080\" or unix:/run/app.sock; a port after the"
                        + " host)",
                "{\"backend_pools\":{\"api\":{\"backends\":[]}}}|gw.yaml:1:37: error: backend_pools.api.backends: none is given"
                        + " (expected: at least one, as in [127.0.0.1:8081])",
                "{\"backend_pools\":{\"a b\":{\"backends\":[\"a:1\"]}}}|gw.yaml:1:18: error: backend_pools: \"a b\" (expected: 1"
                        + " to 128 characters, without blanks and control characters)",
                "{\"backend_servers\":[{\"ip\":\"a\",\"port\":0}]}|gw.yaml:1:38: error: backend_servers[0].port: 0 (expected: a"
                        + " whole number, 1 to 65535)",
                "{\"backend_servers\":[{\"ip\":\"a b\",\"port\":1}]}|gw.yaml:1:21: error: backend_servers[0]: \"a b:1\""
                        + " (expected: a host name or an IP address before the port)",
                "{\"backend_servers\":[]}|gw.yaml:1:20: error: backend_servers: none is given (expected: at least one, as in"
                        + " [127.0.0.1:8081])",
                "{\"backend_servers\":[{\"ip\":\"a\"}]}|gw.yaml:1:21: error: backend_servers[0].port: is missing (expected: a"
                        + " whole number, 1 to 65535)",
                "{\"backend_servers\":[{\"ip\":\"a\",\"port\":1}],\"workers\":1}|gw.yaml:1:42: error: workers: unknown key"
                        + " \"workers\" (expected: backend_servers)",
            })
    void findsMistakesAtTheirPlaces(String text, String first) {
        assertThat(Yaml.problems(text)).first().isEqualTo(first);
    }

    @Test
    void quickConfigurationsAreInOrder() {
        GatewayConfig config =
                QuickConfig.of(Address.parse(":8080"), List.of(Address.parse("127.0.0.1:1"), Address.parse("web:2")));

        assertThat(ConfigValidator.validate(config)).isEmpty();
        assertThat(config.requestId()).isEqualTo(RequestIdPolicy.KEEP);
        assertThat(config.pools().get(0).backends())
                .extracting(BackendConfig::name)
                .containsExactly("127.0.0.1:1", "web:2");
        assertThat(Yaml.read(ConfigPrinter.yaml(config)).config()).isEqualTo(config);
    }

    @Test
    void listensWhereItIsToldTo() {
        GatewayConfig config = Yaml.read("{\"backend_servers\":[{\"ip\":\"127.0.0.1\",\"port\":8001}]}")
                .config();

        GatewayConfig moved = QuickConfig.withListen(config, Address.parse("127.0.0.1:9999"));

        assertThat(moved.listeners()).singleElement().satisfies(listener -> assertThat(listener.bind())
                .containsExactly(Address.parse("127.0.0.1:9999")));
        assertThat(moved.pools()).isEqualTo(config.pools());
    }
}
