package gateway.it.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An authority of a test's own, with files of what it signs. */
final class Authority {
    private final Path directory;
    private final X509Bundle root;

    Authority(Path directory, String name) throws Exception {
        this.directory = directory;
        root = new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    X509Bundle root() {
        return root;
    }

    X509Bundle server(String... names) throws Exception {
        return server(Algorithm.ecp256, Instant.now().plus(Duration.ofDays(30)), names);
    }

    X509Bundle server(Algorithm algorithm, Instant notAfter, String... names) throws Exception {
        CertificateBuilder builder = new CertificateBuilder()
                .algorithm(algorithm)
                .subject("CN=" + names[0])
                .notBefore(Instant.now().minus(Duration.ofDays(30)))
                .notAfter(notAfter);
        // The builder takes no wildcard; a certificate without alternative names is known by its subject.
        List.of(names).stream().filter(name -> !name.startsWith("*")).forEach(builder::addSanDnsName);
        return builder.buildIssuedBy(root);
    }

    X509Bundle client(String subject) throws Exception {
        return new CertificateBuilder()
                .ecp256()
                .subject(subject)
                .addExtendedKeyUsageClientAuth()
                .buildIssuedBy(root);
    }

    /** The certificate of the authority. */
    Path rootFile() throws IOException {
        return write("ca-" + root.getCertificate().getSerialNumber() + ".pem", root.getCertificatePEM());
    }

    /** Chain and key in one file, as the item of a configuration's list. */
    String combined(String name, X509Bundle bundle) throws IOException {
        return "{ certificate: " + write(name, combined(bundle)) + " }";
    }

    static String combined(X509Bundle bundle) {
        return bundle.getCertificatePathPEM() + "\n" + bundle.getPrivateKeyPEM() + "\n";
    }

    /** Replaces a file in one step. */
    Path write(String name, String text) throws IOException {
        Path part = Files.writeString(directory.resolve(name + ".part"), text);
        return Files.move(part, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
