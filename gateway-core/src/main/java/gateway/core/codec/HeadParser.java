package gateway.core.codec;

import gateway.core.http.ByteClass;
import gateway.core.http.FailureReason;
import gateway.core.http.WireHeaders;
import java.util.Arrays;

/**
 * Reads one head after another out of bytes that come in any pieces, in one pass. Says what of a head's grammar is refused
 * (RFC 9112 sections 2 to 5); a line is looked at again only when its end came in another piece than its beginning.
 *
 * <table>
 * <caption>Beyond the grammar of the first line, see {@link RequestLine} and {@link StatusLine}</caption>
 * <tr><th>What<th>Request<th>Response
 * <tr><td>a line that ends in LF alone, a CR inside a line<td>refused<td>refused
 * <tr><td>a control character other than a tab in a value<td>refused<td>refused
 * <tr><td>an empty name, or one that is no token; no colon<td>refused<td>refused
 * <tr><td>blanks between name and colon<td>refused<td>removed
 * <tr><td>a folded line<td>refused<td>its line end becomes blanks
 * <tr><td>blanks before the first field<td>refused<td>refused
 * <tr><td>more bytes than the head may have<td>refused<td>refused
 * <tr><td>more than 100 fields, a name of more than 8 KiB<td>refused<td>refused
 * </table>
 *
 * <p>Event-loop confined.
 */
abstract class HeadParser {
    /** There is no whole head yet. */
    static final int MORE = -1;
    /** The head is refused. */
    static final int BAD = -2;
    /** The head is complete. */
    static final int DONE = 0;

    static final int MAX_FIELDS = 100;

    private static final byte[] NOTHING = {};
    /** Never changed. */
    private static final WireHeaders NO_FIELDS = new WireHeaders();

    private final int maxSize;
    private final boolean isLenient;
    private final FailureReason grammarFault;
    private final FailureReason sizeFault;
    private byte[] block = NOTHING;
    private int end;
    private int start;
    private int next;
    private int searched;
    private boolean inFields;
    private WireHeaders fields = NO_FIELDS;
    private FailureReason fault;

    /**
     * @param maxSize bytes of a head
     * @param isLenient a response's blanks before a colon and folded lines are set right
     */
    HeadParser(int maxSize, boolean isLenient, FailureReason grammarFault, FailureReason sizeFault) {
        this.maxSize = maxSize;
        this.isLenient = isLenient;
        this.grammarFault = grammarFault;
        this.sizeFault = sizeFault;
        this.fault = grammarFault;
    }

    // The bytes.

    /**
     * Room for so many more bytes behind those that are there; they go to {@link #block} at {@link #end}.
     *
     * @return how far what is there moved to the front
     */
    final int makeRoom(int bytes) {
        int moved = start;
        if (moved > 0 || end + bytes > block.length) {
            int kept = end - moved;
            byte[] roomier = new byte[Math.max(kept + bytes, Math.min(2 * kept, maxSize))];
            System.arraycopy(block, moved, roomier, 0, kept);
            block = roomier;
            if (inFields) {
                fields.moveWire(-moved);
            }
            start = 0;
            next -= moved;
            searched -= moved;
            end = kept;
        }
        return moved;
    }

    final byte[] block() {
        return block;
    }

    /** Index of the first byte of the head that is read, or of the next one. */
    final int start() {
        return start;
    }

    final int end() {
        return end;
    }

    /** Index behind the last head, or of the line to be read next. */
    final int next() {
        return next;
    }

    /** So many bytes were put into the room. */
    final void added(int bytes) {
        end += bytes;
    }

    /** Something of a head is there, but not all; empty lines before it do not count. */
    final boolean isInside() {
        return inFields || end > next;
    }

    /** Lets go of the bytes, and of what was read of a head. */
    final void forget() {
        block = NOTHING;
        fields = NO_FIELDS;
        inFields = false;
        start = 0;
        next = 0;
        end = 0;
        searched = 0;
    }

    /** Forgets the bytes from an index on: they come again. */
    final void truncate(int newEnd) {
        end = newEnd;
        searched = Math.min(searched, newEnd);
    }

    // The grammar.

    /** Reads as far as the bytes go: {@link #DONE}, {@link #MORE} or {@link #BAD}. */
    final int parse() {
        if (searched > next && !hasLineEnd()) {
            return unfinished(MORE);
        }
        if (!inFields) {
            int after = readFirstLine(block, next, end);
            if (after < 0 || after - start > maxSize) {
                return unfinished(after < 0 ? after : MORE);
            }
            beginFields(after);
        }
        int outcome = readFields();
        if (outcome != DONE || next - start > maxSize) {
            return unfinished(outcome == DONE ? MORE : outcome);
        }
        inFields = false;
        fields.seal(block);
        start = next;
        searched = next;
        return DONE;
    }

    /** A section of fields without a first line is to be read: trailers. */
    final void beginTrailers() {
        beginFields(next);
    }

    private void beginFields(int at) {
        fields = new WireHeaders();
        inFields = true;
        next = at;
        searched = at;
    }

    /** The fields of the last head, or of a refused one those before the fault. Once. */
    final WireHeaders takeFields() {
        WireHeaders taken = fields == NO_FIELDS ? new WireHeaders() : fields;
        taken.seal(block);
        fields = NO_FIELDS;
        return taken;
    }

    /** The first line of the head that was refused was good. */
    final boolean hasFirstLine() {
        return inFields;
    }

    /** Why the last head was refused. */
    final FailureReason fault() {
        return fault;
    }

    /** Another reason than the one for bad grammar. */
    final int refuse(FailureReason why) {
        fault = why;
        return BAD;
    }

    /**
     * Reads the first line.
     *
     * @return index behind its CRLF, {@link #MORE} or {@link #BAD}
     */
    abstract int readFirstLine(byte[] bytes, int from, int until);

    /** Why a first line is refused that is longer than a head may be. */
    abstract FailureReason firstLineTooLong();

    /** Empty lines before the first one are no part of a head. */
    final void skip(int until) {
        start = until;
        next = until;
        searched = until;
    }

    private int unfinished(int outcome) {
        searched = end;
        if (outcome == MORE && end - start > maxSize) {
            return refuse(inFields ? sizeFault : firstLineTooLong());
        }
        return outcome;
    }

    /** In the bytes that were not looked at yet. */
    private boolean hasLineEnd() {
        for (int i = searched; i < end; i++) {
            if (block[i] == '\n') {
                return true;
            }
        }
        searched = end;
        return false;
    }

    private int readFields() {
        byte[] bytes = block;
        int until = end;
        int at = next;
        while (at < until) {
            byte first = bytes[at];
            if (first == '\r') {
                return readEnd(bytes, at, until);
            }
            int after = first == ' ' || first == '\t' ? readFold(bytes, at, until) : readField(bytes, at, until);
            if (after < 0) {
                return after;
            }
            at = after;
            next = after;
        }
        return MORE;
    }

    private int readEnd(byte[] bytes, int at, int until) {
        if (at + 1 == until) {
            return MORE;
        }
        if (bytes[at + 1] != '\n') {
            return refuse(grammarFault);
        }
        next = at + 2;
        return DONE;
    }

    private int readField(byte[] bytes, int at, int until) {
        int i = at;
        int classes = 0;
        int c;
        while (i < until && ((c = ByteClass.of(bytes[i])) & ByteClass.TOKEN) != 0) {
            classes |= c;
            i++;
        }
        int nameEnd = i;
        if (isLenient && nameEnd > at) {
            i = blanksEnd(bytes, i, until);
        }
        if (i == until) {
            return MORE;
        }
        if (bytes[i] != ':' || nameEnd == at) {
            return refuse(grammarFault);
        }
        int value = blanksEnd(bytes, i + 1, until);
        int lineEnd = ControlBytes.first(bytes, value, until);
        int outcome = endOfLine(bytes, lineEnd, until);
        if (outcome < 0) {
            return outcome;
        }
        int valueEnd = trimmed(bytes, value, lineEnd);
        if (fields.size() == MAX_FIELDS || nameEnd - at > WireHeaders.MAX_NAME) {
            return refuse(sizeFault);
        }
        boolean isPlain = value == nameEnd + 2 && valueEnd == lineEnd && valueEnd > value && bytes[value - 1] == ' ';
        fields.addWire(bytes, at, nameEnd, value, valueEnd, isPlain, classes);
        return outcome;
    }

    /** A line that goes on the one before it (RFC 9112 section 5.2). */
    private int readFold(byte[] bytes, int at, int until) {
        if (!isLenient || fields.size() == 0) {
            return refuse(grammarFault);
        }
        int value = blanksEnd(bytes, at, until);
        int lineEnd = ControlBytes.first(bytes, value, until);
        int outcome = endOfLine(bytes, lineEnd, until);
        if (outcome < 0) {
            return outcome;
        }
        int valueEnd = trimmed(bytes, value, lineEnd);
        Arrays.fill(bytes, at - 2, value, (byte) ' ');
        fields.extendLastWire(value, valueEnd);
        return outcome;
    }

    /** Index behind the CRLF that must stand there. */
    final int endOfLine(byte[] bytes, int at, int until) {
        if (at == until) {
            return MORE;
        }
        if (bytes[at] != '\r') {
            return refuse(grammarFault);
        }
        if (at + 1 == until) {
            return MORE;
        }
        return bytes[at + 1] == '\n' ? at + 2 : refuse(grammarFault);
    }

    static int blanksEnd(byte[] bytes, int from, int until) {
        int i = from;
        while (i < until && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }

    private static int trimmed(byte[] bytes, int from, int until) {
        int i = until;
        while (i > from && (bytes[i - 1] == ' ' || bytes[i - 1] == '\t')) {
            i--;
        }
        return i;
    }
}
