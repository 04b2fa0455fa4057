package gateway.server.admin;

import gateway.core.config.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of a Unix socket, which outlives the process that made it. Does nothing for a TCP address. */
final class UnixSocketFile {
    private final Address address;

    UnixSocketFile(Address address) {
        this.address = address;
    }

    SocketAddress socketAddress() throws IOException {
        if (address.unixPath() != null) {
            return UnixDomainSocketAddress.of(address.unixPath());
        }
        if (address.host().isEmpty()) {
            return new InetSocketAddress(address.port());
        }
        return new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
    }

    /** Removes a socket that nobody listens on; leaves files of other kinds and living sockets to the bind's own error. */
    void removeStale() throws IOException {
        if (address.unixPath() == null) {
            return;
        }
        Path path = Path.of(address.unixPath());
        if (!Files.exists(path) || Files.isRegularFile(path) || Files.isDirectory(path)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException refused) {
            Files.deleteIfExists(path);
        }
    }

    /** Whoever can open the socket operates the gateway: its owner and group only. */
    void restrict() throws IOException {
        if (address.unixPath() != null) {
            Files.setPosixFilePermissions(Path.of(address.unixPath()), PosixFilePermissions.fromString("rw-rw----"));
        }
    }

    void remove() {
        if (address.unixPath() == null) {
            return;
        }
        try {
            Files.deleteIfExists(Path.of(address.unixPath()));
        } catch (IOException stays) {
            // The next start removes it, or says why it cannot.
            assert stays != null;
        }
    }
}
