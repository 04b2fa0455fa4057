package gateway.core.proxy;

import gateway.core.channel.ByteSide;
import gateway.core.channel.ByteSideListener;
import gateway.core.channel.FakeSide;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A client's half of an exchange that writes what happens to it into a log. */
final class FakeDownstream implements DownstreamStream {
    final List<HttpResponse> heads = new ArrayList<>();
    String replyBody = "";
    boolean writable = true;
    boolean throwsAtHead;
    /** The client is found gone by writing the end of a response. */
    Runnable atLastPart = () -> {};

    private @Nullable FakeSide side;
    private final List<String> log;

    FakeDownstream(List<String> log) {
        this.log = log;
    }

    /** Of the tunnel that it has become. */
    FakeSide side() {
        return Objects.requireNonNull(side, "no tunnel");
    }

    HttpResponse head() {
        return heads.get(heads.size() - 1);
    }

    @Override
    public void writeInterim(HttpResponse head) {
        log.add("client < " + head.status().code() + " interim");
    }

    @Override
    public void writeHead(HttpResponse head) {
        if (throwsAtHead) {
            throw new IllegalStateException("a bug in writeHead");
        }
        heads.add(head);
        log.add("client < " + head.status().code());
    }

    @Override
    public void writeReply(FullHttpResponse reply) {
        heads.add(reply);
        replyBody = reply.content().toString(StandardCharsets.UTF_8);
        log.add("client < " + reply.status().code() + " local"
                + (reply.headers().contains(HttpHeaderNames.CONNECTION) ? ", close" : ""));
        reply.release();
    }

    @Override
    public void writeBody(HttpContent part) {
        log.add("client < " + part.content().toString(StandardCharsets.US_ASCII)
                + (part instanceof LastHttpContent ? "." : ""));
        boolean last = part instanceof LastHttpContent;
        part.release();
        if (last) {
            atLastPart.run();
        }
    }

    @Override
    public void flush() {
        log.add("client flush");
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void setReading(boolean wanted) {
        log.add(wanted ? "client read" : "client pause");
    }

    @Override
    public ByteSide toTunnel(HttpResponse head, ByteSideListener listener) {
        heads.add(head);
        log.add("client < " + head.status().code() + " tunnel");
        FakeSide made = new FakeSide("client", log, listener);
        side = made;
        return made;
    }

    @Override
    public void abort() {
        log.add("client abort");
    }

    @Override
    public void exchangeEnded(boolean requestComplete) {
        log.add(requestComplete ? "client turn over" : "client turn over, request unread");
    }
}
