package gateway.core.http;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of one message stand: each as offsets into the bytes that came, or as text once it was changed. A name or value
 * becomes text when it is asked for, and is kept. Event-loop confined; the bytes are never changed after {@link #seal}.
 */
abstract class FieldBlock extends DerivedHeaders {
    /** Ints for one field: {@link #KEY}, {@link #NAME} ... */
    private static final int STRIDE = 5;
    /** Tells most names apart by length, first and last byte; {@link #GONE} for a field that was removed. */
    private static final int KEY = 0;

    private static final int NAME = 1;
    private static final int NAME_END = 2;
    private static final int VALUE = 3;
    private static final int VALUE_END = 4;

    private static final int GONE = 0;
    /** A bit of the key: the line is {@code Name: value CRLF}, so that it can be written as it came. */
    private static final int PLAIN = 1 << 30;
    /** In place of an offset: the field is text. */
    private static final int IS_TEXT = -1;

    private static final int FIRST_CAPACITY = 20;
    private static final byte[] NO_BYTES = {};
    private static final CharSequence[] NO_TEXTS = {};

    private byte[] block = NO_BYTES;
    private int[] places = new int[FIRST_CAPACITY * STRIDE];
    /** Name and value of each field, as far as somebody asked; empty until then. */
    private @Nullable CharSequence[] texts = NO_TEXTS;

    /** A bit for each key that was ever here: most look-ups are for names that are not. */
    private long seen;

    private int count;
    private int live;
    private int classes;

    // Filling, by who reads the bytes.

    /**
     * A line of the wire, checked by the caller. The offsets are those of the bytes that {@link #seal} will bring.
     *
     * @param plain the line is the name, a colon, one blank, the value and CRLF, and no value is empty
     * @param nameClasses the {@link ByteClass} bits of all bytes of the name together
     */
    public final void addWire(
            byte[] bytes, int name, int nameEnd, int value, int valueEnd, boolean plain, int nameClasses) {
        int at = newPlace();
        int key = key(nameEnd - name, bytes[name], bytes[nameEnd - 1]);
        seen |= bit(key);
        places[at + KEY] = plain ? key | PLAIN : key;
        places[at + NAME] = name;
        places[at + NAME_END] = nameEnd;
        places[at + VALUE] = value;
        places[at + VALUE_END] = valueEnd;
        classes |= nameClasses;
    }

    /** The last line went on in the next one, and the bytes between them were made blanks. */
    public final void extendLastWire(int value, int valueEnd) {
        int at = (count - 1) * STRIDE;
        places[at + KEY] &= ~PLAIN;
        if (valueEnd == value) {
            return;
        }
        if (places[at + VALUE] == places[at + VALUE_END]) {
            places[at + VALUE] = value;
        }
        places[at + VALUE_END] = valueEnd;
    }

    /** The bytes that the lines so far stand in have moved. */
    public final void moveWire(int by) {
        for (int at = 0; at < count * STRIDE; at += STRIDE) {
            places[at + NAME] += by;
            places[at + NAME_END] += by;
            places[at + VALUE] += by;
            places[at + VALUE_END] += by;
        }
    }

    /** The fields are whole; these are their bytes, which nobody changes any more. */
    public final void seal(byte[] bytes) {
        block = bytes;
    }

    /** A name has an underscore, or had when it came. */
    final boolean hasUnderscores() {
        return (classes & ByteClass.UNDERSCORE) != 0;
    }

    // Looking.

    @Override
    public final int size() {
        return live;
    }

    /** How many places there are, those of removed fields included. */
    final int places() {
        return count;
    }

    final boolean isGone(int field) {
        return places[field * STRIDE + KEY] == GONE;
    }

    /** The first field with this name at or after a place; -1 when there is none. */
    final int find(CharSequence name, int from) {
        int length = name.length();
        if (length == 0) {
            return -1;
        }
        int key = key(length, (byte) name.charAt(0), (byte) name.charAt(length - 1));
        if ((seen & bit(key)) == 0) {
            return -1;
        }
        int end = count * STRIDE;
        for (int at = from * STRIDE; at < end; at += STRIDE) {
            if ((places[at + KEY] & ~PLAIN) == key && isNamed(at, name, length)) {
                return at / STRIDE;
            }
        }
        return -1;
    }

    private boolean isNamed(int at, CharSequence name, int length) {
        int start = places[at + NAME];
        if (start == IS_TEXT) {
            return AsciiString.contentEqualsIgnoreCase(texts[at / STRIDE * 2], name);
        }
        if (places[at + NAME_END] - start != length) {
            return false;
        }
        if (name instanceof AsciiString ascii) {
            return isSame(start, ascii.array(), ascii.arrayOffset(), length);
        }
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            if (c > 0x7F || !isSame(block[start + i], (byte) c)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSame(int start, byte[] other, int otherStart, int length) {
        for (int i = 0; i < length; i++) {
            if (!isSame(block[start + i], other[otherStart + i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(byte one, byte other) {
        if (one == other) {
            return true;
        }
        int lower = one | 0x20;
        return lower == (other | 0x20) && lower >= 'a' && lower <= 'z';
    }

    private static int key(int length, byte first, byte last) {
        return ((length & 0x1FFF) << 16) | (((first | 0x20) & 0xFF) << 8) | ((last | 0x20) & 0xFF);
    }

    private static long bit(int key) {
        return 1L << ((key * 0x9E3779B9) >>> 26);
    }

    // Text.

    final CharSequence nameOf(int field) {
        int at = field * STRIDE;
        CharSequence kept = kept(field * 2);
        if (kept != null) {
            return kept;
        }
        AsciiString name = new AsciiString(block, places[at + NAME], places[at + NAME_END] - places[at + NAME], false);
        keep(field * 2, name);
        return name;
    }

    final CharSequence valueOf(int field) {
        int at = field * STRIDE;
        CharSequence kept = kept(field * 2 + 1);
        if (kept != null) {
            return kept;
        }
        String value = new String(
                block, places[at + VALUE], places[at + VALUE_END] - places[at + VALUE], StandardCharsets.ISO_8859_1);
        keep(field * 2 + 1, value);
        return value;
    }

    private @Nullable CharSequence kept(int index) {
        return index < texts.length ? texts[index] : null;
    }

    private void keep(int index, CharSequence text) {
        if (index >= texts.length) {
            texts = Arrays.copyOf(texts, places.length / STRIDE * 2);
        }
        texts[index] = text;
    }

    // Changing.

    /** A new field at the end; name and value were checked. */
    final void appendText(CharSequence name, CharSequence value) {
        int at = newPlace();
        putText(at / STRIDE, name, value);
    }

    /** Another name and value in the place of a field; both were checked. */
    final void putText(int field, CharSequence name, CharSequence value) {
        int at = field * STRIDE;
        int length = name.length();
        places[at + KEY] = key(length, (byte) name.charAt(0), (byte) name.charAt(length - 1));
        places[at + NAME] = IS_TEXT;
        seen |= bit(places[at + KEY]);
        keep(field * 2, name);
        keep(field * 2 + 1, value);
    }

    final void removeField(int field) {
        places[field * STRIDE + KEY] = GONE;
        live--;
    }

    final void removeAll() {
        count = 0;
        live = 0;
        seen = 0;
        classes = 0;
        Arrays.fill(texts, null);
    }

    final void copyTo(FieldBlock other) {
        other.block = block;
        other.places = places.clone();
        other.texts = texts.clone();
        other.seen = seen;
        other.count = count;
        other.live = live;
        other.classes = classes;
    }

    private int newPlace() {
        int at = count * STRIDE;
        if (at == places.length) {
            places = Arrays.copyOf(places, 2 * at);
        }
        count++;
        live++;
        return at;
    }

    // Writing.

    /** Bytes that {@link #write} writes. */
    public final int encodedLength() {
        int sum = 0;
        for (int at = 0; at < count * STRIDE; at += STRIDE) {
            if (places[at + KEY] == GONE) {
                continue;
            }
            if (places[at + NAME] == IS_TEXT) {
                int text = at / STRIDE * 2;
                sum += length(texts[text]) + length(texts[text + 1]);
            } else {
                sum += places[at + NAME_END] - places[at + NAME] + places[at + VALUE_END] - places[at + VALUE];
            }
            sum += 4;
        }
        return sum;
    }

    private static int length(@Nullable CharSequence text) {
        return text == null ? 0 : text.length();
    }

    /**
     * Writes each field as {@code Name: value CRLF}. Fields that stand side by side as they came are copied in one go.
     *
     * @param out has room for {@link #encodedLength} bytes
     * @return index behind the last byte
     */
    public final int write(byte[] out, int start) {
        int to = start;
        int end = count * STRIDE;
        for (int at = 0; at < end; at += STRIDE) {
            int key = places[at + KEY];
            if (key == GONE) {
                continue;
            }
            if (places[at + NAME] == IS_TEXT) {
                int text = at / STRIDE * 2;
                to = line(textTo(texts[text], out, to), out, texts[text + 1]);
            } else if ((key & PLAIN) != 0) {
                int last = endOfRun(at, end);
                to = copy(places[at + NAME], places[last + VALUE_END] + 2, out, to);
                at = last;
            } else {
                to = copy(places[at + NAME], places[at + NAME_END], out, to);
                out[to] = ':';
                out[to + 1] = ' ';
                to = newLine(out, copy(places[at + VALUE], places[at + VALUE_END], out, to + 2));
            }
        }
        return to;
    }

    /** The last of the plain lines that follow one another in the bytes. */
    private int endOfRun(int first, int end) {
        int last = first;
        for (int next = first + STRIDE; next < end; next += STRIDE) {
            if ((places[next + KEY] & PLAIN) == 0
                    || places[next + NAME] == IS_TEXT
                    || places[next + NAME] != places[last + VALUE_END] + 2) {
                break;
            }
            last = next;
        }
        return last;
    }

    private int copy(int from, int until, byte[] out, int to) {
        System.arraycopy(block, from, out, to, until - from);
        return to + until - from;
    }

    private static int line(int start, byte[] out, @Nullable CharSequence value) {
        out[start] = ':';
        out[start + 1] = ' ';
        return newLine(out, textTo(value, out, start + 2));
    }

    private static int newLine(byte[] out, int to) {
        out[to] = '\r';
        out[to + 1] = '\n';
        return to + 2;
    }

    /** Of a text that has bytes for characters, as all have that were checked. */
    @SuppressWarnings("deprecation") // the only way to take Latin-1 out of a String without a copy in between
    private static int textTo(@Nullable CharSequence text, byte[] out, int to) {
        if (text instanceof String string) {
            int length = string.length();
            string.getBytes(0, length, out, to);
            return to + length;
        }
        if (text instanceof AsciiString ascii) {
            System.arraycopy(ascii.array(), ascii.arrayOffset(), out, to, ascii.length());
            return to + ascii.length();
        }
        return text == null ? to : textTo(text.toString(), out, to);
    }
}
