package gateway.core.downstream.tls;

import gateway.core.config.TlsConfig;
import gateway.core.config.TlsConfig.CertificateDirectory;
import gateway.core.config.TlsConfig.CertificateFiles;
import gateway.core.config.TlsConfig.ClientAuthConfig;
import gateway.core.downstream.tls.ListenerTls.Loaded;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the TLS of listeners from their configuration and files, the first time and whenever these change, and has the keys of
 * session tickets that no file gives. One thread at a time.
 */
public final class TlsSetup {
    /** Tickets live an hour, as long as a key is the newest: the one before must still open them. */
    private static final int OLD_TICKET_KEYS = 2;

    private TicketKeys tickets = TicketKeys.random();

    /**
     * Reads all files of a listener. Blocks.
     *
     * @param protocols for ALPN, the preferred one first
     * @param before what is served now; null at the first time
     * @return to be applied or given up
     * @throws UnusableTlsException when there is no certificate to serve
     */
    public Change load(
            String listener, TlsConfig config, List<String> protocols, @Nullable ListenerTls before, Instant now)
            throws UnusableTlsException {
        Loaded old = before == null ? null : before.loaded();
        CertificateLoader loader = new CertificateLoader(listener, config, protocols, tickets, old, now);
        return new Change(listener, loader.load(), before, this);
    }

    /** Every file and directory that matters to a listener. */
    public static Set<Path> files(TlsConfig config) {
        Set<Path> files = new HashSet<>();
        config.ticketKeysFile().map(Path::of).ifPresent(files::add);
        config.clientAuth().map(ClientAuthConfig::ca).map(Path::of).ifPresent(files::add);
        config.certificates().forEach(entry -> {
            entry.clientAuth().map(ClientAuthConfig::ca).map(Path::of).ifPresent(files::add);
            if (entry instanceof CertificateFiles pair) {
                files.add(Path.of(pair.certificate()));
                pair.key().map(Path::of).ifPresent(files::add);
                pair.ocspResponse().map(Path::of).ifPresent(files::add);
            } else {
                files.add(Path.of(((CertificateDirectory) entry).directory()));
            }
        });
        return files;
    }

    /** A new key for session tickets; the one before still opens those that were given out. */
    public void rotateTickets(Collection<ListenerTls> listeners) {
        tickets = tickets.rotated(OLD_TICKET_KEYS);
        for (ListenerTls each : listeners) {
            if (each.loaded().fileTickets() == null) {
                each.certificates().forEach(one -> one.context().use(tickets));
            }
        }
    }

    private TicketKeys ticketsOf(Loaded loaded) {
        TicketKeys own = loaded.fileTickets();
        return own == null ? tickets : own;
    }

    /** What a look at the files of one listener found. */
    public static final class Change {
        private final String listener;
        private final Loaded after;
        private final @Nullable ListenerTls present;
        private final @Nullable Loaded before;
        private final TlsSetup setup;

        private Change(String listener, Loaded after, @Nullable ListenerTls present, TlsSetup setup) {
            this.listener = listener;
            this.after = after;
            this.present = present;
            this.before = present == null ? null : present.loaded();
            this.setup = setup;
        }

        public String listener() {
            return listener;
        }

        /** Something is other than before. */
        public boolean isNews() {
            Loaded old = before;
            return old == null
                    || !old.table().all().equals(after.table().all())
                    || !old.table().absent().equals(after.table().absent())
                    || !old.problems().equals(after.problems())
                    || !TicketKeys.same(old.fileTickets(), after.fileTickets());
        }

        /** Those that were not found the last time. */
        public List<TlsProblem> newProblems() {
            List<TlsProblem> problems = new ArrayList<>(after.problems());
            if (before != null) {
                problems.removeAll(before.problems());
            }
            return problems;
        }

        /** Certificates that were not served before. */
        public List<ServedCertificate> fresh() {
            return without(after, before);
        }

        /** Certificates that are served no more. */
        public List<ServedCertificate> retired() {
            return before == null ? List.of() : without(before, after);
        }

        private static List<ServedCertificate> without(Loaded all, @Nullable Loaded others) {
            List<ServedCertificate> rest = new ArrayList<>(all.table().all());
            if (others != null) {
                rest.removeAll(others.table().all());
            }
            return rest;
        }

        /** New connections get this from now on. */
        public ListenerTls apply() {
            ListenerTls tls = present == null ? new ListenerTls(listener, after) : present;
            after.table().all().forEach(one -> one.context().use(setup.ticketsOf(after)));
            tls.swap(after);
            return tls;
        }

        /** Once no event loop is about to use them. */
        public void releaseRetired() {
            retired().forEach(one -> one.context().release());
        }

        /** It will not be applied. */
        public void giveUp() {
            fresh().forEach(one -> one.context().release());
        }
    }
}
