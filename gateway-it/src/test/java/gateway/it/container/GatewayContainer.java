package gateway.it.container;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.HealthCheck;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The gateway's image, with nothing writable: no root file system, no temporary directory, no other user than its own. */
final class GatewayContainer extends GenericContainer<GatewayContainer> {
    private static final int PORT = 8080;

    GatewayContainer() {
        super(DockerImageName.parse(GatewayImage.NAME));
        withImagePullPolicy(image -> false);
        withExposedPorts(PORT);
        withCreateContainerCmdModifier(command -> {
            Objects.requireNonNull(command.getHostConfig()).withReadonlyRootfs(true);
            // The image's own check, only more often.
            command.withHealthcheck(new HealthCheck()
                    .withInterval(Duration.ofSeconds(1).toNanos())
                    .withTimeout(Duration.ofSeconds(10).toNanos()));
        });
        waitingFor(Wait.forHttp("/").forPort(PORT));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + getMappedPort(PORT) + "/");
    }

    /** {@code starting}, {@code healthy} or {@code unhealthy}. */
    String health() {
        return state().getHealth().getStatus();
    }

    /** Stops it as an operator does: SIGTERM, and SIGKILL later; its exit status. */
    long stopGracefully() {
        getDockerClient().stopContainerCmd(getContainerId()).withTimeout(25).exec();
        return Objects.requireNonNull(state().getExitCodeLong());
    }

    private ContainerState state() {
        return getDockerClient().inspectContainerCmd(getContainerId()).exec().getState();
    }
}
