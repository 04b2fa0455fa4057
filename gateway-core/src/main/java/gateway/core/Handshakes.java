package gateway.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** TCP handshakes that have begun and not ended: the kernel tells of them in its tables of sockets only. */
final class Handshakes {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    /** A longer table takes too long to read; some 1,700 sockets. */
    static final int LONGEST = 256 * 1024;

    private static final String SYN_RECEIVED = "03";
    private static final int LOCAL = 1;
    private static final int STATE = 3;

    private Handshakes() {}

    /** Whether it is certain that none is under way to this port of any local address. False also where the system does not tell. */
    static boolean isNoneUnderWay(int port) {
        try {
            for (Path table : TABLES) {
                if (Files.exists(table) && !isNoneIn(table, port)) {
                    return false;
                }
            }
            return Files.exists(TABLES.get(0));
        } catch (IOException e) {
            return false;
        }
    }

    static boolean isNoneIn(Path table, int port) throws IOException {
        try (InputStream in = Files.newInputStream(table)) {
            byte[] bytes = in.readNBytes(LONGEST);
            return bytes.length < LONGEST
                    && new String(bytes, StandardCharsets.US_ASCII).lines().noneMatch(line -> isHandshake(line, port));
        }
    }

    /** A line as {@code 0: 0100007F:1F90 0100007F:C350 03 ...}: addresses and ports in hexadecimal. */
    static boolean isHandshake(String line, int port) {
        String[] columns = line.strip().split(" +", STATE + 2);
        if (columns.length <= STATE || !columns[STATE].equals(SYN_RECEIVED)) {
            return false;
        }
        String local = columns[LOCAL];
        return Integer.parseInt(local.substring(local.lastIndexOf(':') + 1), 16) == port;
    }
}
