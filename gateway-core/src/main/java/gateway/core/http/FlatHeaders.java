package gateway.core.http;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The fields of one message in the order in which they came, in one array. A message has a dozen fields: looking through them
 * costs less than hashing each, and nothing is allocated for a field but its name and value. Names and values are validated when
 * they are added (RFC 9110 sections 5.1 and 5.5), so that nothing that is written can be split. Event-loop confined.
 */
@SuppressWarnings("JavaUtilDate") // Netty's contract
public final class FlatHeaders extends DerivedHeaders {
    /** For Netty's codecs. */
    public static final HttpHeadersFactory FACTORY = new HttpHeadersFactory() {
        @Override
        public HttpHeaders newHeaders() {
            return new FlatHeaders();
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
            return new FlatHeaders();
        }
    };

    private static final CharSequence[] NOTHING = {};
    private static final int FIRST_CAPACITY = 2 * 12;

    /** Name, value, name, value ... */
    private CharSequence[] fields = NOTHING;

    private int end;

    /** A bit for each length of a name that was ever here, modulo 64: most look-ups are for names that are not. */
    private long lengths;

    // Looking.

    /** The place of the first field with this name at or after a place; -1 when there is none. */
    private int find(CharSequence name, int from) {
        int length = name.length();
        if ((lengths & 1L << length) == 0) {
            return -1;
        }
        for (int i = from; i < end; i += 2) {
            CharSequence other = fields[i];
            if (other == name || (other.length() == length && AsciiString.contentEqualsIgnoreCase(other, name))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean contains(CharSequence name) {
        return find(name, 0) >= 0;
    }

    @Override
    public boolean contains(CharSequence name, CharSequence value, boolean ignoreCase) {
        for (int i = find(name, 0); i >= 0; i = find(name, i + 2)) {
            if (ignoreCase
                    ? AsciiString.contentEqualsIgnoreCase(fields[i + 1], value)
                    : AsciiString.contentEquals(fields[i + 1], value)) {
                return true;
            }
        }
        return false;
    }

    @Override
    @SuppressWarnings("NullAway") // Netty's contract: null when there is none
    public String get(CharSequence name) {
        int at = find(name, 0);
        return at < 0 ? null : fields[at + 1].toString();
    }

    /** For reading only: the decoder asks for each message, and mostly there is none or one. */
    @Override
    @SuppressWarnings("MixedMutabilityReturnType")
    public List<String> getAll(CharSequence name) {
        int at = find(name, 0);
        if (at < 0) {
            return List.of();
        }
        String first = fields[at + 1].toString();
        int next = find(name, at + 2);
        if (next < 0) {
            return List.of(first);
        }
        List<String> values = new ArrayList<>(4);
        values.add(first);
        for (; next >= 0; next = find(name, next + 2)) {
            values.add(fields[next + 1].toString());
        }
        return values;
    }

    @Override
    public int size() {
        return end / 2;
    }

    // Going through.

    @Override
    public Iterator<Map.Entry<CharSequence, CharSequence>> iteratorCharSequence() {
        return new Fields();
    }

    @Override
    public Iterator<CharSequence> valueCharSequenceIterator(CharSequence name) {
        return new Values(name);
    }

    // Changing.

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        append(name, valid(name, text(value)));
        return this;
    }

    /** In the place of the first field of this name, if there is one; the others go. */
    @Override
    public HttpHeaders set(CharSequence name, Object value) {
        CharSequence text = valid(name, text(value));
        int at = find(name, 0);
        if (at < 0) {
            append(name, text);
            return this;
        }
        fields[at] = name;
        fields[at + 1] = text;
        removeFrom(name, at + 2);
        return this;
    }

    @Override
    public HttpHeaders remove(CharSequence name) {
        removeFrom(name, 0);
        return this;
    }

    @Override
    public HttpHeaders clear() {
        Arrays.fill(fields, 0, end, null);
        end = 0;
        lengths = 0;
        return this;
    }

    @Override
    public HttpHeaders copy() {
        FlatHeaders copy = new FlatHeaders();
        copy.fields = fields.clone();
        copy.end = end;
        copy.lengths = lengths;
        return copy;
    }

    private void removeFrom(CharSequence name, int from) {
        int to = find(name, from);
        if (to < 0) {
            return;
        }
        for (int i = to + 2; i < end; i += 2) {
            CharSequence other = fields[i];
            if (!AsciiString.contentEqualsIgnoreCase(other, name)) {
                fields[to] = other;
                fields[to + 1] = fields[i + 1];
                to += 2;
            }
        }
        Arrays.fill(fields, to, end, null);
        end = to;
    }

    private void append(CharSequence name, CharSequence value) {
        if (end == fields.length) {
            fields = end == 0 ? new CharSequence[FIRST_CAPACITY] : Arrays.copyOf(fields, 2 * end);
        }
        lengths |= 1L << name.length();
        fields[end] = name;
        fields[end + 1] = value;
        end += 2;
    }

    private static CharSequence text(Object value) {
        if (value instanceof CharSequence text) {
            return text;
        }
        if (value instanceof Date date) {
            return DateFormatter.format(date);
        }
        return value.toString();
    }

    private static CharSequence valid(CharSequence name, CharSequence value) {
        if (name.length() == 0 || HttpHeaderValidationUtil.validateToken(name) >= 0) {
            throw new IllegalArgumentException("a field name must be a token");
        }
        if (HttpHeaderValidationUtil.validateValidHeaderValue(value) >= 0) {
            throw new IllegalArgumentException("a field value must not have control characters");
        }
        return value;
    }

    /** All fields; the iterator is its own entry, so that writing a message allocates one object. */
    private final class Fields
            implements Iterator<Map.Entry<CharSequence, CharSequence>>, Map.Entry<CharSequence, CharSequence> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < end;
        }

        @Override
        public Map.Entry<CharSequence, CharSequence> next() {
            if (next >= end) {
                throw new NoSuchElementException();
            }
            next += 2;
            return this;
        }

        @Override
        public CharSequence getKey() {
            return fields[next - 2];
        }

        @Override
        public CharSequence getValue() {
            return fields[next - 1];
        }

        @Override
        public CharSequence setValue(CharSequence value) {
            CharSequence before = getValue();
            fields[next - 1] = valid(getKey(), value);
            return before;
        }
    }

    /** The values of one name. */
    private final class Values implements Iterator<CharSequence> {
        private final CharSequence name;
        private int at;

        Values(CharSequence name) {
            this.name = name;
            at = find(name, 0);
        }

        @Override
        public boolean hasNext() {
            return at >= 0;
        }

        @Override
        public CharSequence next() {
            if (at < 0) {
                throw new NoSuchElementException();
            }
            CharSequence value = fields[at + 1];
            at = find(name, at + 2);
            return value;
        }
    }
}
