package gateway.core.upstream.resolve;

import io.netty.resolver.HostsFileEntriesProvider;
import java.io.File;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names that the system's hosts file lists, read again when the file has changed. Confined to one thread. */
final class HostsFile {
    private final File file;
    private long readLastModified = -1;
    private Map<String, List<InetAddress>> ipv4 = Map.of();
    private Map<String, List<InetAddress>> ipv6 = Map.of();

    HostsFile(File file) {
        this.file = file;
    }

    static HostsFile ofSystem() {
        String windows = System.getenv("SystemRoot");
        boolean isWindows = File.separatorChar == '\\' && windows != null;
        return new HostsFile(new File(isWindows ? windows + "\\system32\\drivers\\etc\\hosts" : "/etc/hosts"));
    }

    /** Every address that is listed for the name; empty when it is not listed or there is no file. */
    List<InetAddress> addresses(String name) {
        readIfChanged();
        String key = name.toLowerCase(Locale.ENGLISH);
        List<InetAddress> found = new ArrayList<>(ipv4.getOrDefault(key, List.of()));
        found.addAll(ipv6.getOrDefault(key, List.of()));
        return found;
    }

    private void readIfChanged() {
        long lastModified = file.lastModified();
        if (lastModified == readLastModified) {
            return;
        }
        readLastModified = lastModified;
        HostsFileEntriesProvider entries =
                HostsFileEntriesProvider.parser().parseSilently(file, StandardCharsets.UTF_8);
        ipv4 = entries.ipv4Entries();
        ipv6 = entries.ipv6Entries();
    }
}
