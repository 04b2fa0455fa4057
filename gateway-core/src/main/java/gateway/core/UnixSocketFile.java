package gateway.core;

import gateway.core.config.Address;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of a listening Unix socket: the kernel leaves it behind, and a new socket cannot be bound while it is there. Nothing
 * is done for a TCP address.
 */
public final class UnixSocketFile {
    private UnixSocketFile() {}

    /** Removes what a process that is gone has left; a socket that somebody listens on stays, and binding will say so. */
    public static void removeIfDead(Address address) throws IOException {
        if (address.unixPath() == null) {
            return;
        }
        Path file = Path.of(address.unixPath());
        if (!Files.exists(file) || Files.isRegularFile(file) || Files.isDirectory(file)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            assert probe.isConnected();
        } catch (IOException nobodyListens) {
            Files.deleteIfExists(file);
        }
    }

    /** After the socket was closed. */
    public static void remove(Address address) {
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
