package gateway.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import gateway.core.http.FailureReason;
import gateway.server.FakeExchange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromtoolTest {
    @TempDir
    Path folder;

    @Test
    void promtoolFindsNothingToComplainAbout() throws Exception {
        requirePromtool();
        Path text = folder.resolve("metrics.txt");
        Path output = folder.resolve("promtool.txt");
        try (FakeGateway gateway = new FakeGateway();
                PrometheusMetrics metrics = new PrometheusMetrics()) {
            metrics.bind(gateway.source());
            metrics.configured(FakeGateway.config("api"));
            metrics.onExchangeEnd(
                    new FakeExchange().on(gateway.route("api"), gateway.first).failed(FailureReason.CONNECT_TIMEOUT));
            // Some families of the JVM appear with the first collection only.
            System.gc();
            Files.writeString(text, metrics.scrape(null));
        }

        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(text.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(promtool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output, StandardCharsets.UTF_8)).isEmpty();
        assertThat(promtool.exitValue()).isZero();
    }

    private static void requirePromtool() {
        boolean isThere = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
        if (isThere) {
            return;
        }
        String reason = "promtool is not installed (Debian: apt-get install prometheus)";
        if ("required".equals(System.getProperty("tools"))) {
            fail(reason);
        }
        abort(reason);
    }
}
