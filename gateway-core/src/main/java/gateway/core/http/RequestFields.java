package gateway.core.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a request's fields finds: the few that decide on framing and routing, and how often each came. Reused
 * for each request of a connection; event-loop confined.
 */
final class RequestFields {
    private int count;
    private int hosts;
    private int contentLengths;
    private int transferEncodings;
    private int expectations;
    private @Nullable CharSequence host;
    private @Nullable CharSequence contentLength;
    private @Nullable CharSequence transferEncoding;
    private @Nullable CharSequence expectation;

    /** Reads the fields; those with an underscore in their name are removed, for a CGI backend takes it for a dash. */
    void read(HttpHeaders headers) {
        clear();
        if (headers instanceof WireHeaders wire) {
            readWire(wire);
            return;
        }
        boolean hasUnderscores = false;
        Iterator<Map.Entry<CharSequence, CharSequence>> entries = headers.iteratorCharSequence();
        while (entries.hasNext()) {
            Map.Entry<CharSequence, CharSequence> entry = entries.next();
            CharSequence name = entry.getKey();
            count++;
            // The length tells most fields apart without looking at their characters.
            boolean isRead =
                    switch (name.length()) {
                        case 4 -> readHost(name, entry);
                        case 6 -> readExpectation(name, entry);
                        case 14 -> readContentLength(name, entry);
                        case 17 -> readTransferEncoding(name, entry);
                        default -> false;
                    };
            hasUnderscores |= !isRead && hasUnderscore(name);
        }
        if (hasUnderscores) {
            removeUnderscores(headers);
        }
    }

    /** By looking for the four names: that needs no text of the others. */
    private void readWire(WireHeaders headers) {
        count = headers.size();
        for (int at = headers.find(HttpHeaderNames.HOST, 0); at >= 0; at = headers.find(HttpHeaderNames.HOST, at + 1)) {
            hosts++;
            host = headers.valueOf(at);
        }
        readWireFraming(headers);
        CharSequence name = HttpHeaderNames.EXPECT;
        for (int at = headers.find(name, 0); at >= 0; at = headers.find(name, at + 1)) {
            expectations++;
            expectation = headers.valueOf(at);
        }
        if (headers.hasUnderscores()) {
            removeUnderscores(headers);
        }
    }

    private void readWireFraming(WireHeaders headers) {
        CharSequence name = HttpHeaderNames.CONTENT_LENGTH;
        for (int at = headers.find(name, 0); at >= 0; at = headers.find(name, at + 1)) {
            contentLengths++;
            contentLength = headers.valueOf(at);
        }
        name = HttpHeaderNames.TRANSFER_ENCODING;
        for (int at = headers.find(name, 0); at >= 0; at = headers.find(name, at + 1)) {
            transferEncodings++;
            transferEncoding = headers.valueOf(at);
        }
    }

    /** Reads only what says where the body ends. */
    void readFraming(HttpHeaders headers) {
        clear();
        if (headers instanceof WireHeaders wire) {
            readWireFraming(wire);
        } else {
            read(headers);
        }
    }

    /** How many fields there were. */
    int count() {
        return count;
    }

    int hosts() {
        return hosts;
    }

    /** The last Host; null when there is none. */
    @Nullable
    CharSequence host() {
        return host;
    }

    int contentLengths() {
        return contentLengths;
    }

    /** The last Content-Length; null when there is none. */
    @Nullable
    CharSequence contentLength() {
        return contentLength;
    }

    int transferEncodings() {
        return transferEncodings;
    }

    /** The last Transfer-Encoding; null when there is none. */
    @Nullable
    CharSequence transferEncoding() {
        return transferEncoding;
    }

    int expectations() {
        return expectations;
    }

    /** The last Expect; null when there is none. */
    @Nullable
    CharSequence expectation() {
        return expectation;
    }

    private void clear() {
        count = 0;
        hosts = 0;
        contentLengths = 0;
        transferEncodings = 0;
        expectations = 0;
        host = null;
        contentLength = null;
        transferEncoding = null;
        expectation = null;
    }

    private boolean readHost(CharSequence name, Map.Entry<CharSequence, CharSequence> entry) {
        if (!HttpHeaderNames.HOST.contentEqualsIgnoreCase(name)) {
            return false;
        }
        hosts++;
        host = entry.getValue();
        return true;
    }

    private boolean readExpectation(CharSequence name, Map.Entry<CharSequence, CharSequence> entry) {
        if (!HttpHeaderNames.EXPECT.contentEqualsIgnoreCase(name)) {
            return false;
        }
        expectations++;
        expectation = entry.getValue();
        return true;
    }

    private boolean readContentLength(CharSequence name, Map.Entry<CharSequence, CharSequence> entry) {
        if (!HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            return false;
        }
        contentLengths++;
        contentLength = entry.getValue();
        return true;
    }

    private boolean readTransferEncoding(CharSequence name, Map.Entry<CharSequence, CharSequence> entry) {
        if (!HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)) {
            return false;
        }
        transferEncodings++;
        transferEncoding = entry.getValue();
        return true;
    }

    private static boolean hasUnderscore(CharSequence name) {
        return AsciiString.indexOf(name, '_', 0) >= 0;
    }

    private static void removeUnderscores(HttpHeaders headers) {
        List<String> names = new ArrayList<>();
        for (String name : headers.names()) {
            if (hasUnderscore(name)) {
                names.add(name);
            }
        }
        for (String name : names) {
            headers.remove(name);
        }
    }
}
