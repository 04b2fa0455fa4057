package gateway.core.downstream.tls;

import gateway.core.config.TlsConfig;
import gateway.core.config.TlsConfig.CertificateConfig;
import gateway.core.config.TlsConfig.CertificateDirectory;
import gateway.core.config.TlsConfig.CertificateFiles;
import gateway.core.config.TlsConfig.ClientAuthConfig;
import gateway.core.downstream.tls.ListenerTls.Loaded;
import gateway.core.tls.Certificates;
import gateway.core.tls.KeyAndChain;
import gateway.core.tls.SelfSigned;
import gateway.core.tls.TlsEngine;
import gateway.core.tls.TlsFile;
import gateway.core.tls.TlsFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of one listener and makes what is served of them. What cannot be used is a {@link TlsProblem} and leaves the rest
 * alone; where it was good before, it stays as it was. Blocks: the control thread's, or that of a start or reload.
 */
final class CertificateLoader {
    private static final String SELF_SIGNED = "self_signed";

    private final String listener;
    private final TlsConfig config;
    private final List<String> protocols;
    private final TicketKeys randomTickets;
    private final @Nullable Loaded before;
    private final Instant now;
    private final List<TlsProblem> problems = new ArrayList<>();
    private final List<AbsentCertificate> absent = new ArrayList<>();
    private final List<ServedCertificate> made = new ArrayList<>();
    private final Map<ClientAuthConfig, ClientAuthPolicy> policies = new LinkedHashMap<>();

    /** @param before what is served now; null at the first time */
    CertificateLoader(
            String listener,
            TlsConfig config,
            List<String> protocols,
            TicketKeys randomTickets,
            @Nullable Loaded before,
            Instant now) {
        this.listener = listener;
        this.config = config;
        this.protocols = protocols;
        this.randomTickets = randomTickets;
        this.before = before;
        this.now = now;
    }

    /**
     * Everything that can be served.
     *
     * @throws UnusableTlsException when there is not one certificate to serve
     */
    Loaded load() throws UnusableTlsException {
        TicketKeys fileTickets = fileTickets();
        List<ServedCertificate> served = new ArrayList<>();
        try {
            if (config.selfSigned()) {
                served.add(selfSigned(fileTickets));
            }
            for (int i = 0; i < config.certificates().size(); i++) {
                loadEntry(i, fileTickets, served);
            }
            addLost(served);
        } catch (RuntimeException | SSLException e) {
            giveUp();
            problems.add(new TlsProblem(place(""), String.valueOf(e.getMessage())));
            throw new UnusableTlsException(problems);
        }
        if (served.isEmpty()) {
            throw new UnusableTlsException(problems);
        }
        return new Loaded(
                new CertificateTable(served, absent, config.unknownSni(), now),
                protocols,
                config.maxHandshakes(),
                fileTickets,
                List.copyOf(problems));
    }

    private void loadEntry(int index, @Nullable TicketKeys fileTickets, List<ServedCertificate> served)
            throws SSLException {
        String place = place(".certificates[" + index + "]");
        List<CertificateSource> sources;
        try {
            sources = CertificateSource.of(place, config.certificates().get(index), config.clientAuth());
        } catch (TlsFileException e) {
            problem(place, e);
            if (!keep(place, fileTickets, served)) {
                addAbsent(place, config.certificates().get(index), Set.of());
            }
            return;
        }
        for (CertificateSource source : sources) {
            ServedCertificate certificate = load(source, fileTickets);
            if (certificate != null) {
                served.add(certificate);
            } else {
                addAbsent(place, config.certificates().get(index), names(source));
            }
        }
    }

    /** The names of a pair that is not served, or those that it had; none when it was never read. */
    private Set<String> names(CertificateSource source) {
        try {
            TlsFile key = source.key().isPresent() ? TlsFile.read(source.key().get()) : null;
            KeyAndChain pair = KeyAndChain.of(TlsFile.read(source.certificate()), key);
            return Set.copyOf(CertificateNames.of(pair.certificate()));
        } catch (TlsFileException e) {
            // Said already, when it was to be served.
            ServedCertificate known = known(source);
            return known == null ? Set.of() : Set.copyOf(known.names());
        }
    }

    private Optional<ClientAuthConfig> clientAuth(CertificateConfig entry) {
        return entry.clientAuth().or(config::clientAuth);
    }

    private void addAbsent(String place, CertificateConfig entry, Set<String> names) {
        if (clientAuth(entry).isEmpty()) {
            return;
        }
        absent.add(new AbsentCertificate(
                path(entry), names, policyOrUnknown(clientAuth(entry).get())));
        problems.add(new TlsProblem(
                place,
                "is to ask for client certificates and is not served: "
                        + (names.isEmpty() ? "hosts that no other certificate names exactly" : new TreeSet<>(names))
                        + " are refused (421)"));
    }

    /** Names that an entry had before and has no more do not fall to a certificate that asks for less. */
    private void addLost(List<ServedCertificate> served) {
        Set<String> present = new HashSet<>();
        served.forEach(each -> present.addAll(each.names()));
        for (int i = 0; i < config.certificates().size(); i++) {
            CertificateConfig entry = config.certificates().get(i);
            Set<String> lost = namesBefore(entry);
            lost.removeAll(present);
            absent.stream()
                    .filter(each -> each.entry().equals(path(entry)))
                    .forEach(each -> lost.removeAll(each.names()));
            if (!lost.isEmpty()) {
                addAbsent(place(".certificates[" + i + "]"), entry, lost);
            }
        }
    }

    private Set<String> namesBefore(CertificateConfig entry) {
        Set<String> names = new HashSet<>();
        if (before == null) {
            return names;
        }
        for (AbsentCertificate each : before.table().absent()) {
            if (each.entry().equals(path(entry))) {
                names.addAll(each.names());
            }
        }
        for (ServedCertificate each : before.table().all()) {
            Path file = each.source().certificate();
            if (path(entry).equals(entry instanceof CertificateDirectory ? file.getParent() : file)) {
                names.addAll(each.names());
            }
        }
        return names;
    }

    private static Path path(CertificateConfig entry) {
        return entry instanceof CertificateFiles files
                ? Path.of(files.certificate())
                : Path.of(((CertificateDirectory) entry).directory());
    }

    /** A directory that cannot be read now does not take its certificates away. False when it had none. */
    private boolean keep(String place, @Nullable TicketKeys fileTickets, List<ServedCertificate> served)
            throws SSLException {
        if (before == null) {
            return false;
        }
        boolean isKept = false;
        for (ServedCertificate known : before.table().all()) {
            if (known.source().place().equals(place)) {
                ClientAuthPolicy policy = policy(known.source(), known);
                if (policy != null) {
                    served.add(under(policy, known, fileTickets));
                    isKept = true;
                }
            }
        }
        return isKept;
    }

    private @Nullable ServedCertificate load(CertificateSource source, @Nullable TicketKeys fileTickets)
            throws SSLException {
        ServedCertificate known = known(source);
        ClientAuthPolicy policy = policy(source, known);
        if (policy == null) {
            return null;
        }
        KeyAndChain pair;
        String digest;
        byte[] ocspResponse;
        try {
            TlsFile certificate = TlsFile.read(source.certificate());
            TlsFile key = source.key().isPresent() ? TlsFile.read(source.key().get()) : null;
            ocspResponse = source.ocspResponse().isPresent()
                    ? OcspResponse.of(TlsFile.read(source.ocspResponse().get()))
                    : null;
            digest = digest(policy, certificate.content(), key == null ? null : key.content(), ocspResponse);
            if (known != null && known.digest().equals(digest)) {
                checkTime(source, known.pair(), null);
                return known;
            }
            pair = KeyAndChain.of(certificate, key);
        } catch (TlsFileException e) {
            problem(source.place(), e);
            return known == null ? null : under(policy, known, fileTickets);
        }
        if (checkTime(source, pair, known)) {
            return make(source, digest, pair, policy, ocspResponse, fileTickets);
        }
        return known == null ? null : under(policy, known, fileTickets);
    }

    /** The certificate as it was, but never under another policy than the configuration's. */
    private ServedCertificate under(ClientAuthPolicy policy, ServedCertificate known, @Nullable TicketKeys fileTickets)
            throws SSLException {
        if (known.policy().equals(policy) && protocols.equals(before == null ? null : before.protocols())) {
            return known;
        }
        return make(known.source(), "", known.pair(), policy, null, fileTickets);
    }

    /** Tells of a certificate that is not valid now; false when there is a better one to stay with. */
    private boolean checkTime(CertificateSource source, KeyAndChain pair, @Nullable ServedCertificate known) {
        Instant from = pair.certificate().getNotBefore().toInstant();
        Instant until = pair.certificate().getNotAfter().toInstant();
        if (!now.isAfter(until) && !now.isBefore(from)) {
            return true;
        }
        problems.add(new TlsProblem(
                source.place(),
                source.certificate()
                        + (now.isAfter(until)
                                ? ": the certificate expired at " + until
                                : ": the certificate is not valid before " + from)));
        return known == null || !known.isValidAt(now);
    }

    private ServedCertificate make(
            CertificateSource source,
            String digest,
            KeyAndChain pair,
            ClientAuthPolicy policy,
            byte @Nullable [] ocspResponse,
            @Nullable TicketKeys fileTickets)
            throws SSLException {
        TicketKeys tickets = fileTickets == null ? randomTickets : fileTickets;
        ServerContext context =
                ServerContext.of(TlsEngine.ours(), listener, pair, policy, protocols, tickets, ocspResponse);
        ServedCertificate fresh = new ServedCertificate(source, digest, pair, policy, context);
        made.add(fresh);
        return fresh;
    }

    private ServedCertificate selfSigned(@Nullable TicketKeys fileTickets) throws SSLException {
        CertificateSource source = new CertificateSource(
                place(""), Path.of(SELF_SIGNED), Optional.empty(), Optional.empty(), config.clientAuth());
        ServedCertificate known = known(source);
        ClientAuthPolicy policy = policy(source, known);
        if (policy == null) {
            throw new SSLException(problems.get(problems.size() - 1).message());
        }
        if (known != null && known.isValidAt(now)) {
            return under(policy, known, fileTickets);
        }
        return make(source, SELF_SIGNED, SelfSigned.make(now), policy, null, fileTickets);
    }

    private @Nullable ServedCertificate known(CertificateSource source) {
        if (before == null) {
            return null;
        }
        return before.table().all().stream()
                .filter(each -> each.source().certificate().equals(source.certificate()))
                .findFirst()
                .orElse(null);
    }

    /** Null when it cannot be known: then nothing can be served under it. */
    private @Nullable ClientAuthPolicy policy(CertificateSource source, @Nullable ServedCertificate known) {
        if (source.clientAuth().isEmpty()) {
            return ClientAuthPolicy.NONE;
        }
        ClientAuthConfig wanted = source.clientAuth().get();
        try {
            return read(wanted);
        } catch (TlsFileException e) {
            problems.add(new TlsProblem(source.place(), "client_auth: " + e.getMessage()));
            if (known == null || !known.source().clientAuth().equals(source.clientAuth())) {
                return null;
            }
            return known.policy();
        }
    }

    private ClientAuthPolicy policyOrUnknown(ClientAuthConfig wanted) {
        try {
            return read(wanted);
        } catch (TlsFileException e) {
            // Said already, when something was to be served under it.
            return ClientAuthPolicy.UNKNOWN;
        }
    }

    private ClientAuthPolicy read(ClientAuthConfig wanted) throws TlsFileException {
        ClientAuthPolicy policy = policies.get(wanted);
        if (policy == null) {
            policy = ClientAuthPolicy.of(wanted.mode(), Certificates.of(TlsFile.read(Path.of(wanted.ca()))));
            policies.put(wanted, policy);
        }
        return policy;
    }

    private @Nullable TicketKeys fileTickets() {
        if (config.ticketKeysFile().isEmpty()) {
            return null;
        }
        try {
            return TicketKeys.of(TlsFile.read(Path.of(config.ticketKeysFile().get())));
        } catch (TlsFileException e) {
            problem(place(".ticket_keys_file"), e);
            return before == null ? null : before.fileTickets();
        }
    }

    private void problem(String place, TlsFileException e) {
        problems.add(new TlsProblem(place, String.valueOf(e.getMessage())));
    }

    /** Releases what was made for nothing. */
    void giveUp() {
        made.forEach(each -> each.context().release());
        made.clear();
    }

    private String place(String below) {
        return "listeners." + listener + ".tls" + below;
    }

    private String digest(ClientAuthPolicy policy, byte[] certificate, byte @Nullable [] key, byte @Nullable [] ocsp) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : new byte[][] {
                policy.id().getBytes(StandardCharsets.UTF_8),
                protocols.toString().getBytes(StandardCharsets.UTF_8),
                certificate,
                key == null ? new byte[0] : key,
                ocsp == null ? new byte[0] : ocsp
            }) {
                digest.update((part.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
