package gateway.core.downstream.tls;

import gateway.core.config.TlsConfig.CertificateConfig;
import gateway.core.config.TlsConfig.CertificateDirectory;
import gateway.core.config.TlsConfig.CertificateFiles;
import gateway.core.config.TlsConfig.ClientAuthConfig;
import gateway.core.tls.TlsFileException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where one certificate comes from. A directory has as many as it has pairs.
 *
 * @param place in the configuration
 * @param certificate PEM
 * @param key PEM; empty when it is in the certificate's file
 * @param ocspResponse DER
 * @param clientAuth of this certificate's names
 */
record CertificateSource(
        String place,
        Path certificate,
        Optional<Path> key,
        Optional<Path> ocspResponse,
        Optional<ClientAuthConfig> clientAuth) {
    private static final List<String> CERTIFICATE_ENDINGS = List.of(".crt", ".pem");
    private static final String KEY_ENDING = ".key";

    /** What an entry stands for now; reads directories. The listener's own policy holds where an entry has none. */
    static List<CertificateSource> of(String place, CertificateConfig entry, Optional<ClientAuthConfig> listeners)
            throws TlsFileException {
        Optional<ClientAuthConfig> policy = entry.clientAuth().or(() -> listeners);
        if (entry instanceof CertificateFiles files) {
            return List.of(new CertificateSource(
                    place,
                    Path.of(files.certificate()),
                    files.key().map(Path::of),
                    files.ocspResponse().map(Path::of),
                    policy));
        }
        return pairs(place, Path.of(((CertificateDirectory) entry).directory()), policy);
    }

    private static List<CertificateSource> pairs(String place, Path directory, Optional<ClientAuthConfig> policy)
            throws TlsFileException {
        List<CertificateSource> found = new ArrayList<>();
        for (String name : names(directory)) {
            for (String ending : CERTIFICATE_ENDINGS) {
                if (name.endsWith(ending)) {
                    Path key = directory.resolve(name.substring(0, name.length() - ending.length()) + KEY_ENDING);
                    // A lone .pem may be a chain or an authority that lies beside the pairs.
                    if (Files.exists(key)) {
                        found.add(new CertificateSource(
                                place, directory.resolve(name), Optional.of(key), Optional.empty(), policy));
                    }
                }
            }
        }
        if (found.isEmpty()) {
            throw new TlsFileException(directory
                    + ": holds no certificate (expected: tls.crt and tls.key, or pairs such as shop.crt and shop.key)");
        }
        return found;
    }

    /** In the order of the alphabet, so that the first of them, the default, is the same everywhere. */
    private static TreeSet<String> names(Path directory) throws TlsFileException {
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                names.add(String.valueOf(entry.getFileName()));
            }
        } catch (IOException e) {
            throw new TlsFileException(directory + ": no directory that can be read", e);
        }
        return names;
    }
}
