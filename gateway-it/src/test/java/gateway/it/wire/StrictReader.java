package gateway.it.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 messages off a connection by the grammar of RFC 9112 and nothing beside it. A message that the peer's end cuts
 * off is no fault here: whoever asks is told that it is not whole. For one thread.
 */
final class StrictReader {
    private static final int END = -1;
    private static final int MAX_HEAD = 1 << 20;

    private final InputStream in;
    private boolean isReset;

    StrictReader(InputStream in) {
        this.in = in;
    }

    /** A start line and fields. */
    record Head(String startLine, List<Field> fields, boolean isWhole) {}

    /** A body and its trailers. */
    record Body(String text, List<Field> trailers, boolean isWhole) {}

    /** The next head; null when the peer closed before the first byte of it. */
    @Nullable
    Head head() throws IOException, MalformedException {
        StringBuilder raw = new StringBuilder();
        List<String> lines = new ArrayList<>();
        for (int start = 0; ; start = raw.length()) {
            if (!line(raw)) {
                return raw.isEmpty() ? null : new Head(raw.toString(), List.of(), false);
            }
            String line = raw.substring(start, raw.length() - 2);
            if (line.isEmpty()) {
                break;
            }
            lines.add(line);
        }
        if (lines.isEmpty()) {
            throw new MalformedException("an empty line before the start line", raw);
        }
        return new Head(lines.get(0), fields(lines.subList(1, lines.size()), raw), true);
    }

    /** Appends a line with its CRLF; false when the peer's end came first. */
    private boolean line(StringBuilder raw) throws IOException, MalformedException {
        boolean isAfterCr = false;
        for (int b = read(); b != END; b = read()) {
            raw.append((char) b);
            if (isAfterCr != (b == '\n')) {
                throw new MalformedException("a bare CR or LF", raw);
            }
            if (isAfterCr) {
                return true;
            }
            isAfterCr = b == '\r';
            if (raw.length() > MAX_HEAD) {
                throw new MalformedException("more than " + MAX_HEAD + " bytes", raw);
            }
        }
        return false;
    }

    private static List<Field> fields(List<String> lines, StringBuilder raw) throws MalformedException {
        List<Field> fields = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 0 || !Grammar.TOKEN.matcher(line.substring(0, colon)).matches()) {
                throw new MalformedException("no field name", raw);
            }
            String value = line.substring(colon + 1).replaceAll("^[ \\t]+|[ \\t]+$", "");
            if (!Grammar.FIELD_VALUE.matcher(value).matches()) {
                throw new MalformedException("no field value", raw);
            }
            fields.add(new Field(line.substring(0, colon), value));
        }
        return fields;
    }

    /** A body of so many bytes. */
    Body sized(long length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean isWhole = copy(length, bytes);
        return new Body(text(bytes), List.of(), isWhole);
    }

    /** A body that ends with the connection; a reset is not its end. */
    Body untilClose() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy(Long.MAX_VALUE, bytes);
        return new Body(text(bytes), List.of(), !isReset);
    }

    /** A chunked body. */
    Body chunked() throws IOException, MalformedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            StringBuilder raw = new StringBuilder();
            if (!line(raw)) {
                return new Body(text(bytes), List.of(), false);
            }
            String size = raw.substring(0, raw.length() - 2);
            if (!Grammar.CHUNK_SIZE.matcher(size).matches()) {
                throw new MalformedException("no chunk size", raw);
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                return trailers(text(bytes));
            }
            StringBuilder end = new StringBuilder();
            if (!copy(length, bytes) || !line(end)) {
                return new Body(text(bytes), List.of(), false);
            }
            if (end.length() != 2) {
                throw new MalformedException("bytes beyond the chunk", end);
            }
        }
    }

    private Body trailers(String body) throws IOException, MalformedException {
        StringBuilder raw = new StringBuilder();
        List<String> lines = new ArrayList<>();
        while (true) {
            int start = raw.length();
            if (!line(raw)) {
                return new Body(body, List.of(), false);
            }
            String line = raw.substring(start, raw.length() - 2);
            if (line.isEmpty()) {
                return new Body(body, fields(lines, raw), true);
            }
            lines.add(line);
        }
    }

    /** Everything until the peer's end. */
    String rest() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy(Long.MAX_VALUE, bytes);
        return text(bytes);
    }

    private boolean copy(long length, ByteArrayOutputStream to) throws IOException {
        for (long i = 0; i < length; i++) {
            int b = read();
            if (b == END) {
                return false;
            }
            to.write(b);
        }
        return true;
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** A reset ends the connection as a close does, and is remembered; a time-out is for the caller. */
    private int read() throws IOException {
        try {
            return isReset ? END : in.read();
        } catch (SocketException e) {
            isReset = true;
            return END;
        }
    }
}
