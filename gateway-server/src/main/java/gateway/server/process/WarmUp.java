package gateway.server.process;

import gateway.server.log.ApplicationLog;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/**
 * Loads the log and the network while the main thread reads the command line and the configuration: most of a start is the
 * loading of classes, and that is work for two.
 */
public final class WarmUp {
    /** Complete also where nothing was started. */
    private static volatile CompletableFuture<Void> log = CompletableFuture.completedFuture(null);

    private WarmUp() {}

    /** Called once, first thing. */
    public static void start(Map<String, String> environment) {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        log = ready;
        Thread thread = new Thread(() -> load(environment, ready), "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns when loggers may be made. One that is made earlier would make the log set itself up. */
    public static void awaitLog() {
        log.join();
    }

    private static void load(Map<String, String> environment, CompletableFuture<Void> ready) {
        try {
            ApplicationLog.start(environment);
            // Two threads that ask for a logger at the same time, first thing, make SLF4J lose lines and complain on
            // standard error.
            LoggerFactory.getILoggerFactory();
        } finally {
            ready.complete(null);
        }
        touch(Epoll.isAvailable(), ByteBufAllocator.DEFAULT, new HttpServerCodec(), NioIoHandler.newFactory());
    }

    /** That the arguments were made is all. */
    private static void touch(Object... loaded) {
        assert loaded.length > 0;
    }
}
