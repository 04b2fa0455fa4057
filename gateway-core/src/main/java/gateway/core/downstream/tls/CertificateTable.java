package gateway.core.downstream.tls;

import gateway.core.config.TlsConfig.UnknownSni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which certificate a client gets: that of the exact name it asks for, else of the wildcard, else the default; of several for one name
 * the one with the key that it can verify, ECDSA first, as it costs less. Immutable; called by every event loop.
 */
final class CertificateTable {
    private final List<ServedCertificate> all;
    private final Map<String, List<ServedCertificate>> byName;
    private final List<ServedCertificate> standard;
    private final UnknownSni unknownSni;
    private final List<AbsentCertificate> absent;
    private final HostPolicies policies;

    /**
     * @param certificates in file order, at least one; the first is the default
     * @param absent what should be served too, and ask for clients' certificates
     */
    CertificateTable(
            List<ServedCertificate> certificates, List<AbsentCertificate> absent, UnknownSni unknownSni, Instant now) {
        this.all = List.copyOf(certificates);
        this.unknownSni = unknownSni;
        Map<String, List<ServedCertificate>> names = new HashMap<>();
        for (ServedCertificate each : all) {
            for (String name : each.names()) {
                names.computeIfAbsent(name, any -> new ArrayList<>()).add(each);
            }
        }
        names.replaceAll((name, several) -> inOrder(several, now));
        this.byName = Map.copyOf(names);
        this.standard = standard(all.get(0), byName, now);
        this.absent = List.copyOf(absent);
        Map<String, ClientAuthPolicy> served = new HashMap<>();
        byName.forEach((name, several) -> served.put(name, several.get(0).policy()));
        this.policies = new HostPolicies(standard.get(0).policy(), served, this.absent);
    }

    /** Those that are valid first, then ECDSA first, else as in the file; all of one policy: that of the first in the file. */
    private static List<ServedCertificate> inOrder(List<ServedCertificate> several, Instant now) {
        ClientAuthPolicy policy = several.get(0).policy();
        return several.stream()
                .filter(each -> each.policy().equals(policy))
                .sorted(Comparator.comparing((ServedCertificate each) -> !each.isValidAt(now))
                        .thenComparing(each -> !each.isEcdsa()))
                .toList();
    }

    /** The first certificate, with those of other keys that share its first name. */
    private static List<ServedCertificate> standard(
            ServedCertificate first, Map<String, List<ServedCertificate>> byName, Instant now) {
        List<ServedCertificate> same = first.names().isEmpty()
                ? List.of()
                : byName.getOrDefault(first.names().get(0), List.of());
        return same.contains(first) ? same : inOrder(List.of(first), now);
    }

    /** Null when the client is to be refused: none covers the name that it asks for, or it asks for none. */
    @Nullable
    ServedCertificate select(ClientHello hello) {
        List<ServedCertificate> named = find(hello.serverName());
        if (named == null) {
            if (unknownSni == UnknownSni.REJECT) {
                return null;
            }
            named = standard;
        }
        for (ServedCertificate each : named) {
            if (each.suits(hello)) {
                return each;
            }
        }
        // The handshake fails and says why.
        return named.get(0);
    }

    private @Nullable List<ServedCertificate> find(String name) {
        if (name.isEmpty()) {
            return null;
        }
        List<ServedCertificate> exact = byName.get(name);
        return exact != null ? exact : byName.get(CertificateNames.wildcard(name));
    }

    /** What connections may be used for. */
    HostPolicies policies() {
        return policies;
    }

    /** In file order. */
    List<AbsentCertificate> absent() {
        return absent;
    }

    List<ServedCertificate> all() {
        return all;
    }
}
