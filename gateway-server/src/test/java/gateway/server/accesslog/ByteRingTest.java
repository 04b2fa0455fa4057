package gateway.server.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteRingTest {
    @Test
    void givesBackWhatWasOfferedAcrossManyWraps() {
        ByteRing ring = new ByteRing(64);
        Random random = new Random(7);
        ByteArrayOutputStream offered = new ByteArrayOutputStream();
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        byte[] line = new byte[40];
        byte[] target = new byte[64];

        for (int i = 0; i < 10_000; i++) {
            random.nextBytes(line);
            int length = 1 + random.nextInt(40);
            if (ring.offer(line, length)) {
                offered.write(line, 0, length);
            }
            int available = random.nextInt(ring.available() + 1);
            ring.take(target, 0, available);
            taken.write(target, 0, available);
        }
        int rest = ring.available();
        ring.take(target, 0, rest);
        taken.write(target, 0, rest);

        assertThat(taken.toByteArray()).isEqualTo(offered.toByteArray());
        assertThat(taken.size()).isGreaterThan(64 * 100);
    }

    @Test
    void takesLinesUntilItIsFullAndAgainAfterItWasDrained() {
        ByteRing ring = new ByteRing(16);
        byte[] line = "12345678".getBytes(StandardCharsets.US_ASCII);

        assertThat(ring.offer(line, 8)).isTrue();
        assertThat(ring.offer(line, 8)).isTrue();
        assertThat(ring.offer(line, 1)).isFalse();
        ring.take(new byte[16], 0, 8);
        assertThat(ring.offer(line, 8)).isTrue();
        assertThat(ring.available()).isEqualTo(16);
    }

    @Test
    void carriesEveryByteFromOneThreadToAnother() throws InterruptedException {
        ByteRing ring = new ByteRing(256);
        int total = 200_000;
        Thread producer = new Thread(() -> {
            byte[] line = new byte[100];
            int next = 0;
            while (next < total) {
                int length = Math.min(1 + next % 100, total - next);
                for (int i = 0; i < length; i++) {
                    line[i] = (byte) (next + i);
                }
                if (ring.offer(line, length)) {
                    next += length;
                } else {
                    Thread.onSpinWait();
                }
            }
        });
        producer.start();

        byte[] target = new byte[256];
        int seen = 0;
        int wrong = 0;
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (seen < total && System.nanoTime() < deadline) {
            int available = ring.available();
            ring.take(target, 0, available);
            for (int i = 0; i < available; i++) {
                wrong += target[i] == (byte) seen++ ? 0 : 1;
            }
        }
        producer.join(10_000);

        assertThat(seen).isEqualTo(total);
        assertThat(wrong).isZero();
    }

    @Test
    void refusesACapacityThatIsNoPowerOfTwo() {
        assertThatThrownBy(() -> new ByteRing(100)).hasMessage("capacity 100 (expected: a power of two)");
    }
}
