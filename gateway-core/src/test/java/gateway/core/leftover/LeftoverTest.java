package gateway.core.leftover;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The alarm of {@link LeftoverExtension} rings. */
class LeftoverTest {
    @Test
    void aBufferThatIsNotReleasedIsFound() throws InterruptedException {
        dropBuffer();

        List<String> found = LeakRecorder.drain();

        assertThat(found)
                .singleElement()
                .asString()
                .contains("was not released")
                .contains("dropBuffer");
    }

    @Test
    void aThreadOfTheGatewayThatStillRunsIsNamed() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new Thread(() -> waitFor(done), "gateway-test-leftover");
        thread.start();

        List<String> running = LeftoverThreads.await(Duration.ZERO);
        done.countDown();
        thread.join();

        assertThat(running).singleElement().asString().startsWith("gateway-test-leftover");
        assertThat(LeftoverThreads.await(Duration.ZERO)).isEmpty();
    }

    private static void dropBuffer() {
        ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(64);
        buffer.writeInt(1);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
