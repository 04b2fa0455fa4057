package gateway.core.http2;

import gateway.core.http.FailureReason;
import gateway.core.http.FlatHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client's header block as it is decoded: a request's head, or trailers. Keeps the fields as an HTTP/1.1 message has them, and
 * notes what RFC 9113 sections 8.2 and 8.3 call malformed; what HTTP itself forbids is left to
 * {@link gateway.core.http.RequestReader}. For Netty's decoder, which only adds, it is a header block that is always empty.
 * Event-loop confined.
 */
public final class RequestBlock extends EmptyBlock {
    private static final AsciiString HOST = AsciiString.cached("host");

    private final FlatHeaders fields = new FlatHeaders();
    private boolean malformed;
    private boolean hasPseudoFields;
    private boolean hasRegularFields;
    private boolean hasHost;
    private @Nullable CharSequence method;
    private @Nullable CharSequence scheme;
    private @Nullable CharSequence authority;
    private @Nullable CharSequence path;
    private @Nullable CharSequence protocol;
    private @Nullable CharSequence otherHost;
    private @Nullable StringBuilder cookies;
    private @Nullable CharSequence cookie;

    // What the decoder calls.

    @Override
    public Http2Headers add(CharSequence name, CharSequence value) {
        if (name.length() > 0 && name.charAt(0) == ':') {
            addPseudo(name, value);
        } else {
            hasRegularFields = true;
            addRegular(name, value);
        }
        return this;
    }

    private void addPseudo(CharSequence name, CharSequence value) {
        malformed |= hasRegularFields || value.length() == 0;
        hasPseudoFields = true;
        if (PseudoHeaderName.METHOD.value().contentEquals(name)) {
            malformed |= method != null || HttpHeaderValidationUtil.validateToken(value) >= 0;
            method = value;
        } else if (PseudoHeaderName.PATH.value().contentEquals(name)) {
            malformed |= path != null;
            path = value;
        } else if (PseudoHeaderName.SCHEME.value().contentEquals(name)) {
            malformed |= scheme != null;
            scheme = value;
        } else if (PseudoHeaderName.AUTHORITY.value().contentEquals(name)) {
            malformed |= authority != null || reachesIntoTarget(value);
            authority = value;
            addValid(HttpHeaderNames.HOST, value);
        } else {
            malformed |= protocol != null || !PseudoHeaderName.PROTOCOL.value().contentEquals(name);
            protocol = value;
        }
    }

    /** It would end before its end in an absolute target, and supply a part of the path (RFC 3986 section 3.2). */
    private static boolean reachesIntoTarget(CharSequence authority) {
        for (int i = 0; i < authority.length(); i++) {
            char c = authority.charAt(i);
            if (c == '/' || c == '?' || c == '#' || c == '\\') {
                return true;
            }
        }
        return false;
    }

    private void addRegular(CharSequence name, CharSequence value) {
        if (!isLowerCase(name) || endsBlank(value)) {
            malformed = true;
            return;
        }
        switch (name.length()) {
            case 2 ->
                malformed |= HttpHeaderNames.TE.contentEquals(name)
                        && !HttpHeaderValues.TRAILERS.contentEqualsIgnoreCase(value);
            case 4 -> {
                if (HOST.contentEquals(name)) {
                    addHost(value);
                    return;
                }
            }
            case 6 -> {
                if (HttpHeaderNames.COOKIE.contentEquals(name)) {
                    addCookie(value);
                    return;
                }
            }
            case 7, 10, 16, 17 -> malformed |= ConnectionFields.has(name);
            default -> {}
        }
        addValid(name, value);
    }

    /** Beside an :authority of the same text it says nothing new; another one is compared later, as in an absolute target. */
    private void addHost(CharSequence value) {
        CharSequence wanted = authority;
        if (wanted == null || hasHost) {
            // Two of them stay two, and are refused as in HTTP/1.
            otherHost = null;
            addValid(HttpHeaderNames.HOST, value);
        } else if (!AsciiString.contentEqualsIgnoreCase(wanted, value)) {
            otherHost = value;
        }
        hasHost = true;
    }

    /** Clients split the field so that it compresses better; HTTP/1.1 knows one only (RFC 9113 section 8.2.3). */
    private void addCookie(CharSequence crumb) {
        CharSequence first = cookie;
        if (first == null) {
            cookie = crumb;
            return;
        }
        StringBuilder joined = cookies;
        if (joined == null) {
            joined = new StringBuilder(first.length() + crumb.length() + 64).append(first);
            cookies = joined;
        }
        joined.append("; ").append(crumb);
    }

    private void addValid(CharSequence name, CharSequence value) {
        try {
            fields.add(name, value);
        } catch (IllegalArgumentException e) {
            malformed = true;
        }
    }

    private static boolean isLowerCase(CharSequence name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return false;
            }
        }
        return true;
    }

    /** A blank at the start is no valid value anywhere; one at the end is none here (RFC 9113 section 8.2.1). */
    private static boolean endsBlank(CharSequence value) {
        char last = value.length() == 0 ? 'x' : value.charAt(value.length() - 1);
        return last == ' ' || last == '\t';
    }

    // What it is.

    /** The fields, when the block is a good one after a body; null when it is malformed. */
    public @Nullable HttpHeaders trailers() {
        endFields();
        return malformed || hasPseudoFields ? null : fields;
    }

    /**
     * The request that the block is the head of, in the form of HTTP/1.1.
     *
     * @param complete no body follows
     * @return null when the block is malformed
     */
    public @Nullable HttpRequest request(boolean complete) {
        endFields();
        if (malformed || method == null || protocol != null || !hasTarget(method)) {
            return null;
        }
        if (!complete && !fields.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            fields.add(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        CharSequence other = otherHost;
        if (other != null) {
            fields.set(HttpHeaderNames.HOST, other);
        }
        String target = target(isConnect(method), other != null);
        return new DefaultHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf(method.toString()), target, fields, false);
    }

    /** Why a request that is no malformed one is refused all the same; null when its target may be looked at. */
    public @Nullable FailureReason refusal() {
        CharSequence name = scheme;
        CharSequence wanted = path;
        if (name == null || wanted == null) {
            return null;
        }
        boolean isKnown =
                AsciiString.contentEqualsIgnoreCase("https", name) || AsciiString.contentEqualsIgnoreCase("http", name);
        boolean isPath = wanted.charAt(0) == '/' || AsciiString.contentEquals("*", wanted);
        return isKnown && isPath ? null : FailureReason.BAD_TARGET;
    }

    private void endFields() {
        CharSequence all = cookies != null ? cookies.toString() : cookie;
        if (all != null) {
            addValid(HttpHeaderNames.COOKIE, all);
        }
        cookie = null;
        cookies = null;
    }

    private boolean hasTarget(CharSequence name) {
        return isConnect(name) ? authority != null && scheme == null && path == null : scheme != null && path != null;
    }

    private static boolean isConnect(CharSequence name) {
        return HttpMethod.CONNECT.asciiName().contentEquals(name);
    }

    /** In absolute form where two hosts are named, so that whoever reads it compares them. */
    private String target(boolean connect, boolean absolute) {
        if (connect) {
            return Objects.requireNonNull(authority).toString();
        }
        String text = Objects.requireNonNull(path).toString();
        return absolute ? scheme + "://" + authority + (text.equals("*") ? "" : text) : text;
    }
}
