package gateway.core.downstream.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gateway.core.config.TlsConfig;
import gateway.core.config.TlsConfig.CertificateConfig;
import gateway.core.config.TlsConfig.CertificateDirectory;
import gateway.core.config.TlsConfig.CertificateFiles;
import gateway.core.config.TlsConfig.ClientAuthConfig;
import gateway.core.config.TlsConfig.ClientAuthMode;
import gateway.core.config.TlsConfig.UnknownSni;
import gateway.core.downstream.tls.TlsSetup.Change;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is served of which files, over changes of them and of the configuration. */
class TlsSetupTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final List<String> HTTP = List.of("http/1.1");

    @TempDir
    Path directory;

    private final TlsSetup setup = new TlsSetup();
    private final List<ServedCertificate> made = new ArrayList<>();
    private @Nullable ListenerTls tls;

    @AfterEach
    void releaseAll() {
        made.stream().distinct().forEach(one -> one.context().release());
    }

    private Change load(TlsConfig config) throws UnusableTlsException {
        return load(config, NOW);
    }

    private Change load(TlsConfig config, Instant now) throws UnusableTlsException {
        Change change = setup.load("https", config, HTTP, tls, now);
        made.addAll(change.fresh());
        tls = change.apply();
        return change;
    }

    private List<String> served() {
        return loaded().certificates().stream()
                .map(each -> each.names().isEmpty() ? "-" : each.names().get(0))
                .toList();
    }

    private ListenerTls loaded() {
        if (tls == null) {
            throw new IllegalStateException("nothing was loaded");
        }
        return tls;
    }

    private CertificateConfig file(String name, X509Bundle bundle) throws IOException {
        return file(name, bundle, Optional.empty());
    }

    private CertificateConfig file(String name, X509Bundle bundle, Optional<ClientAuthConfig> auth) throws IOException {
        Path path = Files.writeString(
                directory.resolve(name), bundle.getCertificatePathPEM() + "\n" + bundle.getPrivateKeyPEM());
        return new CertificateFiles(path.toString(), Optional.empty(), Optional.empty(), auth);
    }

    private static X509Bundle bundle(String name) throws Exception {
        return bundle(name, Algorithm.ecp256, Duration.ofDays(30));
    }

    private static X509Bundle bundle(String name, Algorithm algorithm, Duration life) throws Exception {
        CertificateBuilder builder = new CertificateBuilder();
        // The builder takes no wildcard; a certificate without alternative names is known by its subject.
        return (name.startsWith("*") ? builder : builder.addSanDnsName(name))
                .algorithm(algorithm)
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .notBefore(NOW.minus(Duration.ofDays(30)))
                .notAfter(NOW.plus(life))
                .buildSelfSigned();
    }

    private static TlsConfig config(CertificateConfig... certificates) {
        return new TlsConfig(List.of(certificates), UnknownSni.DEFAULT, Optional.empty(), Optional.empty(), 10, false);
    }

    private static ClientHello hello(String name) {
        return new ClientHello(name, List.of(), List.of(0x0403, 0x0804), true);
    }

    @Test
    void unchangedFilesAreNoNewsAndKeepTheirContexts() throws Exception {
        TlsConfig config = config(file("a.pem", bundle("a.test")));
        load(config);
        ServedCertificate first = loaded().certificates().get(0);

        Change second = load(config);

        assertThat(second.isNews()).isFalse();
        assertThat(second.retired()).isEmpty();
        assertThat(loaded().certificates()).containsExactly(first);
    }

    @Test
    void aChangedFileReplacesItsCertificateAndNoOther() throws Exception {
        TlsConfig config = config(file("a.pem", bundle("a.test")), file("b.pem", bundle("b.test")));
        load(config);
        List<ServedCertificate> before = loaded().certificates();
        file("b.pem", bundle("c.test"));

        Change change = load(config);

        assertThat(change.isNews()).isTrue();
        assertThat(change.retired()).containsExactly(before.get(1));
        assertThat(loaded().certificates()).startsWith(before.get(0));
        assertThat(served()).containsExactly("a.test", "c.test");
    }

    @Test
    void aFileThatTurnsBadLeavesWhatWasGood() throws Exception {
        TlsConfig config = config(file("a.pem", bundle("a.test")));
        load(config);
        Files.writeString(directory.resolve("a.pem"), "half of it");

        Change change = load(config);
        Change again = load(config);

        assertThat(change.newProblems())
                .extracting(TlsProblem::toString)
                .containsExactly("listeners.https.tls.certificates[0]: " + directory.resolve("a.pem")
                        + ": holds no certificate (expected: -----BEGIN CERTIFICATE-----)");
        assertThat(again.isNews()).isFalse();
        assertThat(again.newProblems()).isEmpty();
        assertThat(served()).containsExactly("a.test");
    }

    @Test
    void anExpiredCertificateIsServedWhenThereIsNoBetterOneAndSaysSo() throws Exception {
        Change change = load(config(file("a.pem", bundle("a.test", Algorithm.ecp256, Duration.ofDays(-1)))));

        assertThat(change.newProblems()).hasSize(1);
        assertThat(change.newProblems().get(0).message()).contains("a.pem: the certificate expired at ");
        assertThat(served()).containsExactly("a.test");
    }

    @Test
    void anExpiredCertificateDoesNotReplaceAGoodOne() throws Exception {
        TlsConfig config = config(file("a.pem", bundle("a.test")));
        load(config);
        file("a.pem", bundle("b.test", Algorithm.ecp256, Duration.ofDays(-1)));

        assertThat(load(config).newProblems()).hasSize(1);

        assertThat(served()).containsExactly("a.test");
    }

    @Test
    void aCertificateThatExpiresWhileItIsServedIsTold() throws Exception {
        TlsConfig config = config(file("a.pem", bundle("a.test")));
        load(config);

        Change later = load(config, NOW.plus(Duration.ofDays(31)));

        assertThat(later.isNews()).isTrue();
        assertThat(later.newProblems()).hasSize(1);
        assertThat(served()).containsExactly("a.test");
    }

    @Test
    void ofTwoForOneNameTheValidOneIsShown() throws Exception {
        load(config(
                file("old.pem", bundle("a.test", Algorithm.ecp256, Duration.ofDays(-1))),
                file("new.pem", bundle("a.test"))));

        assertThat(select("a.test").file()).endsWith("new.pem");
    }

    private ServedCertificate select(String name) {
        ServedCertificate selected = loaded().select(hello(name));
        if (selected == null) {
            throw new AssertionError("refused");
        }
        return selected;
    }

    @Test
    void aDirectoryThatGoesAwayKeepsItsCertificates() throws Exception {
        Path certs = Files.createDirectory(directory.resolve("certs"));
        X509Bundle bundle = bundle("a.test");
        Files.writeString(certs.resolve("tls.crt"), bundle.getCertificatePathPEM());
        Files.writeString(certs.resolve("tls.key"), bundle.getPrivateKeyPEM());
        TlsConfig config = config(new CertificateDirectory(certs.toString(), Optional.empty()));
        load(config);
        Files.move(certs, directory.resolve("elsewhere"));

        assertThat(load(config).newProblems()).hasSize(1);

        assertThat(served()).containsExactly("a.test");
    }

    @Test
    void aKeptCertificateFollowsTheNewPolicy() throws Exception {
        X509Bundle bundle = bundle("a.test");
        Path ca = Files.writeString(directory.resolve("ca.pem"), bundle.getCertificatePEM());
        load(config(file("a.pem", bundle)));
        TlsConfig closed =
                config(file("a.pem", bundle, Optional.of(new ClientAuthConfig(ca.toString(), ClientAuthMode.REQUIRE))));
        Files.writeString(directory.resolve("a.pem"), "broken at the same time");

        load(closed);

        assertThat(served()).containsExactly("a.test");
        assertThat(select("a.test").asksForCertificate()).isTrue();
    }

    @Test
    void withoutItsAuthoritiesACertificateIsNotServedAtAll() throws Exception {
        Optional<ClientAuthConfig> missing =
                Optional.of(new ClientAuthConfig(directory.resolve("none.pem").toString(), ClientAuthMode.REQUIRE));

        load(config(file("a.pem", bundle("a.test"), missing), file("b.pem", bundle("b.test"))));

        assertThat(served()).containsExactly("b.test");
    }

    @Test
    void policiesOfHostsAreThoseOfTheirCertificates() throws Exception {
        X509Bundle bundle = bundle("closed.test");
        Path ca = Files.writeString(directory.resolve("ca.pem"), bundle.getCertificatePEM());
        Path copy = Files.writeString(directory.resolve("copy.pem"), bundle.getCertificatePEM());
        load(config(
                file("open.pem", bundle("open.test")),
                file("closed.pem", bundle, Optional.of(new ClientAuthConfig(ca.toString(), ClientAuthMode.REQUIRE))),
                file(
                        "same.pem",
                        bundle("same.test"),
                        Optional.of(new ClientAuthConfig(copy.toString(), ClientAuthMode.REQUIRE)))));

        ServedCertificate open = select("open.test");
        ServedCertificate closed = select("closed.test");
        assertThat(loaded().mayServe(open, "open.test")).isTrue();
        assertThat(loaded().mayServe(open, "")).isTrue();
        assertThat(loaded().mayServe(open, "unknown.test")).isTrue();
        assertThat(loaded().mayServe(open, "closed.test")).isFalse();
        assertThat(loaded().mayServe(closed, "open.test")).isFalse();
        assertThat(loaded().mayServe(closed, "same.test")).isTrue();
    }

    private Optional<ClientAuthConfig> require(X509Bundle authority) throws IOException {
        Path ca = Files.writeString(directory.resolve("ca.pem"), authority.getCertificatePEM());
        return Optional.of(new ClientAuthConfig(ca.toString(), ClientAuthMode.REQUIRE));
    }

    @Test
    void aWildcardThatAsksForCertificatesDoesSoForAnyNumberOfLabels() throws Exception {
        X509Bundle bundle = bundle("*.corp.test");
        load(config(
                file("open.pem", bundle("open.test")),
                file("corp.pem", bundle, require(bundle)),
                file("b.pem", bundle("*.b.corp.test"))));

        ServedCertificate open = select("open.test");
        ServedCertificate closed = select("a.corp.test");
        assertThat(loaded().mayServe(open, "a.corp.test")).isFalse();
        assertThat(loaded().mayServe(open, "a.c.corp.test")).isFalse();
        assertThat(loaded().mayServe(closed, "a.c.corp.test")).isTrue();
        assertThat(loaded().mayServe(open, "a.b.corp.test")).isTrue();
        assertThat(loaded().mayServe(open, "x.a.b.corp.test")).isTrue();
        assertThat(loaded().mayServe(open, "corp.test")).isTrue();
        assertThat(loaded().mayServe(open, "a.corp.test.other")).isTrue();
    }

    @Test
    void anOpenWildcardOpensNothingForMoreLabelsThanOne() throws Exception {
        X509Bundle bundle = bundle("closed.test");
        load(config(file("closed.pem", bundle, require(bundle)), file("open.pem", bundle("*.open.test"))));

        assertThat(loaded().mayServe(select("a.open.test"), "a.b.open.test")).isFalse();
        assertThat(loaded().mayServe(select("closed.test"), "a.b.open.test")).isTrue();
    }

    @Test
    void whatAsksForCertificatesAndNeverLoadedClosesAllThatItMayBeFor() throws Exception {
        X509Bundle bundle = bundle("closed.test");
        Optional<ClientAuthConfig> auth = require(bundle);
        TlsConfig config = config(
                file("open.pem", bundle("open.test")),
                file("wild.pem", bundle("*.open.test")),
                file("same.pem", bundle("same.test"), auth),
                file("closed.pem", bundle, auth));
        Files.writeString(directory.resolve("closed.pem"), "broken");

        assertThat(load(config).newProblems())
                .extracting(TlsProblem::message)
                .last()
                .asString()
                .contains("hosts that no other certificate names exactly are refused (421)");

        ServedCertificate open = select("open.test");
        ServedCertificate same = select("same.test");
        assertThat(loaded().mayServe(open, "open.test")).isTrue();
        for (String host : List.of("closed.test", "a.open.test", "same.test", "")) {
            assertThat(loaded().mayServe(open, host)).as(host).isFalse();
        }
        assertThat(loaded().mayServe(same, "closed.test")).isTrue();
        assertThat(load(config).isNews()).isFalse();

        file("closed.pem", bundle, auth);
        load(config);

        assertThat(loaded().mayServe(open, "a.open.test")).isTrue();
        assertThat(loaded().mayServe(open, "closed.test")).isFalse();
    }

    @Test
    void aPairWithoutItsAuthoritiesClosesItsOwnNamesOnly() throws Exception {
        Optional<ClientAuthConfig> missing =
                Optional.of(new ClientAuthConfig(directory.resolve("none.pem").toString(), ClientAuthMode.OPTIONAL));

        load(config(file("a.pem", bundle("a.test"), missing), file("b.pem", bundle("b.test"))));

        assertThat(loaded().mayServe(select("b.test"), "a.test")).isFalse();
        assertThat(loaded().mayServe(select("b.test"), "unknown.test")).isTrue();
    }

    @Test
    void aNameThatARenewalLostStaysClosedUntilTheEntryAsksForNothing() throws Exception {
        X509Bundle bundle = bundle("closed.test");
        Optional<ClientAuthConfig> auth = require(bundle);
        CertificateConfig open = file("open.pem", bundle("*.test"));
        TlsConfig config = config(open, file("closed.pem", bundle, auth));
        load(config);
        file("closed.pem", bundle("other.test"), auth);
        load(config);
        load(config);

        assertThat(loaded().mayServe(select("open.test"), "closed.test")).isFalse();
        assertThat(loaded().mayServe(select("open.test"), "any.test")).isTrue();
        assertThat(loaded().mayServe(select("other.test"), "closed.test")).isTrue();

        load(config(open, file("closed.pem", bundle("other.test"))));

        assertThat(loaded().mayServe(select("open.test"), "closed.test")).isTrue();
    }

    @Test
    void aPairThatLeavesItsDirectoryLeavesItsNamesClosed() throws Exception {
        Path certs = Files.createDirectory(directory.resolve("certs"));
        X509Bundle bundle = bundle("a.test");
        for (String name : List.of("a.test", "b.test")) {
            X509Bundle each = name.equals("a.test") ? bundle : bundle(name);
            Files.writeString(certs.resolve(name + ".crt"), each.getCertificatePathPEM());
            Files.writeString(certs.resolve(name + ".key"), each.getPrivateKeyPEM());
        }
        TlsConfig config = config(
                file("open.pem", bundle("open.test")), new CertificateDirectory(certs.toString(), require(bundle)));
        load(config);
        Files.delete(certs.resolve("a.test.key"));
        load(config);

        assertThat(served()).containsExactly("open.test", "b.test");
        assertThat(loaded().mayServe(select("open.test"), "a.test")).isFalse();
        assertThat(loaded().mayServe(select("b.test"), "a.test")).isTrue();
    }

    @Test
    void aClientGetsTheKeyThatItCanVerify() throws Exception {
        load(config(
                file("rsa.pem", bundle("a.test", Algorithm.rsa2048, Duration.ofDays(1))),
                file("p256.pem", bundle("a.test"))));

        assertThat(loaded().select(new ClientHello("a.test", List.of(), List.of(0x0403), true)))
                .matches(each -> each != null && each.file().endsWith("p256.pem"));
        assertThat(loaded().select(new ClientHello("a.test", List.of(), List.of(0x0403), false)))
                .matches(each -> each != null && each.file().endsWith("rsa.pem"));
        assertThat(loaded().select(new ClientHello("", List.of(), List.of(0x0804), true)))
                .matches(each -> each != null && each.file().endsWith("rsa.pem"));
    }

    @Test
    void nothingToServeNamesEverythingThatIsWrong() {
        CertificateConfig missing = new CertificateFiles(
                directory.resolve("a.pem").toString(), Optional.empty(), Optional.empty(), Optional.empty());
        CertificateConfig empty = new CertificateDirectory(directory.toString(), Optional.empty());

        assertThatExceptionOfType(UnusableTlsException.class)
                .isThrownBy(() -> load(config(missing, empty)))
                .satisfies(e -> assertThat(e.problems()).hasSize(2))
                .withMessageContaining("certificates[0]: " + directory.resolve("a.pem") + ": no such file")
                .withMessageContaining("certificates[1]: " + directory + ": holds no certificate");
    }

    @Test
    void handshakesAreLimited() throws Exception {
        load(config(file("a.pem", bundle("a.test"))));

        for (int i = 0; i < 10; i++) {
            assertThat(loaded().beginHandshake()).isTrue();
        }
        assertThat(loaded().beginHandshake()).isFalse();
        loaded().endHandshake();
        assertThat(loaded().beginHandshake()).isTrue();
    }

    @Test
    void noWordOfAnOcspResponseThatIsNone() throws Exception {
        X509Bundle bundle = bundle("a.test");
        CertificateFiles plain = (CertificateFiles) file("a.pem", bundle);
        Path ocsp = Files.write(directory.resolve("a.ocsp"), new byte[] {0x30, 6, 0x0a, 1, 6, 0, 0, 0});

        assertThatExceptionOfType(UnusableTlsException.class)
                .isThrownBy(() -> load(config(new CertificateFiles(
                        plain.certificate(), Optional.empty(), Optional.of(ocsp.toString()), Optional.empty()))))
                .withMessageContaining("a.ocsp: the OCSP server answered with error 6");
    }
}
