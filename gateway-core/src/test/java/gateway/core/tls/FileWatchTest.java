package gateway.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.upstream.VirtualControlThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    private static final Collection<Path> FILES = List.of(Path.of("a.pem"));

    private final VirtualControlThread thread = new VirtualControlThread();
    private final FakeHints hints = new FakeHints();
    private final List<Long> looks = new ArrayList<>();
    private final FileWatch watch = new FileWatch(
            thread, () -> looks.add(Duration.ofNanos(thread.nanoTime()).toMillis()), hints);

    @Test
    void looksEveryTenSecondsWhateverTheSystemSays() {
        watch.watch(FILES);

        thread.pass(Duration.ofSeconds(35));

        assertThat(looks).containsExactly(10_000L, 20_000L, 30_000L);
    }

    @Test
    void looksWhenChangedFilesHaveComeToRest() {
        watch.watch(FILES);
        thread.pass(Duration.ofMillis(950));
        hints.now = true;
        thread.pass(Duration.ofMillis(200));
        hints.now = true;
        thread.pass(Duration.ofSeconds(1));

        assertThat(looks).containsExactly(1_500L);
    }

    @Test
    void looksAtFilesThatNeverRest() {
        watch.watch(FILES);
        for (int i = 0; i < 50; i++) {
            hints.now = true;
            thread.pass(Duration.ofMillis(100));
        }

        assertThat(looks).containsExactly(2_100L, 4_200L);
    }

    @Test
    void aLookThatFailsIsNotTheLast() {
        FileWatch failing = new FileWatch(
                thread,
                () -> {
                    looks.add(0L);
                    throw new IllegalStateException("expected by the test");
                },
                hints);
        failing.watch(FILES);

        thread.pass(Duration.ofSeconds(25));

        assertThat(looks).hasSize(2);
    }

    @Test
    void nothingIsLookedAtAfterTheEnd() {
        watch.watch(FILES);
        watch.close();

        thread.pass(Duration.ofMinutes(1));

        assertThat(looks).isEmpty();
        assertThat(hints.closed).isTrue();
    }

    @Test
    void nothingIsLookedAtWhereThereAreNoFiles() {
        watch.watch(List.of());

        thread.pass(Duration.ofMinutes(1));

        assertThat(looks).isEmpty();
    }

    /** With the system's own word for it. */
    @Test
    void hearsOfAChangedFileAndOfASwappedLink(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a.pem"), "1");
        try (FileHints real = new FileHints()) {
            real.watch(List.of(file));
            assertThat(real.happened()).isFalse();

            Files.writeString(file, "2");
            Awaitility.await().until(real::happened);

            Files.createSymbolicLink(directory.resolve("..data"), file);
            Awaitility.await().until(real::happened);
        }
    }

    private static final class FakeHints implements FileWatch.Hints {
        private boolean now;
        private boolean closed;

        @Override
        public void watch(Collection<Path> files) {}

        @Override
        public boolean happened() {
            boolean was = now;
            now = false;
            return was;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
