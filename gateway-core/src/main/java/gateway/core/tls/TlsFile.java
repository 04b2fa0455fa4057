package gateway.core.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file as it was read at one time: what is looked at afterwards is never half of another version. Immutable.
 *
 * @param path for messages
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
public record TlsFile(Path path, byte[] content) {
    /** No file with keys or certificates is larger; a longer one is a mistake, such as a device. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /**
     * Blocks.
     *
     * @throws TlsFileException when it cannot be read; names it
     */
    public static TlsFile read(Path path) throws TlsFileException {
        try (var in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new TlsFileException(path + ": longer than 4 MiB (expected: a file with keys or certificates)");
            }
            return new TlsFile(path, content);
        } catch (NoSuchFileException e) {
            throw new TlsFileException(path + ": no such file", e);
        } catch (IOException e) {
            String why = e instanceof FileSystemException known && known.getReason() != null
                    ? known.getReason()
                    : e instanceof FileSystemException ? "not allowed" : String.valueOf(e.getMessage());
            throw new TlsFileException(path + ": cannot be read: " + why, e);
        }
    }

    /** The content as text; PEM has no other characters than ASCII in what matters. */
    String text() {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    TlsFileException wrong(String what) {
        return new TlsFileException(path + ": " + what);
    }

    TlsFileException wrong(String what, Throwable cause) {
        return new TlsFileException(path + ": " + what, cause);
    }
}
