package gateway.core.downstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client that writes frames byte by byte, as right or wrong as a test wants, and reads what comes as one line per frame. */
final class Http2Peer {
    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false) {
        @Override
        protected Http2Headers newHeaders() {
            return new DefaultHttp2Headers(false);
        }
    };
    private final StringBuilder unread = new StringBuilder();

    /** The preface and empty settings. */
    static String hello() {
        return PREFACE + frame(SETTINGS, 0, 0, "");
    }

    static String frame(int type, int flags, int stream, String payload) {
        int length = payload.length();
        return text(length >> 16, length >> 8, length, type, flags) + number(stream) + payload;
    }

    static String number(int value) {
        return text(value >> 24, value >> 16, value >> 8, value);
    }

    private static String text(int... bytes) {
        StringBuilder text = new StringBuilder();
        for (int each : bytes) {
            text.append((char) (each & 0xFF));
        }
        return text.toString();
    }

    /** A header block of literals that nothing is kept of: name, value, name, value ... */
    static String block(String... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            out.write(0);
            string(out, fields[i]);
            string(out, fields[i + 1]);
        }
        return out.toString(ISO_8859_1);
    }

    private static void string(ByteArrayOutputStream out, String text) {
        int length = text.length();
        if (length < 127) {
            out.write(length);
        } else {
            out.write(127);
            for (length -= 127; length >= 128; length >>= 7) {
                out.write((length & 127) | 128);
            }
            out.write(length);
        }
        out.writeBytes(text.getBytes(ISO_8859_1));
    }

    static String get(int stream, String... more) {
        return frame(HEADERS, END_STREAM | END_HEADERS, stream, request("GET") + block(more));
    }

    static String post(int stream, String... more) {
        return frame(HEADERS, END_HEADERS, stream, request("POST") + block(more));
    }

    private static String request(String method) {
        return block(":method", method, ":scheme", "http", ":authority", "x", ":path", "/");
    }

    static String data(int stream, String text) {
        return frame(DATA, 0, stream, text);
    }

    static String end(int stream, String text) {
        return frame(DATA, END_STREAM, stream, text);
    }

    static String reset(int stream) {
        return frame(RST_STREAM, 0, stream, number(8));
    }

    /** The frames that are whole; what differs each time is left out. */
    List<String> read(String bytes) {
        unread.append(bytes);
        List<String> frames = new ArrayList<>();
        while (unread.length() >= 9) {
            int length = unread.charAt(0) << 16 | unread.charAt(1) << 8 | unread.charAt(2);
            if (unread.length() < 9 + length) {
                break;
            }
            ByteBuf frame = Unpooled.copiedBuffer(unread.substring(0, 9 + length), ISO_8859_1);
            unread.delete(0, 9 + length);
            frames.add(line(frame.skipBytes(3)));
        }
        return frames;
    }

    private String line(ByteBuf frame) {
        int type = frame.readByte();
        int flags = frame.readByte();
        String stream = " " + frame.readInt();
        String end = (flags & END_STREAM) != 0 ? " end" : "";
        return switch (type) {
            case DATA -> "DATA" + stream + end + " " + frame.toString(ISO_8859_1);
            case HEADERS -> "HEADERS" + stream + end + fields(frame);
            case RST_STREAM -> "RST_STREAM" + stream + " " + Http2Error.valueOf(frame.readInt());
            case SETTINGS -> (flags & 1) != 0 ? "SETTINGS ack" : "SETTINGS";
            case PING -> "PING" + ((flags & 1) != 0 ? " ack" : "");
            case GOAWAY -> "GOAWAY " + frame.readInt() + " " + Http2Error.valueOf(frame.readInt());
            case WINDOW_UPDATE -> "WINDOW_UPDATE" + stream + " " + frame.readInt();
            default -> "FRAME " + type;
        };
    }

    private String fields(ByteBuf block) {
        try {
            StringBuilder text = new StringBuilder();
            for (Map.Entry<CharSequence, CharSequence> field : decoder.decodeHeaders(1, block)) {
                if (!"date".contentEquals(field.getKey()) && !"x-request-id".contentEquals(field.getKey())) {
                    text.append(' ').append(field.getKey()).append('=').append(field.getValue());
                }
            }
            return text.toString();
        } catch (Http2Exception e) {
            throw new AssertionError(e);
        }
    }
}
