package gateway.server.demo;

import gateway.server.json.Json;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers with the backend's name and with what arrived, as text or as JSON. Event-loop confined. */
@SuppressWarnings("FutureReturnValueIgnored") // the gateway being gone is no news
final class DemoHandler extends SimpleChannelInboundHandler<HttpObject> {
    private final String name;
    private @Nullable HttpRequest request;

    DemoHandler(String name) {
        this.name = name;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            ctx.close();
            return;
        }
        if (part instanceof HttpRequest head) {
            request = head;
        }
        // The body is read and dropped: answering early would make a client that still sends see a reset.
        if (part instanceof LastHttpContent && request != null) {
            ctx.writeAndFlush(answer(request));
            request = null;
        }
    }

    private FullHttpResponse answer(HttpRequest head) {
        boolean json = head.headers().get(HttpHeaderNames.ACCEPT, "").contains("application/json");
        byte[] body = (json ? json(head) : text(head)).getBytes(StandardCharsets.UTF_8);
        boolean bodiless = head.method().equals(HttpMethod.HEAD);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.OK,
                bodiless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, json ? "application/json" : "text/plain; charset=utf-8")
                .set(HttpHeaderNames.SERVER, name)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return response;
    }

    private String text(HttpRequest head) {
        StringBuilder text = new StringBuilder("Hello from backend " + name + ".\n\nIt was asked: " + head.method()
                + " " + head.uri() + "\nwith the fields\n");
        head.headers().forEach(field -> text.append("  ")
                .append(field.getKey().toLowerCase(Locale.ROOT))
                .append(": ")
                .append(field.getValue())
                .append('\n'));
        return text.toString();
    }

    private String json(HttpRequest head) {
        return Json.object(json -> {
            json.writeStringProperty("backend", name);
            json.writeStringProperty("method", head.method().name());
            json.writeStringProperty("path", head.uri());
            json.writeObjectPropertyStart("headers");
            for (String field : head.headers().names()) {
                json.writeStringProperty(
                        field.toLowerCase(Locale.ROOT),
                        String.join(", ", head.headers().getAll(field)));
            }
            json.writeEndObject();
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
