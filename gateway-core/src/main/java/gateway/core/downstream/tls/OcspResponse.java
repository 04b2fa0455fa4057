package gateway.core.downstream.tls;

import gateway.core.tls.TlsFile;
import gateway.core.tls.TlsFileException;

/** A response of an OCSP server from a file (RFC 6960 section 4.2.1), to be stapled to handshakes. */
final class OcspResponse {
    private static final int SEQUENCE = 0x30;
    private static final int ENUMERATED = 0x0a;
    private static final int MAX_BYTES = 64 * 1024;

    private OcspResponse() {}

    /**
     * The file's content, in DER.
     *
     * @throws TlsFileException when it is no response, or one that says of an error
     */
    static byte[] of(TlsFile file) throws TlsFileException {
        byte[] der = file.content();
        String expected = " (expected: an OCSP response in DER, as openssl ocsp -respout writes it)";
        if (der.length < 8 || der.length > MAX_BYTES || (der[0] & 0xff) != SEQUENCE) {
            throw new TlsFileException(file.path() + ": no OCSP response" + expected);
        }
        int status = statusAt(der);
        if (status < 0 || der[status] != ENUMERATED || der[status + 1] != 1) {
            throw new TlsFileException(file.path() + ": no OCSP response" + expected);
        }
        if (der[status + 2] != 0) {
            throw new TlsFileException(
                    file.path() + ": the OCSP server answered with error " + der[status + 2] + expected);
        }
        return der;
    }

    /** Behind the tag and the length of the whole. */
    private static int statusAt(byte[] der) {
        int length = der[1] & 0xff;
        int at = length < 0x80 ? 2 : 2 + (length & 0x7f);
        return at + 2 < der.length ? at : -1;
    }
}
