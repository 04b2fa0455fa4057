package gateway.server.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Sets the log up in code: reading it from an XML file takes 80 ms of CPU time at the start. A file that
 * {@code -Dlog4j2.configurationFile} names wins. Lines are written by a thread of their own, so that
 * a standard error which nobody reads stops nothing.
 */
public final class ApplicationLog {
    /** Lines that may wait: some hundred KiB. */
    private static final int CAPACITY = 1024;

    private static volatile @Nullable BackgroundAppender appender;

    private ApplicationLog() {}

    /** Before the first logger is made. The level is {@code $GATEWAY_LOG_LEVEL}, INFO by default. */
    public static void start(Map<String, String> environment) {
        // No shutdown hook: the log must live until the last request of a graceful stop has ended.
        System.setProperty("log4j2.shutdownHookEnabled", "false");
        System.setProperty("log4j2.disableJmx", "true");
        if (System.getProperty("log4j2.configurationFile") == null) {
            Configurator.initialize(ApplicationLog.class.getClassLoader(), new ToStandardError(level(environment)));
        }
    }

    /** Lines that were lost since the start, because nobody took them fast enough. 0 where a file of the user's sets the log up. */
    public static long dropped() {
        BackgroundAppender current = appender;
        return current == null ? 0 : current.dropped();
    }

    /** Returns when what was logged before is written, at the latest after the limit; whether it is. Blocks: not for event loops. */
    public static boolean flush(Duration limit) {
        BackgroundAppender current = appender;
        return current == null || current.await(limit);
    }

    private static Level level(Map<String, String> environment) {
        return Level.toLevel(environment.getOrDefault("GATEWAY_LOG_LEVEL", ""), Level.INFO);
    }

    /** One appender and one level, but for what would be too much. */
    private static final class ToStandardError extends AbstractConfiguration {
        private static final String HTTP2_CODEC = "io.netty.handler.codec.http2";

        private final Level level;

        ToStandardError(Level level) {
            super((@Nullable LoggerContext) null, ConfigurationSource.NULL_SOURCE);
            this.level = level;
            setName("gateway");
            isShutdownHookEnabled = false;
        }

        @Override
        protected void doConfigure() {
            // Not System.err: its lock is held while a write is stuck, and whoever else prints would wait for it.
            BackgroundAppender appender = new BackgroundAppender(
                    "stderr", new LineLayout(), new FileOutputStream(FileDescriptor.err), CAPACITY);
            ApplicationLog.appender = appender;
            appender.start();
            addAppender(appender);
            getRootLogger().addAppender(appender, null, null);
            getRootLogger().setLevel(level);
            // Its codec notes every frame that comes after a GOAWAY: as many lines as a client likes.
            if (level.equals(Level.INFO)) {
                addLogger(HTTP2_CODEC, new LoggerConfig(HTTP2_CODEC, Level.WARN, true));
            }
        }
    }
}
