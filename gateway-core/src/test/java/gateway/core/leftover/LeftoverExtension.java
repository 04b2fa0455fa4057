package gateway.core.leftover;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test class that leaves a buffer unreleased or a thread of the gateway running. Registered for every test of every module
 * through META-INF/services; nothing has to name it.
 *
 * <p>The collector may find a buffer late: a leak can be reported at a later class than the one that made it. The records of the
 * leak say where the buffer was last touched.
 */
public final class LeftoverExtension implements BeforeAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(LeftoverExtension.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static {
        LeakRecorder.install();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getRequiredTestClass().getEnclosingClass() == null) {
            // What a class puts into its store is closed last in, first out: this one after all that the class has
            // started.
            context.getStore(NAMESPACE).put("check", (AutoCloseable) LeftoverExtension::check);
        }
    }

    private static void check() throws InterruptedException {
        List<String> threads = LeftoverThreads.await(PATIENCE);
        if (!threads.isEmpty()) {
            throw new AssertionError("threads left running: " + String.join("\n", threads));
        }
        List<String> leaks = LeakRecorder.drain();
        if (!leaks.isEmpty()) {
            throw new AssertionError("leaks: " + String.join("\n", leaks));
        }
    }
}
