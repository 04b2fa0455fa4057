package gateway.server.accesslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gateway.core.config.AccessLogConfig;
import gateway.core.config.AccessLogConfig.Format;
import gateway.core.config.AccessLogConfig.KeepAll;
import gateway.core.http.FailureReason;
import gateway.server.FakeExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AccessLogTest {
    @TempDir
    Path folder;

    @Test
    void writesWhatIsKeptAndNothingElse() throws IOException {
        Path file = folder.resolve("access.log");

        try (AccessLog log =
                AccessLog.open(new AccessLogConfig(Format.JSON, file.toString(), AccessLogConfig.DEFAULT.keep()))) {
            log.onExchangeEnd(new FakeExchange());
            log.onExchangeEnd(new FakeExchange().failed(FailureReason.NO_BACKEND));
        }

        assertThat(Files.readAllLines(file)).singleElement().asString().contains("\"reason\":\"gateway.pool.down\"");
    }

    @Test
    void aLineIsWrittenSoonAlsoAfterALongSilence() throws IOException {
        Path file = folder.resolve("access.log");
        try (AccessLog log = AccessLog.open(all(file))) {
            for (int silence = 0; silence < 3; silence++) {
                int expected = silence + 1;
                // Longer than the polling after traffic: the writer sleeps and has to be woken.
                await().pollDelay(Duration.ofMillis(250)).until(() -> true);
                log.onExchangeEnd(new FakeExchange());
                await().atMost(Duration.ofSeconds(2))
                        .until(() -> Files.readAllLines(file).size() == expected);
            }
        }
    }

    @Test
    void aBlockedSinkLosesLinesAndDelaysNobody() throws Exception {
        BlockedStream blocked = new BlockedStream();
        AccessLog log = open(blocked, 32 * 1024);
        FakeExchange exchange = new FakeExchange();
        log.onExchangeEnd(exchange);
        assertThat(blocked.entered.await(10, TimeUnit.SECONDS)).isTrue();

        int lines = 100_000;
        long begin = System.nanoTime();
        for (int i = 1; i < lines; i++) {
            log.onExchangeEnd(exchange);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);

        assertThat(log.dropped()).isBetween(lines - 1000L, lines - 1L);
        assertThat(millis).isLessThan(10_000);
        long dropped = log.dropped();
        blocked.release.countDown();
        log.close();
        assertThat(blocked.lines())
                .hasSize((int) (lines - dropped))
                .allMatch(line -> line.endsWith("\"trace_id\":null}"));
    }

    @Test
    void closingGivesUpOnASinkThatStaysBlocked() throws Exception {
        BlockedStream blocked = new BlockedStream();
        AccessLog log = open(blocked, 32 * 1024);
        log.onExchangeEnd(new FakeExchange());
        assertThat(blocked.entered.await(10, TimeUnit.SECONDS)).isTrue();

        long begin = System.nanoTime();
        log.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        blocked.release.countDown();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("gateway-access-log")));
    }

    @Test
    void aPipeThatNobodyReadsHoldsUpNeitherTheStartNorARequest() throws Exception {
        Path pipe = folder.resolve("pipe");
        Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
        AccessLog log = AccessLog.open(all(pipe));

        long begin = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            log.onExchangeEnd(new FakeExchange());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        await().until(() -> log.dropped() > 0);

        Process reader = new ProcessBuilder("cat", pipe.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        log.close();
        assertThat(reader.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void linesOfManyLoopsAreNotMixed() throws Exception {
        Path file = folder.resolve("access.log");
        int loops = 4;
        long lines = 5000;
        AccessLog log = AccessLog.open(all(file));
        List<Thread> threads = new ArrayList<>();
        for (int loop = 0; loop < loops; loop++) {
            FakeExchange exchange = new FakeExchange();
            exchange.loop = loop;
            exchange.requestId = "loop-" + loop;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < lines; i++) {
                    log.onExchangeEnd(exchange);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        log.close();

        List<String> written = Files.readAllLines(file);
        assertThat(written).hasSize((int) (loops * lines - log.dropped())).hasSizeGreaterThan(loops);
        assertThat(written).allMatch(line -> line.matches("\\{\"ts\":.*\"id\":\"loop-[0-3]\",.*\"trace_id\":null}"));
    }

    @Test
    void reopensAfterTheFileWasRenamed() throws IOException {
        Path file = folder.resolve("access.log");
        Path old = folder.resolve("access.log.1");
        try (AccessLog log = AccessLog.open(all(file))) {
            log.onExchangeEnd(new FakeExchange());
            await().until(() -> Files.size(file) > 0);
            Files.move(file, old);

            log.reopen();
            await().until(() -> Files.exists(file));
            log.onExchangeEnd(new FakeExchange());
        }

        assertThat(Files.readAllLines(old)).hasSize(1);
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void aReloadChangesFileFormatAndRules() throws IOException {
        Path first = folder.resolve("first.log");
        Path second = folder.resolve("second.log");
        try (AccessLog log = AccessLog.open(AccessLogConfig.OFF)) {
            log.onExchangeEnd(new FakeExchange());
            log.configure(all(first));
            log.onExchangeEnd(new FakeExchange());
            await().until(() -> Files.size(first) > 0);

            log.configure(new AccessLogConfig(Format.COMBINED, second.toString(), List.of(new KeepAll())));
            await().until(() -> Files.exists(second));
            log.onExchangeEnd(new FakeExchange());
            await().until(() -> Files.size(second) > 0);

            log.configure(AccessLogConfig.OFF);
            log.onExchangeEnd(new FakeExchange());
        }

        assertThat(Files.readAllLines(first)).hasSize(1);
        assertThat(Files.readAllLines(second)).singleElement().asString().startsWith("203.0.113.9 - - [");
    }

    @Test
    void aFileThatCannotBeOpenedIsNamedAndChangesNothing() throws IOException {
        Path file = folder.resolve("access.log");
        Path bad = folder.resolve("no/such/folder");
        try (AccessLog log = AccessLog.open(all(file))) {
            assertThatThrownBy(() -> log.configure(all(bad)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("access_log.path: " + bad + ": ")
                    .hasMessageEndingWith("(expected: a file that can be written)");
            log.onExchangeEnd(new FakeExchange());
        }

        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void linesThatTheSinkRefusesAreCounted() throws IOException {
        AccessLog log = AccessLog.open(all(Path.of("/dev/full")));

        log.onExchangeEnd(new FakeExchange());
        log.onExchangeEnd(new FakeExchange());
        log.close();

        assertThat(log.dropped()).isEqualTo(2);
    }

    private static AccessLogConfig all(Path file) {
        return new AccessLogConfig(Format.JSON, file.toString(), List.of(new KeepAll()));
    }

    private static AccessLog open(OutputStream out, int ringCapacity) throws IOException {
        AccessLogConfig config = new AccessLogConfig(Format.JSON, "test", List.of(new KeepAll()));
        return AccessLog.open(config, new LogSink("test", out), Clock.systemUTC(), ringCapacity);
    }

    /** Takes nothing until it is released, like a terminal that was stopped. */
    private static final class BlockedStream extends OutputStream {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void write(int value) {
            throw new AssertionError("a byte at a time");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            taken.write(bytes, offset, length);
        }

        List<String> lines() {
            return taken.toString(UTF_8).lines().toList();
        }
    }
}
