package gateway.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MessagesCommandTest {
    private static final String REQUEST =
            "{\"src\":\"c\",\"dest\":\"p\",\"body\":{\"type\":\"http_request\",\"msg_id\":1,\"path\":\"/api/x\"}}\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory = Path.of("");

    @Test
    void answersUntilTheInputEnds() {
        assertThat(run(out, REQUEST + REQUEST)).isZero();
        assertThat(out()).hasLineCount(2).endsWith("\"status\":200,\"backend\":\"api-2\"}}\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void routesAsTheFileSays() throws IOException {
        write("gateway.yaml", """
                listeners:
                  http: { bind: "127.0.0.1:0" }
                hosts:
                  - names: ["*"]
                    routes:
                      - { name: api, match: { path_prefix: /api }, rewrite: { strip_prefix: /api }, pool: web }
                pools:
                  web: { backends: ["web-1:80", { name: second, address: "web-2:80" }], sticky: { cookie: ID } }
                """);

        assertThat(run(out, REQUEST + REQUEST, "-c", "gateway.yaml", "--full")).isZero();
        assertThat(out())
                .contains("\"backend\":\"web-1:80\"")
                .contains("\"backend\":\"second\"")
                .contains("\\\"path\\\":\\\"/x\\\"")
                .contains("\"Set-Cookie\":\"ID=");
    }

    @Test
    void takesTheFormOfDocument000() throws IOException {
        write("pools.json", """
                {"backend_pools": {
                  "api": {"backends": ["api-1:8080", "api-2:8080"], "algorithm": "round-robin"},
                  "web": {"backends": ["same:1", "same:2"], "algorithm": "least-connections"}
                }}
                """);

        assertThat(run(out, REQUEST + REQUEST.replace("/api/x", "/web"), "-c", "pools.json"))
                .isZero();
        assertThat(out()).contains("\"backend\":\"api-1\"").contains("\"backend\":\"same:1\"");
    }

    @Test
    void refusesABadFileWithItsPlace() throws IOException {
        write("bad.yaml", "listenrs: {}\n");

        assertThat(run(out, REQUEST, "-c", "bad.yaml")).isEqualTo(78);
        assertThat(out()).isEmpty();
        assertThat(err.toString()).contains("bad.yaml:1:1").contains("listenrs");
    }

    @Test
    void saysWhenNobodyReadsTheAnswers() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        assertThat(run(closed, REQUEST)).isEqualTo(1);
        assertThat(err.toString()).contains("Broken pipe");
    }

    private int run(OutputStream to, String input, String... arguments) {
        MessagesCommand command = new MessagesCommand(
                Map.of(), directory, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), to);
        return new CommandLine(command).setErr(new PrintWriter(err, true)).execute(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
