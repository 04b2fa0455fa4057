package gateway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.GatewayConfig;
import gateway.core.config.TimeoutConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ConfigPrinterTest {
    @Test
    void printsDefaultsThatAreTheDefaults() {
        String defaults = ConfigPrinter.defaults();
        GatewayConfig printed = Yaml.read(defaults).config();
        GatewayConfig bare = Yaml.read("""
                listeners: { http: { bind: ":8080" } }
                hosts: [{ names: ["*"], routes: [{ pool: app }] }]
                pools: { app: ["127.0.0.1:8081"] }
                """).config();

        assertThat(printed.timeouts()).isEqualTo(TimeoutConfig.DEFAULTS);
        assertThat(ConfigPrinter.yaml(printed).replaceAll("(?m)^timeouts:\n(  .*\n)+", ""))
                .isEqualTo(ConfigPrinter.yaml(bare));
        assertThat(defaults.lines()).allMatch(line -> line.contains("# "));
    }

    @Test
    void printsExamplesThatCanBeSwitchedOn() {
        String all = ConfigPrinter.defaults()
                .replaceAll("(?m)^( *)# ([a-z_]+: )", "$1$2")
                .replaceAll("(?m)^include:.*$", "")
                // Instead of the pool, not beside it.
                .replaceAll("(?m)^ *redirect:.*$", "");

        assertThat(Yaml.read(all).config().monitoring()).isPresent();
    }

    @Test
    void readsBackWhatItPrints() {
        GatewayConfig config = Yaml.read("""
                workers: 3
                runtime: { transport: nio }
                trusted_proxies: [10.0.0.0/8, "::1"]
                request_id: keep
                limits: { max_concurrent: 7, body_size: 10MB }
                timeouts: { client_head: 1500ms, total: off, pre_stop: 5s }
                access_log: { keep: [] }
                monitoring: { bind: "[::1]:9902" }
                admin: { bind: ":9901", token_file: "a b" }
                listeners:
                  "a: b#": { bind: [":8080", unix:/run/x.sock], trusted_proxies: [], timeouts: { client_idle: 1d } }
                  "on": { bind: ":8081", protocols: [h2], connections: { max_age: 90s, max_requests: 7 }, trusted_proxies: [1.2.3.4], proxy_protocol: { from: [10.0.0.0/8, unix] } }
                  tried: { bind: ":8443", tls: self_signed }
                  "tls":
                    bind: ":8444"
                    timeouts: { tls_handshake: 2s }
                    tls:
                      certificates:
                        - { certificate: a.pem, key: "b c.key", ocsp_response: a.ocsp }
                        - { directory: /certs, client_auth: { ca: staff.pem, mode: optional } }
                      unknown_sni: reject
                      ticket_keys_file: tickets.key
                      client_auth: { ca: /ca.pem }
                      max_handshakes: 7
                hosts:
                  - names: ["*", "*.example.com"]
                    listeners: ["on"]
                    routes:
                      - { name: "x\\"\\\\$${y}", match: { path: /a%20b }, rewrite: { strip_prefix: / }, retry: { tries: 5 }, pool: "1" }
                      - { match: { path_prefix: /b }, rewrite: { replace_prefix: /c }, timeouts: { connect: 1ms }, pool: "null" }
                pools:
                  "1": { backends: ["a:1", { name: "ü", address: "b:2" }], sticky: { cookie: C }, passive_health: off, tls: on, proxy_protocol: v2 }
                  "null": { backends: ["unix:/x"], connections: { keepalive: off, max_idle: 0 }, algorithm: least-connections, proxy_protocol: v1,
                            tls: { verify: off, ca: /ca.pem, sni: a.b, verify_name: "::1", certificate: /c.pem, key: /k.pem } }
                """.replace("\"a: b#\"", "\"a:b#\"")).config();

        String text = ConfigPrinter.yaml(config);

        assertThat(Yaml.read(text).config()).isEqualTo(config);
        assertThat(Yaml.read(text, Map.of("y", "wrong")).config()).isEqualTo(config);
    }

    /** Another parser sees the same texts: nothing that is meant as one is taken for a number or a boolean. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "web-1:8080",
                "null",
                "true",
                "~",
                "*",
                ":80",
                "[::1]:80",
                "a: b",
                "a #b",
                "- a",
                "${x}",
                "\"",
                "\\",
                "\n\t\u0007",
                "\u00fc",
                "",
                " ",
                "unix:/a b",
                "{a}",
                "a:",
                "yes",
                "0x10",
                "1e3",
                "@a",
                "1:30",
                "17",
                "1.5",
                "5s",
                "1.2.3.4:5",
                "1.2.3.4/5",
                "1_000"
            })
    void quotesWhatNeedsQuotes(String text) {
        String yaml = YamlWriter.write(Map.of("key", text, "list", List.of(text)));

        Map<?, ?> read = new YAMLMapper().readValue(yaml, Map.class);

        assertThat(read.get("key")).isEqualTo(text.replace("${", "$${"));
        assertThat((List<?>) read.get("list")).singleElement().isEqualTo(read.get("key"));
    }
}
