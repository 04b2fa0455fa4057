package gateway.it.container;

import gateway.it.process.NginxText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** A real nginx that listens on port 8001 of its container, as in the seed documents. */
final class NginxContainer extends GenericContainer<NginxContainer> {
    static final String IMAGE = "gateway-test/nginx:local";
    static final int PORT = 8001;

    NginxContainer(String name) {
        super(DockerImageName.parse(IMAGE));
        withImagePullPolicy(image -> false);
        withCopyToContainer(Transferable.of(NginxText.server(name, "8001", "/srv")), "/etc/nginx/nginx.conf");
        withCopyToContainer(Transferable.of("hello from a container\n"), "/srv/www/index.html");
        withCommand("nginx", "-g", "daemon off;");
        withExposedPorts(PORT);
        // Not a look at the port: that needs tools in the image that are not there.
        waitingFor(Wait.forHttp("/").forPort(PORT));
    }

    /** One that speaks TLS only. */
    static NginxContainer encrypted(String name, String certificate, String key) {
        NginxContainer container = new NginxContainer(name);
        container.withCopyToContainer(
                Transferable.of(NginxText.server(name, "8001 ssl", "/srv")
                        .replace(
                                "access_log off;",
                                "access_log off; ssl_certificate /srv/tls.crt; ssl_certificate_key /srv/tls.key;")),
                "/etc/nginx/nginx.conf");
        container.withCopyToContainer(Transferable.of(certificate), "/srv/tls.crt");
        container.withCopyToContainer(Transferable.of(key), "/srv/tls.key");
        container.waitingFor(Wait.forHttps("/").forPort(PORT).allowInsecure());
        return container;
    }

    /** The port on this machine that leads to it. */
    int port() {
        return getMappedPort(PORT);
    }

    /** How many requests it has served, by its own count. */
    long served() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port() + "/served");
        String status = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
        return Long.parseLong(status.lines().toList().get(2).strip().split(" ", -1)[2]);
    }

    /** Ends it as a crash does (SIGKILL). */
    void kill() {
        getDockerClient().killContainerCmd(getContainerId()).exec();
    }
}
