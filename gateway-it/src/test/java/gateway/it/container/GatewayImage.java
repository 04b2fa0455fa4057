package gateway.it.container;

import gateway.it.process.Command;
import java.nio.file.Path;
import java.time.Duration;

/** The image that the Dockerfile describes, on a base that is there. */
final class GatewayImage {
    static final String BASE = "gateway-test/java:local";
    static final String NAME = "gateway-test/gateway:local";
    private static final Path ROOT = Path.of(System.getProperty("repository.root", ".."));

    private GatewayImage() {}

    /** Builds it from what target/ holds: the build stage finds it newer than the sources. */
    static void build() throws Exception {
        Command.run(
                Duration.ofMinutes(3),
                "docker",
                "build",
                "--tag",
                NAME,
                "--build-arg",
                "BUILD_BASE=" + BASE,
                "--build-arg",
                "RUNTIME_BASE=" + BASE,
                ROOT.toString());
    }
}
