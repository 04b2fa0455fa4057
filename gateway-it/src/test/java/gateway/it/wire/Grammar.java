package gateway.it.wire;

import java.util.regex.Pattern;

/** What RFC 9110 and RFC 9112 allow at each place of a message, as patterns over one character per byte. */
final class Grammar {
    static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** RFC 9110 section 5.5: visible characters, bytes beyond ASCII, blanks in between. */
    static final Pattern FIELD_VALUE =
            Pattern.compile("(?:[\\x21-\\x7e\\x80-\\xff](?:[\\t \\x21-\\x7e\\x80-\\xff]*[\\x21-\\x7e\\x80-\\xff])?)?");
    /** RFC 9112 section 3.2.1, and what browsers and curl send unescaped: all that is visible, but no fragment. */
    static final Pattern ORIGIN_FORM =
            Pattern.compile("/[\\x21\\x22\\x24-\\x3e\\x40-\\x5b\\x5d-\\x7e]*+(?:\\?[\\x21\\x22\\x24-\\x7e]*+)?");

    static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    /** RFC 9110 section 4.2.1 without what a gateway need not take; a port is optional. */
    static final Pattern AUTHORITY = Pattern.compile("(?:[A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+\\])(?::(\\d{0,5}))?");

    static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([1-5]\\d\\d) [\\t \\x21-\\x7e\\x80-\\xff]*");
    static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    /** RFC 9112 section 7.1; extensions are hop-by-hop, and the gateway sends none. */
    static final Pattern CHUNK_SIZE = Pattern.compile("[0-9A-Fa-f]{1,8}");

    private Grammar() {}
}
