package gateway.core.codec;

import gateway.core.http.ByteClass;
import gateway.core.http.FlatHeaders;
import gateway.core.http.WireHeaders;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

/**
 * Builds a head in an array and copies it to a buffer in one go, which costs less than writing a buffer byte by byte. One for each
 * event loop, used by one message at a time.
 */
final class HeadWriter {
    private static final int FIRST_CAPACITY = 4 * 1024;
    private static final int MAX_KEPT = 64 * 1024;

    private static final FastThreadLocal<HeadWriter> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected HeadWriter initialValue() {
            return new HeadWriter();
        }
    };

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;

    /** The writer of this thread, empty. */
    static HeadWriter begin() {
        HeadWriter writer = OF_THREAD.get();
        writer.length = 0;
        return writer;
    }

    int length() {
        return length;
    }

    /** Copies everything to the buffer. */
    void writeTo(ByteBuf out) {
        out.writeBytes(bytes, 0, length);
        if (bytes.length > MAX_KEPT) {
            bytes = new byte[FIRST_CAPACITY];
        }
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    HeadWriter bytes(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    HeadWriter blank() {
        room(1);
        bytes[length++] = ' ';
        return this;
    }

    HeadWriter newLine() {
        room(2);
        bytes[length] = '\r';
        bytes[length + 1] = '\n';
        length += 2;
        return this;
    }

    /** A number in hexadecimal digits. */
    HeadWriter hex(int number) {
        int digits = Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(number) + 3) / 4);
        room(digits);
        for (int i = digits - 1; i >= 0; i--) {
            bytes[length++] = (byte) Character.forDigit((number >>> (4 * i)) & 0xF, 16);
        }
        return this;
    }

    /** The readable bytes of a buffer; they stay readable there. */
    HeadWriter content(ByteBuf content) {
        int size = content.readableBytes();
        room(size);
        content.getBytes(content.readerIndex(), bytes, length, size);
        length += size;
        return this;
    }

    /**
     * A text of bytes of one class only.
     *
     * @throws IllegalArgumentException when another character is in it
     */
    HeadWriter text(CharSequence text, int byteClass, String what) {
        int size = text.length();
        room(size);
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            byte b = (byte) c;
            if (c > 0xFF || (ByteClass.of(b) & byteClass) == 0) {
                throw new IllegalArgumentException(what + " has the character 0x" + Integer.toHexString(c) + " at " + i
                        + ", which cannot be sent");
            }
            bytes[length++] = b;
        }
        return this;
    }

    /** All fields, each as a line. Those of our own classes were checked when they came; others are checked here. */
    HeadWriter fields(HttpHeaders headers) {
        if (headers instanceof WireHeaders wire) {
            room(wire.encodedLength());
            length = wire.write(bytes, length);
        } else if (headers != EmptyHttpHeaders.INSTANCE) {
            Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
            boolean isChecked = headers instanceof FlatHeaders;
            while (fields.hasNext()) {
                Map.Entry<CharSequence, CharSequence> field = fields.next();
                if (isChecked) {
                    field(field.getKey(), field.getValue());
                } else {
                    checkedField(field.getKey(), field.getValue());
                }
            }
        }
        return this;
    }

    private void checkedField(CharSequence name, CharSequence value) {
        text(name, ByteClass.TOKEN, "a field name");
        bytes(SEPARATOR);
        text(value, ByteClass.VALUE, "a field value");
        newLine();
    }

    private void field(CharSequence name, CharSequence value) {
        room(name.length() + value.length() + 4);
        unchecked(name);
        bytes[length++] = ':';
        bytes[length++] = ' ';
        unchecked(value);
        newLine();
    }

    private void unchecked(CharSequence text) {
        if (text instanceof AsciiString ascii) {
            System.arraycopy(ascii.array(), ascii.arrayOffset(), bytes, length, ascii.length());
            length += ascii.length();
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = AsciiString.c2b(text.charAt(i));
        }
    }

    private static final byte[] SEPARATOR = {':', ' '};
}
