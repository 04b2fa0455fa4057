package gateway.core.downstream.tls;

import java.nio.file.Path;
import java.util.Set;

/**
 * Names whose clients are to be asked for a certificate, though nothing is served that asks them: what has these names could not be
 * loaded, or has lost them.
 *
 * @param entry file or directory of the entry in the configuration
 * @param names in lower case; empty when they are not known, as nothing of it was ever loaded
 * @param policy that a connection must have met
 */
record AbsentCertificate(Path entry, Set<String> names, ClientAuthPolicy policy) {
    AbsentCertificate {
        names = Set.copyOf(names);
    }
}
