package gateway.core.upstream.connection;

import gateway.core.codec.RequestEncoder;
import gateway.core.codec.ResponseDecoder;
import gateway.core.config.PoolConfig.ConnectionConfig;
import gateway.core.http.FailureReason;
import gateway.core.proxyprotocol.Endpoints;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendLink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection of a pool over a channel in memory: bytes in, and what its listener is told as text. */
final class BackendConnection implements UpstreamStreamListener {
    final List<String> told = new ArrayList<>();
    final Http1UpstreamHandler stream;
    final EmbeddedChannel channel;

    /** Gives the connection back at the response's end, as an exchange does. */
    boolean releasesAtEnd = true;

    @Nullable
    RuntimeException bug;

    Runnable onFailure = () -> {};

    private final Endpoints client;

    BackendConnection(ConnectionPool pool, Backend backend, long nowNanos, long maxAgeNanos) {
        this(pool, backend, BackendLink.plain(ConnectionConfig.DEFAULT), Endpoints.UNKNOWN, nowNanos, maxAgeNanos);
    }

    BackendConnection(
            ConnectionPool pool, Backend backend, BackendLink link, Endpoints client, long nowNanos, long maxAgeNanos) {
        this.client = client;
        stream = new Http1UpstreamHandler(pool, backend.stats().cell(0), link, client, nowNanos, maxAgeNanos);
        channel = new EmbeddedChannel(new ResponseDecoder(1024), new RequestEncoder(), stream);
    }

    /** Opens it for this listener, and sends a whole request. */
    BackendConnection request(HttpMethod method) {
        stream.open(this);
        send(method);
        return this;
    }

    void send(HttpMethod method) {
        HttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, "/", Unpooled.EMPTY_BUFFER);
        stream.write(request);
        stream.flush();
    }

    /** Opens it and sends a head whose body is still to come. */
    void requestHead() {
        stream.open(this);
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.PUT, "/");
        request.headers().set("transfer-encoding", "chunked");
        stream.write(request);
        stream.flush();
    }

    void requestPart(String text) {
        stream.write(new DefaultHttpContent(bytes(text)));
        stream.flush();
    }

    /** Bytes come, in one read. */
    List<String> receive(String text) {
        channel.writeInbound(bytes(text));
        return took();
    }

    List<String> took() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    /** What was sent so far. */
    String sent() {
        StringBuilder sent = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            sent.append(part.toString(StandardCharsets.US_ASCII));
            part.release();
        }
        return sent.toString();
    }

    static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    @Override
    public Endpoints client() {
        return client;
    }

    @Override
    public void onStreamReady(UpstreamStream ready) {
        told.add("ready");
        if (bug != null) {
            throw bug;
        }
    }

    @Override
    public void onConnectFailed(FailureReason reason) {
        told.add(reason.toString());
        onFailure.run();
    }

    @Override
    public void onInterimHead(HttpResponse head) {
        told.add("interim " + head.status().code());
    }

    @Override
    public boolean onSwitchedProtocols(HttpResponse head) {
        return false;
    }

    @Override
    public void onResponseHead(HttpResponse head) {
        if (bug != null) {
            throw bug;
        }
        told.add("head " + head.status().code());
    }

    @Override
    public void onResponseBody(HttpContent part) {
        boolean last = part instanceof LastHttpContent;
        told.add("body " + part.content().toString(StandardCharsets.ISO_8859_1) + (last ? "." : ""));
        part.release();
        if (last && releasesAtEnd) {
            stream.release();
        }
    }

    @Override
    public void onReadComplete() {
        told.add("read");
    }

    @Override
    public void onWritabilityChanged() {
        told.add("writability");
    }

    @Override
    public void onStreamFailed(FailureReason reason) {
        told.add("failed " + reason);
    }
}
