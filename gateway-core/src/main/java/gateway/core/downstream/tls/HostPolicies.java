package gateway.core.downstream.tls;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a connection must have asked of its client before it carries requests for a host. Where that cannot be known, it is the
 * stricter thing. Immutable; called by every event loop.
 */
final class HostPolicies {
    private final ClientAuthPolicy standard;
    private final Set<ClientAuthPolicy> ofUnknownNames;
    private final Map<String, Set<ClientAuthPolicy>> exact = new HashMap<>();
    /** By what follows the star. */
    private final Map<String, Set<ClientAuthPolicy>> wildcards = new HashMap<>();

    private final int longestWildcard;
    private final boolean isOnePolicy;

    /**
     * @param standard policy of the default certificate
     * @param served policies of the names that certificates are served for
     */
    HostPolicies(
            ClientAuthPolicy standard, Map<String, ClientAuthPolicy> served, Collection<AbsentCertificate> absent) {
        this.standard = standard;
        served.forEach(this::add);
        Set<ClientAuthPolicy> nameless = new HashSet<>();
        Set<ClientAuthPolicy> all = new HashSet<>(served.values());
        all.add(standard);
        for (AbsentCertificate each : absent) {
            all.add(each.policy());
            each.names().forEach(name -> add(name, each.policy()));
            if (each.names().isEmpty()) {
                nameless.add(each.policy());
            }
        }
        this.ofUnknownNames = Set.copyOf(nameless);
        this.longestWildcard =
                wildcards.keySet().stream().mapToInt(String::length).max().orElse(0);
        this.isOnePolicy = all.size() == 1;
    }

    private void add(String name, ClientAuthPolicy policy) {
        boolean isWildcard = name.startsWith("*.");
        (isWildcard ? wildcards : exact)
                .computeIfAbsent(isWildcard ? name.substring(1) : name, any -> new HashSet<>())
                .add(policy);
    }

    /**
     * A connection that has met this policy may carry requests for the host.
     *
     * @param host lower case, without port; empty when the request names none
     */
    boolean allow(ClientAuthPolicy met, String host) {
        if (isOnePolicy) {
            return met.equals(standard) && !met.equals(ClientAuthPolicy.UNKNOWN);
        }
        Set<ClientAuthPolicy> named = exact.get(host);
        if (named != null) {
            return isAll(named, met);
        }
        Set<ClientAuthPolicy> wild = byWildcard(host);
        // What has unknown names may be for this very host.
        if (!ofUnknownNames.isEmpty()) {
            return isAll(ofUnknownNames, met) && (wild == null || isAll(wild, met));
        }
        return wild == null ? met.equals(standard) : isAll(wild, met);
    }

    private static boolean isAll(Set<ClientAuthPolicy> wanted, ClientAuthPolicy met) {
        return wanted.size() == 1 && wanted.contains(met) && !met.equals(ClientAuthPolicy.UNKNOWN);
    }

    /**
     * That of the longest wildcard. A host's wildcard stands for any number of labels, a certificate's for one: who asks for more gets
     * the default certificate, so that beyond one label only a policy that asks for something counts.
     */
    private @Nullable Set<ClientAuthPolicy> byWildcard(String host) {
        int first = host.indexOf('.', 1);
        int dot = host.indexOf('.', Math.max(1, host.length() - longestWildcard));
        for (; dot > 0; dot = host.indexOf('.', dot + 1)) {
            Set<ClientAuthPolicy> found = wildcards.get(host.substring(dot));
            if (found != null) {
                return dot == first || found.stream().anyMatch(ClientAuthPolicy::asks) ? found : null;
            }
        }
        return null;
    }
}
