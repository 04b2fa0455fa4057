package gateway.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.channel.ByteSide;
import gateway.core.channel.ByteSideListener;
import gateway.core.upstream.connection.FakeUpstream;
import gateway.core.upstream.connection.UpstreamStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
    private final List<String> sent = new ArrayList<>();
    private final FakeUpstream stream = new FakeUpstream("a", sent, false);
    private final ReplayMemory memory = new ReplayMemory(100_000);
    private final RequestBody body = new RequestBody(memory);

    @Test
    void sendsEachPartOnceAndKeepsIt() {
        ByteBuf one = add("one");
        body.writeTo(stream);
        ByteBuf two = add("two");
        body.writeTo(stream);

        assertThat(sent).containsExactly("a < one", "a < two");
        assertThat(one.refCnt()).isEqualTo(1);
        assertThat(two.refCnt()).isEqualTo(1);
        assertThat(memory.held()).isEqualTo(6);
        body.release();
        assertThat(one.refCnt()).isZero();
        assertThat(memory.held()).isZero();
    }

    @Test
    void sendsItAllAgainAfterARewind() {
        add("one");
        body.writeTo(stream);
        body.add(LastHttpContent.EMPTY_LAST_CONTENT);
        body.writeTo(stream);
        sent.clear();

        body.rewind();
        body.writeTo(stream);

        assertThat(sent).containsExactly("a < one", "a < .");
        body.release();
    }

    @Test
    void trailersAreSentAgainToo() {
        DefaultLastHttpContent last =
                new DefaultLastHttpContent(Unpooled.copiedBuffer("end", StandardCharsets.US_ASCII));
        last.trailingHeaders().set("x-sum", "1");
        body.add(last);
        List<String> trailers = new ArrayList<>();
        TrailerReader reader = new TrailerReader(trailers);

        body.writeTo(reader);
        body.rewind();
        body.writeTo(reader);

        assertThat(trailers).containsExactly("1", "1");
        body.release();
        assertThat(last.refCnt()).isZero();
    }

    @Test
    void whatIsNoLongerKeptIsReleasedAndWhatWasNotSentIsStillSent() {
        ByteBuf one = add("one");
        body.writeTo(stream);
        ByteBuf two = add("two");

        body.giveUpReplay();

        assertThat(one.refCnt()).isZero();
        assertThat(two.refCnt()).isEqualTo(1);
        assertThat(memory.held()).isZero();
        assertThat(body.isReplayable()).isFalse();
        body.writeTo(stream);
        assertThat(sent).containsExactly("a < one", "a < two");
        assertThat(two.refCnt()).isZero();
    }

    @Test
    void aLargeBodyIsNotKeptButCanStillGoElsewhereWhileNobodyGotAnyOfIt() {
        add("x".repeat(64 * 1024));
        add("y");

        assertThat(body.isReplayable()).isTrue();
        assertThat(memory.held()).isZero();

        body.writeTo(stream);
        assertThat(body.isReplayable()).isFalse();
        assertThat(body.isFull()).isFalse();
        add("z");
        assertThat(body.isFull()).isTrue();
        body.release();
    }

    @Test
    void moreThanSoManyPartsAreNotKept() {
        for (int i = 0; i < RequestBody.MAX_PARTS; i++) {
            add("x");
        }
        body.writeTo(stream);
        assertThat(body.isReplayable()).isTrue();

        add("x");
        body.writeTo(stream);

        assertThat(body.isReplayable()).isFalse();
        assertThat(memory.held()).isZero();
        assertThat(sent).hasSize(RequestBody.MAX_PARTS + 1);
    }

    @Test
    void theProcessesCeilingIsExactAndGivenBack() {
        assertThat(memory.tryTake(99_999)).isTrue();
        ByteBuf one = add("x");
        assertThat(memory.held()).isEqualTo(100_000);

        add("y");

        assertThat(memory.held()).isEqualTo(99_999);
        assertThat(one.refCnt()).isEqualTo(1);
        body.release();
        assertThat(one.refCnt()).isZero();
        assertThat(memory.held()).isEqualTo(99_999);
    }

    @Test
    void releasingTwiceGivesBackOnce() {
        add("one");

        body.release();
        body.release();

        assertThat(memory.held()).isZero();
    }

    private ByteBuf add(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        body.add(new DefaultHttpContent(bytes));
        return bytes;
    }

    private record TrailerReader(List<String> seen) implements UpstreamStream {
        @Override
        public ByteSide toTunnel(ByteSideListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(HttpObject part) {
            seen.add(((LastHttpContent) part).trailingHeaders().get("x-sum"));
            ((HttpContent) part).release();
        }

        @Override
        public void flush() {}

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void setReading(boolean wanted) {}

        @Override
        public boolean isReused() {
            return false;
        }

        @Override
        public void release() {}

        @Override
        public void cancel() {}
    }
}
