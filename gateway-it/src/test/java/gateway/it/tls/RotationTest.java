package gateway.it.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.core.downstream.HandshakeCounts.Version;
import gateway.core.downstream.ListenerStats;
import gateway.it.fixture.GatewayExtension;
import gateway.it.tls.TlsClient.Identity;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that change while the gateway runs. */
class RotationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @TempDir
    Path directory;

    private Authority authority;
    private Identity identity;

    @BeforeEach
    void makeAuthority() throws Exception {
        authority = new Authority(directory, "authority");
        identity = Identity.trusting(authority);
    }

    private String text(String tls) throws Exception {
        return """
                listeners: { https: { bind: "127.0.0.1:0", tls: { %s } } }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: ["%s"] }
                """.formatted(tls, gateway.backends(1).get(0).address());
    }

    private BigInteger serial() throws IOException {
        return serial("shop.test");
    }

    private BigInteger serial(String name) throws IOException {
        try (TlsClient client = identity.connect(gateway.address(), name)) {
            return client.shown().getSerialNumber();
        }
    }

    private static BigInteger serial(X509Bundle bundle) {
        return bundle.getCertificate().getSerialNumber();
    }

    @Test
    void aReplacedFileIsServedSoon() throws Exception {
        gateway.start(text("certificates: [" + authority.combined("shop.pem", authority.server("shop.test")) + "]"));
        X509Bundle next = authority.server("shop.test");

        authority.write("shop.pem", Authority.combined(next));

        await().atMost(PATIENCE).until(() -> serial().equals(serial(next)));
        assertThat(gateway.running().certificateErrors()).isZero();
    }

    @Test
    void aLinkThatIsSwappedAsKubernetesDoesIsServedSoon() throws Exception {
        Path mount = Files.createDirectory(directory.resolve("mount"));
        link(mount, "..1", authority.server("shop.test"));
        Files.createSymbolicLink(mount.resolve("tls.crt"), Path.of("..data/tls.crt"));
        Files.createSymbolicLink(mount.resolve("tls.key"), Path.of("..data/tls.key"));
        gateway.start(text("certificates: [{ directory: " + mount + " }]"));
        X509Bundle next = authority.server("shop.test");

        link(mount, "..2", next);

        await().atMost(PATIENCE).until(() -> serial().equals(serial(next)));
    }

    private static void link(Path mount, String version, X509Bundle bundle) throws IOException {
        Path files = Files.createDirectory(mount.resolve(version));
        Files.writeString(files.resolve("tls.crt"), bundle.getCertificatePathPEM());
        Files.writeString(files.resolve("tls.key"), bundle.getPrivateKeyPEM());
        Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(version));
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aBadFileIsNotServedButCounted() throws Exception {
        X509Bundle good = authority.server("shop.test");
        gateway.start(text("certificates: [" + authority.combined("shop.pem", good) + "]"));
        X509Bundle expired = authority.server(Algorithm.ecp256, Instant.now().minus(Duration.ofDays(1)), "shop.test");

        authority.write("shop.pem", "nothing");
        await().atMost(PATIENCE).until(() -> gateway.running().certificateErrors() == 1);
        assertThat(serial()).isEqualTo(serial(good));
        authority.write("shop.pem", Authority.combined(expired));
        await().atMost(PATIENCE).until(() -> gateway.running().certificateErrors() == 2);
        assertThat(serial()).isEqualTo(serial(good));

        X509Bundle next = authority.server("shop.test");
        authority.write("shop.pem", Authority.combined(next));
        await().atMost(PATIENCE).until(() -> serial().equals(serial(next)));
    }

    @Test
    void aReloadWithAFileThatIsGoneKeepsTheCertificate() throws Exception {
        X509Bundle good = authority.server("shop.test");
        String text = text("certificates: [" + authority.combined("shop.pem", good) + "]");
        gateway.start(text);
        Files.delete(directory.resolve("shop.pem"));

        gateway.reload(text);

        assertThat(serial()).isEqualTo(serial(good));
    }

    @Test
    void ticketsOutliveAReloadAndANewCertificate() throws Exception {
        String text = text("certificates: [" + authority.combined("shop.pem", authority.server("shop.test")) + "]");
        gateway.start(text);
        ask();
        gateway.reload(text);
        ask();
        X509Bundle next = authority.server("shop.test");
        authority.write("shop.pem", Authority.combined(next));
        await().atMost(PATIENCE).until(() -> gateway.running()
                .certificates()
                .get(0)
                .notAfter()
                .equals(next.getCertificate().getNotAfter().toInstant()));
        ask();

        ListenerStats stats = gateway.running().listenerStats().get(0);
        assertThat(stats.handshakes(Version.TLS_1_3, true)).isEqualTo(2);
    }

    private void ask() throws IOException {
        try (TlsClient client = identity.connect(gateway.address(), "shop.test")) {
            assertThat(client.get("shop.test")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void rotationEverySecondUnderLoadLosesNoRequest() throws Exception {
        gateway.start(text("certificates: [" + authority.combined("shop.pem", authority.server("shop.test")) + "]"));
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        List<String> failures = new CopyOnWriteArrayList<>();
        Thread connecting = load(stop, answered, failures, 1);
        Thread keeping = load(stop, answered, failures, 1_000_000);
        BigInteger last = BigInteger.ZERO;
        for (int i = 0; i < 5; i++) {
            X509Bundle next = authority.server("shop.test");
            authority.write("shop.pem", Authority.combined(next));
            last = serial(next);
            BigInteger awaited = last;
            await().pollDelay(Duration.ofMillis(900)).atMost(PATIENCE).until(() -> serial().equals(awaited));
        }
        stop.set(true);
        connecting.join(10_000);
        keeping.join(10_000);

        assertThat(failures).isEmpty();
        assertThat(answered.get()).isGreaterThan(100);
        assertThat(serial()).isEqualTo(last);
    }

    private Thread load(AtomicBoolean stop, AtomicInteger answered, List<String> failures, int perConnection) {
        Thread thread = new Thread(() -> {
            while (!stop.get()) {
                try (TlsClient client = Identity.trusting(authority).connect(gateway.address(), "shop.test")) {
                    for (int i = 0; i < perConnection && !stop.get(); i++) {
                        if (!client.get("shop.test").startsWith("HTTP/1.1 200 ")) {
                            failures.add("no 200");
                        }
                        answered.incrementAndGet();
                    }
                } catch (Exception e) {
                    failures.add(e.toString());
                }
            }
        });
        thread.start();
        return thread;
    }
}
