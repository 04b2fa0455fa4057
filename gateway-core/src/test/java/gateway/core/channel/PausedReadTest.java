package gateway.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.timer.TimerWheel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.Test;

class PausedReadTest {
    private long now;
    private int reads;
    private final TimerWheel wheel = new TimerWheel(() -> now);
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
        @Override
        public void read(ChannelHandlerContext context) {
            reads++;
        }
    });
    private final PausedRead it = new PausedRead(channel, wheel);

    PausedReadTest() {
        reads = 0;
    }

    @Test
    void readsOnAfterAMoment() {
        it.start();
        pass(7);
        assertThat(reads).isZero();

        pass(1);

        assertThat(reads).isEqualTo(1);
    }

    @Test
    void looksBehindWhatCameAsFarAsBackPressureAllows() {
        it.start();
        pass(8);

        it.readComplete(128 * 1024);
        assertThat(reads).isEqualTo(2);
        it.readComplete(127 * 1024);
        assertThat(reads).isEqualTo(3);
        it.readComplete(1024);
        it.readComplete(1024);

        assertThat(reads).isEqualTo(3);
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void whatCameBeforeThePauseDoesNotCount() {
        it.start();
        it.readComplete(1_000_000);

        pass(8);
        it.readComplete(1);

        assertThat(reads).isEqualTo(2);
    }

    @Test
    void stopsWhenReadingIsWantedAgain() {
        it.start();
        it.stop();

        pass(20);
        it.readComplete(1);

        assertThat(reads).isZero();
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void isNeededByNioOnly() {
        NioSocketChannel nio = new NioSocketChannel();
        try {
            assertThat(PausedRead.isNeeded(nio)).isTrue();
            assertThat(PausedRead.isNeeded(channel)).isFalse();
        } finally {
            nio.unsafe().closeForcibly();
        }
    }

    private void pass(int ticks) {
        for (int i = 0; i < ticks; i++) {
            now += TimerWheel.TICK_NANOS;
            wheel.tick();
        }
    }
}
