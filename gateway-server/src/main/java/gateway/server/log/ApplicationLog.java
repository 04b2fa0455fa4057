package gateway.server.log;

import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.appender.ConsoleAppender.Target;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Sets the log up in code: reading it from an XML file takes 80 ms of CPU time at the start. A file that
 * {@code -Dlog4j2.configurationFile} names wins.
 */
public final class ApplicationLog {
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
            ConsoleAppender appender = ConsoleAppender.newBuilder()
                    .setName("stderr")
                    .setTarget(Target.SYSTEM_ERR)
                    .setLayout(new LineLayout())
                    .setConfiguration(this)
                    .build();
            appender.start();
            addAppender(appender);
            getRootLogger().addAppender(appender, null, null);
            getRootLogger().setLevel(level);
            // Its codec notes every frame that comes after a GOAWAY: as many lines as a client likes.
            if (level == Level.INFO) {
                addLogger(HTTP2_CODEC, new LoggerConfig(HTTP2_CODEC, Level.WARN, true));
            }
        }
    }
}
