package gateway.it.tls;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** Sends the first record, the ClientHello, as many records (RFC 8446 section 5.1 allows it), each in a segment of its own. */
final class FragmentingSocket extends Socket {
    private static final int HEADER = 5;

    private final int size;
    private boolean sent;

    /** @param size bytes of the handshake message in each record */
    FragmentingSocket(int size) {
        this.size = size;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        setTcpNoDelay(true);
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (sent) {
                    out.write(bytes, offset, length);
                } else {
                    sent = true;
                    writeInFragments(bytes, offset, length);
                }
            }

            private void writeInFragments(byte[] bytes, int offset, int length) throws IOException {
                for (int at = HEADER; at < length; at += size) {
                    int part = Math.min(size, length - at);
                    byte[] record = new byte[HEADER + part];
                    System.arraycopy(bytes, offset, record, 0, 3);
                    record[3] = (byte) (part >> 8);
                    record[4] = (byte) part;
                    System.arraycopy(bytes, offset + at, record, HEADER, part);
                    out.write(record);
                    out.flush();
                }
            }
        };
    }
}
