package gateway.core.http;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The fields of one head as they came: offsets into its bytes, read without making text of them, and written again by copying
 * what nobody changed. A change is text beside the bytes, checked when it is made (RFC 9110 sections 5.1 and 5.5), so that nothing
 * that is written can be split. Event-loop confined.
 */
@SuppressWarnings("JavaUtilDate") // Netty's contract
public final class WireHeaders extends FieldBlock {
    @Override
    public boolean contains(CharSequence name) {
        return find(name, 0) >= 0;
    }

    @Override
    public boolean contains(CharSequence name, CharSequence value, boolean ignoreCase) {
        for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
            if (ignoreCase
                    ? AsciiString.contentEqualsIgnoreCase(valueOf(i), value)
                    : AsciiString.contentEquals(valueOf(i), value)) {
                return true;
            }
        }
        return false;
    }

    @Override
    @SuppressWarnings("NullAway") // Netty's contract: null when there is none
    public String get(CharSequence name) {
        int at = find(name, 0);
        return at < 0 ? null : valueOf(at).toString();
    }

    /** For reading only. */
    @Override
    @SuppressWarnings("MixedMutabilityReturnType")
    public List<String> getAll(CharSequence name) {
        int at = find(name, 0);
        if (at < 0) {
            return List.of();
        }
        String first = valueOf(at).toString();
        int next = find(name, at + 1);
        if (next < 0) {
            return List.of(first);
        }
        List<String> values = new ArrayList<>(4);
        values.add(first);
        for (; next >= 0; next = find(name, next + 1)) {
            values.add(valueOf(next).toString());
        }
        return values;
    }

    @Override
    public Iterator<Map.Entry<CharSequence, CharSequence>> iteratorCharSequence() {
        return new Fields();
    }

    @Override
    public Iterator<CharSequence> valueCharSequenceIterator(CharSequence name) {
        return new Values(name);
    }

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        appendText(FieldText.name(name), FieldText.value(text(value)));
        return this;
    }

    /** In the place of the first field of this name, if there is one; the others go. */
    @Override
    public HttpHeaders set(CharSequence name, Object value) {
        CharSequence text = FieldText.value(text(value));
        int at = find(name, 0);
        if (at < 0) {
            appendText(FieldText.name(name), text);
        } else {
            putText(at, FieldText.name(name), text);
            removeFrom(name, at + 1);
        }
        return this;
    }

    @Override
    public HttpHeaders remove(CharSequence name) {
        removeFrom(name, 0);
        return this;
    }

    @Override
    public HttpHeaders clear() {
        removeAll();
        return this;
    }

    @Override
    public HttpHeaders copy() {
        WireHeaders copy = new WireHeaders();
        copyTo(copy);
        return copy;
    }

    private void removeFrom(CharSequence name, int from) {
        for (int i = find(name, from); i >= 0; i = find(name, i + 1)) {
            removeField(i);
        }
    }

    private static CharSequence text(Object value) {
        if (value instanceof CharSequence text) {
            return text;
        }
        return value instanceof Date date ? DateFormatter.format(date) : value.toString();
    }

    /** The first field at or after a place that was not removed. */
    private int firstFrom(int place) {
        int i = place;
        while (i < places() && isGone(i)) {
            i++;
        }
        return i;
    }

    /** All fields; the iterator is its own entry. */
    private final class Fields
            implements Iterator<Map.Entry<CharSequence, CharSequence>>, Map.Entry<CharSequence, CharSequence> {
        private int at = -1;
        private int next = firstFrom(0);

        @Override
        public boolean hasNext() {
            return next < places();
        }

        @Override
        public Map.Entry<CharSequence, CharSequence> next() {
            if (next >= places()) {
                throw new NoSuchElementException();
            }
            at = next;
            next = firstFrom(at + 1);
            return this;
        }

        @Override
        public CharSequence getKey() {
            return nameOf(at);
        }

        @Override
        public CharSequence getValue() {
            return valueOf(at);
        }

        @Override
        public CharSequence setValue(CharSequence value) {
            CharSequence before = getValue();
            putText(at, getKey(), FieldText.value(value));
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
            CharSequence value = valueOf(at);
            at = find(name, at + 1);
            return value;
        }
    }
}
