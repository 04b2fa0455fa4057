package gateway.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameBordersTest {
    private final FrameBorders it = new FrameBorders();

    @Test
    void aBorderIsBeforeAndBehindAFrame() {
        assertThat(it.isOpenBetweenFrames()).isTrue();
        read(0x81, 2, 'h');
        assertThat(it.isOpenBetweenFrames()).isFalse();
        read('i');
        assertThat(it.isOpenBetweenFrames()).isTrue();
    }

    @Test
    void anEmptyFrameEndsWithItsHeader() {
        read(0x89);
        assertThat(it.isOpenBetweenFrames()).isFalse();
        read(0);
        assertThat(it.isOpenBetweenFrames()).isTrue();
        read(0x89, 0x80, 1, 2, 3);
        assertThat(it.isOpenBetweenFrames()).isFalse();
        read(4);
        assertThat(it.isOpenBetweenFrames()).isTrue();
    }

    @Test
    void behindACloseNoFrameMayFollow() {
        read(0x88, 0);

        assertThat(it.isOpenBetweenFrames()).isFalse();
    }

    @Test
    void aLengthThatIsNoneHasNoEnd() {
        read(0x82, 127, 0xFF, 0, 0, 0, 0, 0, 0, 0);
        read(new byte[100_000]);

        assertThat(it.isOpenBetweenFrames()).isFalse();
    }

    /** Any frames in any pieces: a border is exactly where a frame ended. */
    @Test
    void findsTheBordersOfAnySequenceInAnyPieces() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            byte[] frame = frame(random);
            int at = 0;
            while (at < frame.length) {
                assertThat(it.isOpenBetweenFrames()).isEqualTo(at == 0);
                int size = Math.min(frame.length - at, 1 + random.nextInt(at < 14 ? 3 : 40_000));
                byte[] piece = new byte[size];
                System.arraycopy(frame, at, piece, 0, size);
                read(piece);
                at += size;
            }
        }
        assertThat(it.isOpenBetweenFrames()).isTrue();
    }

    private static byte[] frame(Random random) {
        int[] lengths = {0, 1, 125, 126, 127, 65_535, 65_536, 70_000};
        int length = lengths[random.nextInt(lengths.length)];
        boolean masked = random.nextBoolean();
        ByteBuf out = Unpooled.buffer().writeByte(random.nextInt(8));
        int mask = masked ? 0x80 : 0;
        if (length < 126) {
            out.writeByte(mask | length);
        } else if (length < 65_536) {
            out.writeByte(mask | 126).writeShort(length);
        } else {
            out.writeByte(mask | 127).writeLong(length);
        }
        byte[] rest = new byte[length + (masked ? 4 : 0)];
        random.nextBytes(rest);
        out.writeBytes(rest);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private void read(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        read(bytes);
    }

    private void read(byte[] bytes) {
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
        it.read(buffer);
        assertThat(buffer.readableBytes()).as("left as it was").isEqualTo(bytes.length);
    }
}
