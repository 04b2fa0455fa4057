package gateway.core.downstream.tls;

import gateway.core.config.GatewayConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.TlsConfig;
import gateway.core.config.VirtualHostConfig;
import gateway.core.downstream.tls.TlsSetup.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks at the certificates of a configuration without serving anything. Blocks. */
public final class TlsCheck {
    private static final Duration SOON = Duration.ofDays(14);
    /** Any: nothing is served. */
    private static final List<String> PROTOCOLS = List.of("http/1.1");

    private final GatewayConfig config;
    private final Instant now;
    private final List<TlsProblem> errors = new ArrayList<>();
    private final List<TlsProblem> warnings = new ArrayList<>();

    private TlsCheck(GatewayConfig config, Instant now) {
        this.config = config;
        this.now = now;
    }

    /** Reads all files that the listeners name. */
    public static TlsCheck of(GatewayConfig config, Instant now) {
        TlsCheck check = new TlsCheck(config, now);
        for (ListenerConfig listener : config.listeners()) {
            listener.tls().ifPresent(tls -> check.check(listener, tls));
        }
        return check;
    }

    /** What a start would fail of. */
    public List<TlsProblem> errors() {
        return List.copyOf(errors);
    }

    /** What a start goes on with. */
    public List<TlsProblem> warnings() {
        return List.copyOf(warnings);
    }

    private void check(ListenerConfig listener, TlsConfig tls) {
        if (tls.selfSigned()) {
            warnings.add(new TlsProblem(
                    "listeners." + listener.name() + ".tls", "self_signed is for trying it out: no client trusts it"));
            return;
        }
        try {
            Change change = new TlsSetup().load(listener.name(), tls, PROTOCOLS, null, now);
            try {
                warnings.addAll(change.newProblems());
                checkLife(change.fresh());
                checkNames(listener, change.fresh());
            } finally {
                change.giveUp();
            }
        } catch (UnusableTlsException e) {
            errors.addAll(e.problems());
        }
    }

    private void checkLife(List<ServedCertificate> certificates) {
        for (ServedCertificate each : certificates) {
            if (each.isValidAt(now) && each.notAfter().isBefore(now.plus(SOON))) {
                warnings.add(new TlsProblem(
                        each.source().place(), each.file() + ": the certificate expires soon, at " + each.notAfter()));
            }
        }
    }

    private void checkNames(ListenerConfig listener, List<ServedCertificate> certificates) {
        Set<String> covered = new HashSet<>();
        certificates.forEach(each -> covered.addAll(each.names()));
        for (int i = 0; i < config.hosts().size(); i++) {
            VirtualHostConfig host = config.hosts().get(i);
            if (!host.listeners().isEmpty() && !host.listeners().contains(listener.name())) {
                continue;
            }
            for (int j = 0; j < host.names().size(); j++) {
                String name = host.names().get(j);
                if (!name.equals("*") && !CertificateNames.cover(covered, name)) {
                    warnings.add(new TlsProblem(
                            "hosts[" + i + "].names[" + j + "]",
                            "no certificate of listener \"" + listener.name() + "\" covers \"" + name + "\""));
                }
            }
        }
    }
}
