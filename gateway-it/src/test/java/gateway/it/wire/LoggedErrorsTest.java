package gateway.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggedErrorsTest {
    @Test
    void keepsErrorsOnlyAndUntilItIsClosed() {
        LoggedErrors errors = new LoggedErrors();
        try (errors) {
            LoggerFactory.getLogger("gateway.core.Any").error("on purpose, by a test");
            LoggerFactory.getLogger("gateway.core.Any").warn("a warning");
        }
        LoggerFactory.getLogger("gateway.core.Any").error("on purpose too, and later");

        assertThat(errors.messages()).singleElement().asString().contains("on purpose, by a test");
    }
}
