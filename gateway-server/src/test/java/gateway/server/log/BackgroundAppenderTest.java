package gateway.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BackgroundAppenderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final StuckStream out = new StuckStream();
    private final BackgroundAppender appender = new BackgroundAppender("test", new LineLayout(), out, 4);

    @AfterEach
    void endWriter() {
        out.open();
        appender.stop();
    }

    @Test
    void whoLogsDoesNotWaitForAStreamThatIsStuck() throws Exception {
        appender.start();
        appender.append(line(0));
        out.awaitWriter();

        for (int i = 1; i <= 9; i++) {
            appender.append(line(i));
        }

        assertThat(appender.dropped())
                .as("beyond the one that is being written and 4")
                .isEqualTo(5);
        assertThat(appender.await(MOMENT)).isFalse();
    }

    @Test
    void writesWhatWaitedAndSaysWhatWasLost() throws Exception {
        appender.start();
        appender.append(line(0));
        out.awaitWriter();
        for (int i = 1; i <= 6; i++) {
            appender.append(line(i));
        }

        out.open();

        Awaitility.await().until(() -> out.text().contains("lost"));
        appender.append(line(7));
        assertThat(appender.await(PATIENCE)).isTrue();
        assertThat(out.text().lines().map(text -> text.substring(25)))
                .containsExactly(
                        "INFO  line 0",
                        "INFO  line 1",
                        "INFO  line 2",
                        "INFO  line 3",
                        "INFO  line 4",
                        "WARN  2 lines of this log were lost: nobody took them fast enough",
                        "INFO  line 7");
    }

    @Test
    void goesOnAfterAStreamThatFailed() {
        out.open();
        out.fail = true;
        appender.start();
        appender.append(line(0));
        assertThat(appender.await(PATIENCE)).isTrue();
        out.fail = false;

        appender.append(line(1));

        Awaitility.await().until(() -> out.text().contains("1 lines of this log were lost"));
        assertThat(out.text()).contains("INFO  line 1");
        assertThat(appender.dropped()).isEqualTo(1);
    }

    @Test
    void writerEndsWhenItIsStopped() throws Exception {
        out.open();
        appender.start();
        appender.append(line(0));

        appender.stop();

        appender.writer().join(PATIENCE.toMillis());
        assertThat(appender.writer().isAlive()).isFalse();
    }

    private static LogEvent line(int number) {
        return Log4jLogEvent.newBuilder()
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage("line " + number))
                .setTimeMillis(0)
                .build();
    }

    /** Takes nothing until it is opened. */
    private static final class StuckStream extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CountDownLatch writing = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);
        volatile boolean fail;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int offset, int length) throws IOException {
            writing.countDown();
            awaitOpen();
            if (fail) {
                throw new IOException("no space left");
            }
            synchronized (bytes) {
                bytes.write(b, offset, length);
            }
        }

        void awaitWriter() throws InterruptedException {
            writing.await();
        }

        void open() {
            open.countDown();
        }

        String text() {
            synchronized (bytes) {
                return bytes.toString(UTF_8);
            }
        }

        private void awaitOpen() throws IOException {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }
}
