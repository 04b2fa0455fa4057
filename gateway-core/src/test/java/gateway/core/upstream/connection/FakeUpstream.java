package gateway.core.upstream.connection;

import gateway.core.channel.ByteSide;
import gateway.core.channel.ByteSideListener;
import gateway.core.channel.FakeSide;
import gateway.core.http.FailureReason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A backend's half of an attempt that writes what happens to it into a log, and says what the test makes it say. */
public final class FakeUpstream implements UpstreamStream {
    private final String name;
    private final List<String> log;
    private final boolean reused;
    private final List<HttpRequest> heads = new ArrayList<>();
    private @Nullable UpstreamStreamListener listener;
    private boolean writable = true;
    private @Nullable FakeSide side;
    private boolean ended;
    private boolean complete;
    private final StringBuilder body = new StringBuilder();
    private Consumer<FakeUpstream> onRequest = stream -> {};

    /** Throws this at the next write. */
    public @Nullable RuntimeException bug;

    public FakeUpstream(String name, List<String> log, boolean reused) {
        this.name = name;
        this.log = log;
        this.reused = reused;
    }

    void listener(UpstreamStreamListener attempt) {
        listener = attempt;
    }

    /** Calls this once, when a whole request was flushed. */
    void onRequest(Consumer<FakeUpstream> action) {
        onRequest = action;
    }

    /** What of the request's body came. */
    public String body() {
        return body.toString();
    }

    /** Was released or cancelled. */
    public boolean isEnded() {
        return ended;
    }

    /** The last request's head. */
    public HttpRequest head() {
        return heads.get(heads.size() - 1);
    }

    // What the backend does.

    public void respondHead(int status, String... fields) {
        listener().onResponseHead(response(status, fields));
    }

    public void respondInterim(int status, String... fields) {
        listener().onInterimHead(response(status, fields));
    }

    private static HttpResponse response(int status, String... fields) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        for (int i = 0; i < fields.length; i += 2) {
            head.headers().add(fields[i], fields[i + 1]);
        }
        return head;
    }

    /** Returns the buffer, so that a test can see it released. */
    public ByteBuf respondBody(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        listener().onResponseBody(new DefaultHttpContent(bytes));
        return bytes;
    }

    public ByteBuf respondEnd(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        listener().onResponseBody(new DefaultLastHttpContent(bytes));
        return bytes;
    }

    public void readComplete() {
        if (!ended) {
            listener().onReadComplete();
        }
    }

    /** A whole answer of one read. */
    public void respond(int status, String body) {
        respondHead(status, "content-length", String.valueOf(body.length()));
        respondEnd(body);
        readComplete();
    }

    public void fail(FailureReason reason) {
        listener().onStreamFailed(reason);
    }

    public void setWritable(boolean wanted) {
        writable = wanted;
        listener().onWritabilityChanged();
    }

    private UpstreamStreamListener listener() {
        UpstreamStreamListener attempt = listener;
        if (attempt == null) {
            throw new AssertionError(name + " serves nobody");
        }
        return attempt;
    }

    // UpstreamStream

    @Override
    public void write(HttpObject part) {
        if (bug != null) {
            throw bug;
        }
        if (part instanceof HttpRequest request) {
            heads.add(request);
            log.add(name + " < " + request.method() + " " + request.uri());
        } else if (part instanceof HttpContent content) {
            String text = content.content().toString(StandardCharsets.US_ASCII);
            log.add(name + " < " + (text.length() > 20 ? text.length() + " bytes" : text)
                    + (part instanceof LastHttpContent ? "." : ""));
            body.append(text);
            content.release();
        }
        complete |= part instanceof LastHttpContent;
    }

    @Override
    public void flush() {
        log.add(name + " flush");
        if (complete) {
            complete = false;
            onRequest.accept(this);
        }
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void setReading(boolean wanted) {
        log.add(name + (wanted ? " read" : " pause"));
    }

    @Override
    public boolean isReused() {
        return reused;
    }

    @Override
    public ByteSide toTunnel(ByteSideListener tunnel) {
        log.add(name + " tunnel");
        FakeSide made = new FakeSide(name, log, tunnel);
        side = made;
        return made;
    }

    /** Of the tunnel that it has become. */
    public FakeSide side() {
        FakeSide present = side;
        if (present == null) {
            throw new AssertionError(name + " is no tunnel");
        }
        return present;
    }

    /** Says 101; whether the tunnel was taken. */
    public boolean respondSwitch(String... fields) {
        return listener().onSwitchedProtocols(response(101, fields));
    }

    @Override
    public void release() {
        end("release");
    }

    @Override
    public void cancel() {
        end("cancel");
    }

    private void end(String how) {
        if (ended) {
            throw new AssertionError(name + " was given back twice");
        }
        ended = true;
        log.add(name + " " + how);
    }
}
