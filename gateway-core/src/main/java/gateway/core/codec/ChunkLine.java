package gateway.core.codec;

import gateway.core.http.ByteClass;
import io.netty.buffer.ByteBuf;

/**
 * Reads the line before each chunk, in any pieces (RFC 9112 section 7.1). Extensions are checked and forgotten: they are for one hop.
 * Refused: an empty size, one of more than 15 hexadecimal digits after zeros, a sign, a blank that no extension follows, an
 * extension outside of its grammar, more than 256 bytes of extensions for a chunk or 16 KiB for a message, and a line that ends
 * other than in CRLF. Event-loop confined.
 */
final class ChunkLine {
    /** The line is not at its end. */
    static final long MORE = -1;
    /** The line is refused. */
    static final long BAD = -2;

    private static final int MAX_DIGITS = 15;
    private static final int MAX_ZEROS = 64;
    private static final int MAX_EXTENSION = 256;
    private static final int MAX_EXTENSIONS = 16 * 1024;

    /** What was read last. */
    private enum Place {
        START,
        SIZE,
        /** A blank behind a name, a value or the size. */
        BLANK_BEFORE_SEMICOLON,
        SEMICOLON,
        NAME,
        BLANK_AFTER_NAME,
        EQUALS,
        VALUE,
        QUOTED,
        ESCAPE,
        QUOTE_END,
        CR,
        FAULT
    }

    private Place place = Place.START;
    private long size;
    private int digits;
    private int zeros;
    private int extension;
    private int extensions;

    /** A new message begins. */
    void reset() {
        extensions = 0;
        begin();
    }

    private void begin() {
        place = Place.START;
        size = 0;
        digits = 0;
        zeros = 0;
        extension = 0;
    }

    /** Takes bytes up to the line's end: the chunk's size in bytes, {@link #MORE} or {@link #BAD}. */
    long read(ByteBuf in) {
        while (in.isReadable()) {
            byte b = in.readByte();
            if (place == Place.CR) {
                return b == '\n' ? end() : BAD;
            }
            place = next(b);
            if (place == Place.FAULT) {
                return BAD;
            }
        }
        return MORE;
    }

    private long end() {
        long read = size;
        begin();
        return read;
    }

    private Place next(byte b) {
        if (place == Place.START || place == Place.SIZE) {
            int digit = Character.digit((char) (b & 0xFF), 16);
            if (digit >= 0 && b > 0) {
                return addDigit(digit);
            }
            return place == Place.START ? Place.FAULT : afterValue(b);
        }
        extension++;
        extensions++;
        return extension > MAX_EXTENSION || extensions > MAX_EXTENSIONS ? Place.FAULT : inExtension(b);
    }

    private Place addDigit(int digit) {
        if (digits > 0 || digit > 0) {
            digits++;
        } else {
            zeros++;
        }
        size = size << 4 | digit;
        return digits > MAX_DIGITS || zeros > MAX_ZEROS ? Place.FAULT : Place.SIZE;
    }

    private Place inExtension(byte b) {
        boolean isBlank = b == ' ' || b == '\t';
        boolean isToken = (ByteClass.of(b) & ByteClass.TOKEN) != 0;
        return switch (place) {
            case BLANK_BEFORE_SEMICOLON -> isBlank ? place : b == ';' ? Place.SEMICOLON : Place.FAULT;
            case SEMICOLON -> isBlank ? place : isToken ? Place.NAME : Place.FAULT;
            case NAME -> isToken ? place : isBlank ? Place.BLANK_AFTER_NAME : b == '=' ? Place.EQUALS : afterValue(b);
            case BLANK_AFTER_NAME ->
                isBlank ? place : b == '=' ? Place.EQUALS : b == ';' ? Place.SEMICOLON : Place.FAULT;
            case EQUALS -> isBlank ? place : isToken ? Place.VALUE : b == '"' ? Place.QUOTED : Place.FAULT;
            case VALUE -> isToken ? place : afterValue(b);
            case QUOTED -> inQuotes(b);
            case ESCAPE -> (ByteClass.of(b) & ByteClass.VALUE) != 0 ? Place.QUOTED : Place.FAULT;
            case QUOTE_END -> afterValue(b);
            default -> Place.FAULT;
        };
    }

    private static Place afterValue(byte b) {
        return switch (b) {
            case '\r' -> Place.CR;
            case ';' -> Place.SEMICOLON;
            case ' ', '\t' -> Place.BLANK_BEFORE_SEMICOLON;
            default -> Place.FAULT;
        };
    }

    private static Place inQuotes(byte b) {
        if (b == '"') {
            return Place.QUOTE_END;
        }
        if (b == '\\') {
            return Place.ESCAPE;
        }
        return (ByteClass.of(b) & ByteClass.QUOTED) != 0 ? Place.QUOTED : Place.FAULT;
    }
}
