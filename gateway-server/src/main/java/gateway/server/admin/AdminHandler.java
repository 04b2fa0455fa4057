package gateway.server.admin;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.INTERNAL_SERVER_ERROR;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one client of an admin server, one after the other: what comes meanwhile waits, and no more is read.
 * Confined to the admin thread.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write that fails closes the channel, and a client that is gone is no news
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger log = LoggerFactory.getLogger(AdminHandler.class);

    private final Map<String, Endpoint> endpoints;
    private final Supplier<Access> access;
    private final RequestDeadline deadline;
    private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
    private boolean isBusy;

    /**
     * One for each client.
     *
     * @param access asked for at each request, since a reload changes it
     * @param deadline told of each whole request
     */
    AdminHandler(Map<String, Endpoint> endpoints, Supplier<Access> access, RequestDeadline deadline) {
        this.endpoints = endpoints;
        this.access = access;
        this.deadline = deadline;
    }

    static Map<String, Endpoint> byPath(List<Endpoint> endpoints) {
        return endpoints.stream().collect(Collectors.toUnmodifiableMap(Endpoint::path, Function.identity()));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        deadline.met();
        if (isBusy) {
            waiting.addLast(request.retain());
        } else {
            isBusy = true;
            ctx.channel().config().setAutoRead(false);
            serve(ctx, request);
        }
    }

    private void serve(ChannelHandlerContext ctx, FullHttpRequest request) {
        boolean keepAlive =
                HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
        boolean head = request.method().equals(HttpMethod.HEAD);
        CompletableFuture.completedStage(request)
                .thenCompose(complete -> answer(ctx.channel(), complete))
                .exceptionally(AdminHandler::failed)
                .thenAccept(answer -> ctx.executor().execute(() -> write(ctx, answer, head, keepAlive)));
    }

    private CompletionStage<Answer> answer(Channel channel, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Answer.problem(BAD_REQUEST, "The request is not valid HTTP/1.1.")
                    .now();
        }
        String target = request.uri();
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        Optional<Answer> refusal = access.get().refuse(request, path, channel.localAddress());
        if (refusal.isPresent()) {
            return refusal.get().now();
        }
        Endpoint endpoint = endpoints.get(path);
        if (endpoint == null) {
            return Answer.problem(NOT_FOUND, "There is nothing at this path.").now();
        }
        if (!takes(endpoint, request.method())) {
            String allowed = endpoint.method().equals(HttpMethod.GET)
                    ? "GET, HEAD"
                    : endpoint.method().name();
            return Answer.problem(METHOD_NOT_ALLOWED, "This path takes " + allowed + " only.")
                    .with("Allow", allowed)
                    .now();
        }
        return endpoint.answer(new Endpoint.Query(request.headers().get(HttpHeaderNames.ACCEPT, "")));
    }

    private static boolean takes(Endpoint endpoint, HttpMethod method) {
        return method.equals(endpoint.method())
                || (method.equals(HttpMethod.HEAD) && endpoint.method().equals(HttpMethod.GET));
    }

    private static Answer failed(Throwable cause) {
        log.error("an admin endpoint failed", cause);
        return Answer.problem(INTERNAL_SERVER_ERROR, "The gateway's log says more.");
    }

    private void serveNext(ChannelHandlerContext ctx) {
        FullHttpRequest next = waiting.pollFirst();
        if (next == null) {
            isBusy = false;
            ctx.channel().config().setAutoRead(true);
            return;
        }
        try {
            serve(ctx, next);
        } finally {
            next.release();
        }
    }

    private void write(ChannelHandlerContext ctx, Answer answer, boolean head, boolean keepAlive) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        ByteBuf content = head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, answer.status(), content);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff");
        answer.fields().forEach(response.headers()::set);
        if (keepAlive) {
            // HTTP/1.0 clients must be told; to the others it says nothing new.
            response.headers().set(HttpHeaderNames.CONNECTION, "keep-alive");
            ctx.writeAndFlush(response);
            serveNext(ctx);
        } else {
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
            ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.debug("an admin connection failed", cause);
        ctx.close();
    }
}
