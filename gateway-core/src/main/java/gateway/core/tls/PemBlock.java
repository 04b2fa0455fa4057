package gateway.core.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * One block of a PEM file (RFC 7468 section 2): {@code -----BEGIN LABEL-----}, Base64, {@code -----END LABEL-----}. What stands around
 * blocks is not looked at, as it may be explanatory text (RFC 7468 section 5.2).
 *
 * @param label as in {@code CERTIFICATE}
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record PemBlock(String label, byte[] der) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    /** All blocks in their order. */
    static List<PemBlock> all(TlsFile file) throws TlsFileException {
        String text = file.text();
        List<PemBlock> blocks = new ArrayList<>();
        for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at)) {
            int labelEnd = text.indexOf(DASHES, at + BEGIN.length());
            String label = labelEnd < 0 ? "" : text.substring(at + BEGIN.length(), labelEnd);
            if (labelEnd < 0 || label.indexOf('\n') >= 0) {
                throw file.wrong("line " + line(text, at) + " begins a block and does not end in -----");
            }
            String endLine = "-----END " + label + DASHES;
            int end = text.indexOf(endLine, labelEnd);
            if (end < 0) {
                throw file.wrong("the block of line " + line(text, at) + " has no end (expected: " + endLine + ")");
            }
            String body = text.substring(labelEnd + DASHES.length(), end);
            blocks.add(new PemBlock(label, decode(file, label, body, line(text, at))));
            at = end + endLine.length();
        }
        return blocks;
    }

    private static byte[] decode(TlsFile file, String label, String body, int line) throws TlsFileException {
        if (body.contains("Proc-Type:") || label.toUpperCase(Locale.ROOT).startsWith("ENCRYPTED")) {
            throw file.wrong("the key of line " + line + " is encrypted (expected: a key without a passphrase)");
        }
        if (body.indexOf('-') >= 0 || body.indexOf(':') >= 0) {
            throw file.wrong("the block of line " + line + " holds more than Base64");
        }
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw file.wrong("the block of line " + line + " is not Base64", e);
        }
    }

    private static int line(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
