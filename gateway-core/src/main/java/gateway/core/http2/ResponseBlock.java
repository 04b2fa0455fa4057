package gateway.core.http2;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 message's fields as Netty's encoder wants them for HTTP/2: the status first, names in lower case, what concerns an
 * HTTP/1 connection left out. Nothing is copied; it is its own iterator and entry, so that one pass at a time can be made.
 * Event-loop confined.
 */
@SuppressWarnings("IterableAndIterator") // one object per response instead of two; Netty goes through it once
public final class ResponseBlock extends EmptyBlock
        implements Iterator<Map.Entry<CharSequence, CharSequence>>, Map.Entry<CharSequence, CharSequence> {
    private final HttpHeaders fields;
    private final @Nullable CharSequence status;
    private Iterator<Map.Entry<CharSequence, CharSequence>> rest;
    private boolean statusIsNext;
    private boolean hasNext;
    private CharSequence nextName = "";
    private CharSequence nextValue = "";
    private CharSequence name = "";
    private CharSequence value = "";

    private ResponseBlock(HttpHeaders fields, @Nullable CharSequence status) {
        this.fields = fields;
        this.status = status;
        this.rest = fields.iteratorCharSequence();
    }

    /** A response's head, the final one or a 1xx. */
    public static ResponseBlock head(HttpResponse response) {
        return new ResponseBlock(response.headers(), response.status().codeAsText());
    }

    public static ResponseBlock trailers(HttpHeaders fields) {
        return new ResponseBlock(fields, null);
    }

    @Override
    public @Nullable CharSequence status() {
        return status;
    }

    @Override
    public Iterator<Map.Entry<CharSequence, CharSequence>> iterator() {
        rest = fields.iteratorCharSequence();
        statusIsNext = status != null;
        findNext();
        return this;
    }

    /** Knows what is next before it is asked for: some fields are left out. */
    private void findNext() {
        CharSequence code = status;
        if (statusIsNext && code != null) {
            statusIsNext = false;
            nextName = PseudoHeaderName.STATUS.value();
            nextValue = code;
            hasNext = true;
            return;
        }
        while (rest.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = rest.next();
            CharSequence found = field.getKey();
            if (!ConnectionFields.has(found)) {
                nextName = AsciiString.of(found).toLowerCase();
                nextValue = field.getValue();
                hasNext = true;
                return;
            }
        }
        hasNext = false;
    }

    @Override
    public boolean hasNext() {
        return hasNext;
    }

    @Override
    public Map.Entry<CharSequence, CharSequence> next() {
        if (!hasNext) {
            throw new NoSuchElementException();
        }
        name = nextName;
        value = nextValue;
        findNext();
        return this;
    }

    @Override
    public CharSequence getKey() {
        return name;
    }

    @Override
    public CharSequence getValue() {
        return value;
    }

    @Override
    public CharSequence setValue(CharSequence newValue) {
        throw new UnsupportedOperationException("read only");
    }
}
