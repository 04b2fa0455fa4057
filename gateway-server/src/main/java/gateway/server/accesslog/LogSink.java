package gateway.server.accesslog;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Where lines go: a file that is appended to, a pipe or a device, or standard output. Used by one thread at a time. */
final class LogSink {
    static final String STANDARD_OUTPUT = "-";

    private final String path;
    private final OutputStream out;

    LogSink(String path, OutputStream out) {
        this.path = path;
        this.out = out;
    }

    /**
     * Opens without waiting for anyone.
     *
     * @throws IOException names the path
     */
    static LogSink open(String path) throws IOException {
        if (path.equals(STANDARD_OUTPUT)) {
            return new LogSink(path, new FileOutputStream(FileDescriptor.out));
        }
        try {
            return new LogSink(path, isPipeOrDevice(Path.of(path)) ? pipe(path) : new FileOutputStream(path, true));
        } catch (IOException | InvalidPathException e) {
            throw new IOException(
                    "access_log.path: " + path + ": " + e.getMessage() + " (expected: a file that can be written)", e);
        }
    }

    /** The same path again, for a file that was renamed; this one stays open. */
    LogSink reopen() throws IOException {
        return isStandardOutput() ? this : open(path);
    }

    String path() {
        return path;
    }

    /** May block as long as the other end likes. */
    void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        out.flush();
    }

    void close() throws IOException {
        if (!isStandardOutput()) {
            out.close();
        }
    }

    private boolean isStandardOutput() {
        return path.equals(STANDARD_OUTPUT);
    }

    private static boolean isPipeOrDevice(Path path) throws IOException {
        return Files.exists(path)
                && Files.readAttributes(path, BasicFileAttributes.class).isOther();
    }

    /** For reading too: to open a pipe for writing alone would wait until somebody reads it. */
    private static OutputStream pipe(String path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path, "rw");
        return new FileOutputStream(file.getFD()) {
            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
