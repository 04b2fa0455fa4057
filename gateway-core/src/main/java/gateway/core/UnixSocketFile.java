package gateway.core;

import gateway.core.config.Address;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of a listening Unix socket: the kernel leaves it behind, and a new socket cannot be bound while it is there. */
final class UnixSocketFile {
    private UnixSocketFile() {}

    /** Removes what a process that is gone has left; a socket that somebody listens on stays, and binding will say so. */
    static void removeIfDead(String path) throws IOException {
        Path file = Path.of(path);
        if (!Files.exists(file) || Files.isRegularFile(file) || Files.isDirectory(file)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            assert probe.isConnected();
        } catch (IOException nobodyListens) {
            Files.deleteIfExists(file);
        }
    }

    static void remove(Address address) {
        if (address.unixPath() == null) {
            return;
        }
        try {
            Files.deleteIfExists(Path.of(address.unixPath()));
        } catch (IOException e) {
            // The next start removes it.
        }
    }
}
