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
    /** A name that is longer has no place here. */
    public static final int MAX_NAME = 0x1FFF;

    /** Of a key, in place of one: the field was removed. */
    private static final int GONE = 0;
    /** A bit of a key: the line is {@code Name: value CRLF}, so that it can be written as it came. */
    private static final int PLAIN = 1 << 30;

    /** Ints for one field beside its key. */
    private static final int STRIDE = 4;

    private static final int NAME = 0;
    private static final int VALUE = 1;
    private static final int VALUE_END = 2;
    /** Where its texts are, plus one: name and value; the name only where it is not in the bytes. */
    private static final int TEXT = 3;
    /** In place of an offset: the field is text. */
    private static final int IS_TEXT = -1;

    private static final int FIRST_CAPACITY = 20;
    private static final int FIRST_TEXTS = 16;
    private static final byte[] NO_BYTES = {};
    private static final CharSequence[] NO_TEXTS = {};

    private byte[] block = NO_BYTES;
    /** Of each field the length of its name, its first and last byte: they tell most names apart. */
    private int[] keys = new int[FIRST_CAPACITY];

    private int[] places = new int[FIRST_CAPACITY * STRIDE];
    private @Nullable CharSequence[] texts = NO_TEXTS;
    private int textCount;

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
        int field = newField();
        int key = key(nameEnd - name, bytes[name], bytes[nameEnd - 1]);
        seen |= bit(key);
        keys[field] = plain ? key | PLAIN : key;
        int at = field * STRIDE;
        places[at + NAME] = name;
        places[at + VALUE] = value;
        places[at + VALUE_END] = valueEnd;
        places[at + TEXT] = 0;
        classes |= nameClasses;
    }

    /** The last line went on in the next one, and the bytes between them were made blanks. */
    public final void extendLastWire(int value, int valueEnd) {
        int at = (count - 1) * STRIDE;
        keys[count - 1] &= ~PLAIN;
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
        return keys[field] == GONE;
    }

    /** The first field with this name at or after a place; -1 when there is none. */
    final int find(CharSequence name, int from) {
        int length = name.length();
        if (length == 0 || length > MAX_NAME) {
            return -1;
        }
        int key;
        if (name instanceof AsciiString ascii) {
            byte[] bytes = ascii.array();
            int offset = ascii.arrayOffset();
            key = key(length, bytes[offset], bytes[offset + length - 1]);
        } else {
            key = key(length, (byte) name.charAt(0), (byte) name.charAt(length - 1));
        }
        return (seen & bit(key)) == 0 ? -1 : find(key, name, from);
    }

    private int find(int key, CharSequence name, int from) {
        for (int field = from; field < count; field++) {
            if ((keys[field] & ~PLAIN) == key && isNamed(field, name)) {
                return field;
            }
        }
        return -1;
    }

    private boolean isNamed(int field, CharSequence name) {
        int start = places[field * STRIDE + NAME];
        if (start == IS_TEXT) {
            return AsciiString.contentEqualsIgnoreCase(nameOf(field), name);
        }
        int length = name.length();
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
        return (length << 16) | (((first | 0x20) & 0xFF) << 8) | ((last | 0x20) & 0xFF);
    }

    private static int nameLength(int key) {
        return (key & ~PLAIN) >>> 16;
    }

    private static long bit(int key) {
        return 1L << ((key * 0x9E3779B9) >>> 26);
    }

    // Text.

    final CharSequence nameOf(int field) {
        int start = places[field * STRIDE + NAME];
        return start == IS_TEXT
                ? text(places[field * STRIDE + TEXT] - 1)
                : new AsciiString(block, start, nameLength(keys[field]), false);
    }

    final CharSequence valueOf(int field) {
        int at = field * STRIDE;
        if (places[at + TEXT] > 0) {
            return text(places[at + TEXT]);
        }
        int start = places[at + VALUE];
        String value = new String(block, start, places[at + VALUE_END] - start, StandardCharsets.ISO_8859_1);
        places[at + TEXT] = keep(null, value);
        return value;
    }

    private CharSequence text(int index) {
        CharSequence text = texts[index];
        return text == null ? "" : text;
    }

    /** Keeps a name and a value; their index, plus one. */
    private int keep(@Nullable CharSequence name, CharSequence value) {
        int at = textCount;
        if (at == texts.length) {
            texts = at == 0 ? new CharSequence[FIRST_TEXTS] : Arrays.copyOf(texts, 2 * at);
        }
        texts[at] = name;
        texts[at + 1] = value;
        textCount = at + 2;
        return at + 1;
    }

    // Changing.

    /** A new field at the end; name and value were checked. */
    final void appendText(CharSequence name, CharSequence value) {
        int field = newField();
        places[field * STRIDE + TEXT] = 0;
        putText(field, name, value);
    }

    /** Another name and value in the place of a field; both were checked. */
    final void putText(int field, CharSequence name, CharSequence value) {
        int at = field * STRIDE;
        int length = name.length();
        keys[field] = key(length, (byte) name.charAt(0), (byte) name.charAt(length - 1));
        seen |= bit(keys[field]);
        places[at + NAME] = IS_TEXT;
        int kept = places[at + TEXT];
        if (kept == 0) {
            places[at + TEXT] = keep(name, value);
        } else {
            texts[kept - 1] = name;
            texts[kept] = value;
        }
    }

    final void removeField(int field) {
        keys[field] = GONE;
        live--;
    }

    final void removeAll() {
        count = 0;
        live = 0;
        seen = 0;
        classes = 0;
        textCount = 0;
        texts = NO_TEXTS;
    }

    final void copyTo(FieldBlock other) {
        other.block = block;
        other.keys = keys.clone();
        other.places = places.clone();
        other.texts = texts.clone();
        other.textCount = textCount;
        other.seen = seen;
        other.count = count;
        other.live = live;
        other.classes = classes;
    }

    private int newField() {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            places = Arrays.copyOf(places, 2 * count * STRIDE);
        }
        live++;
        return count++;
    }

    // Writing.

    /** Bytes that {@link #write} writes. */
    public final int encodedLength() {
        int sum = 0;
        for (int field = 0; field < count; field++) {
            if (keys[field] == GONE) {
                continue;
            }
            int at = field * STRIDE;
            if (places[at + NAME] == IS_TEXT) {
                int text = places[at + TEXT];
                sum += text(text - 1).length() + text(text).length();
            } else {
                sum += nameLength(keys[field]) + places[at + VALUE_END] - places[at + VALUE];
            }
            sum += 4;
        }
        return sum;
    }

    /**
     * Writes each field as {@code Name: value CRLF}. Fields that stand side by side as they came are copied in one go.
     *
     * @param out has room for {@link #encodedLength} bytes
     * @return index behind the last byte
     */
    public final int write(byte[] out, int start) {
        int to = start;
        for (int field = 0; field < count; field++) {
            int key = keys[field];
            if (key == GONE) {
                continue;
            }
            int at = field * STRIDE;
            int name = places[at + NAME];
            if (name == IS_TEXT) {
                int text = places[at + TEXT];
                to = line(textTo(text(text - 1), out, to), out, text(text));
            } else if ((key & PLAIN) != 0) {
                field = endOfRun(field);
                to = copy(name, places[field * STRIDE + VALUE_END] + 2, out, to);
            } else {
                to = copy(name, name + nameLength(key), out, to);
                out[to] = ':';
                out[to + 1] = ' ';
                to = newLine(out, copy(places[at + VALUE], places[at + VALUE_END], out, to + 2));
            }
        }
        return to;
    }

    /** The last of the plain lines that follow one another in the bytes. A changed field is not plain. */
    private int endOfRun(int first) {
        int last = first;
        while (last + 1 < count
                && (keys[last + 1] & PLAIN) != 0
                && places[(last + 1) * STRIDE + NAME] == places[last * STRIDE + VALUE_END] + 2) {
            last++;
        }
        return last;
    }

    private int copy(int from, int until, byte[] out, int to) {
        System.arraycopy(block, from, out, to, until - from);
        return to + until - from;
    }

    private static int line(int start, byte[] out, CharSequence value) {
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
    private static int textTo(CharSequence text, byte[] out, int to) {
        if (text instanceof String string) {
            int length = string.length();
            string.getBytes(0, length, out, to);
            return to + length;
        }
        if (text instanceof AsciiString ascii) {
            System.arraycopy(ascii.array(), ascii.arrayOffset(), out, to, ascii.length());
            return to + ascii.length();
        }
        return textTo(text.toString(), out, to);
    }
}
