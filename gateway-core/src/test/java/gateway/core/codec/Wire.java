package gateway.core.codec;

import gateway.core.http.MalformedHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A codec over a channel in memory: bytes in, and what was decoded as text; messages in, and the bytes as text. */
final class Wire {
    static final int MAX_HEAD = 1024;

    private Wire() {}

    static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    /** What a decoder makes of bytes that come in these reads, then of the connection's end. */
    static List<String> decode(ChannelHandler decoder, String... reads) {
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        try {
            for (String read : reads) {
                channel.writeInbound(bytes(read));
            }
            channel.close();
            return merged(read(channel));
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    /** The same of a connection that stays open. */
    static List<String> decodeOpen(ChannelHandler decoder, String... reads) {
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        try {
            for (String read : reads) {
                channel.writeInbound(bytes(read));
            }
            return merged(read(channel));
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    static List<String> requests(String... reads) {
        return decode(new RequestDecoder(MAX_HEAD), reads);
    }

    static List<String> responses(String... reads) {
        return decode(new ResponseDecoder(MAX_HEAD), reads);
    }

    /** Everything that a channel decoded so far. */
    static List<String> read(EmbeddedChannel channel) {
        List<String> seen = new ArrayList<>();
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            try {
                describe(message, seen);
            } finally {
                ReferenceCountUtil.release(message);
            }
        }
        return seen;
    }

    private static void describe(Object message, List<String> seen) {
        if (message instanceof MalformedHead malformed) {
            seen.add("refused " + malformed.reason());
            return;
        }
        if (message instanceof HttpMessage head && head.decoderResult().isFailure()) {
            seen.add("refused by Netty");
            return;
        }
        if (message instanceof HttpRequest request) {
            seen.add(request.method() + " " + request.uri() + " " + request.protocolVersion()
                    + fields(request.headers()));
        } else if (message instanceof HttpResponse response) {
            seen.add(response.protocolVersion() + " " + response.status() + fields(response.headers()));
        }
        if (message instanceof HttpContent part) {
            if (part.decoderResult().isFailure()) {
                seen.add("broken body");
                return;
            }
            if (part.content().isReadable()) {
                seen.add("body " + part.content().toString(StandardCharsets.ISO_8859_1));
            }
            if (part instanceof LastHttpContent last) {
                seen.add("end" + fields(last.trailingHeaders()));
            }
        }
    }

    private static String fields(HttpHeaders headers) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> field : headers) {
            text.append(" | ").append(field.getKey()).append(": ").append(field.getValue());
        }
        return text.toString();
    }

    /** Parts of a body one after another are one: how they were cut says nothing. */
    static List<String> merged(List<String> seen) {
        List<String> merged = new ArrayList<>();
        for (String each : seen) {
            int last = merged.size() - 1;
            if (last >= 0 && each.startsWith("body ") && merged.get(last).startsWith("body ")) {
                merged.set(last, merged.get(last) + each.substring(5));
            } else {
                merged.add(each);
            }
        }
        return merged;
    }

    /** The bytes that an encoder makes of messages. */
    static String encode(ChannelHandler encoder, Object... messages) {
        EmbeddedChannel channel = new EmbeddedChannel(encoder);
        try {
            channel.writeOutbound(messages);
            return written(channel);
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    static String written(EmbeddedChannel channel) {
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            text.append(part.toString(StandardCharsets.ISO_8859_1));
            part.release();
        }
        return text.toString();
    }
}
