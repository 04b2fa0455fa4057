package gateway.server.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.AccessLogConfig;
import gateway.core.config.AccessLogConfig.KeepAll;
import gateway.core.http.FailureReason;
import gateway.server.FakeExchange;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepRulesTest {
    private final KeepRules rules = KeepRules.of(AccessLogConfig.DEFAULT.keep());
    private final FakeExchange exchange = new FakeExchange();

    @Test
    void theDefaultKeepsNoRequestThatWentWell() {
        exchange.status = 404;

        assertThat(rules.keeps(exchange)).isFalse();
    }

    @Test
    void theDefaultKeepsAServerErrorOfTheBackend() {
        exchange.status = 500;

        assertThat(rules.keeps(exchange)).isTrue();
    }

    @Test
    void theDefaultKeepsAFailure() {
        assertThat(rules.keeps(exchange.failed(FailureReason.NO_ROUTE))).isTrue();
    }

    @Test
    void theDefaultKeepsWhatTookLongerThanASecond() {
        exchange.endNanos = exchange.startNanos + 1_000_000_000L;
        assertThat(rules.keeps(exchange)).isFalse();

        exchange.endNanos++;
        assertThat(rules.keeps(exchange)).isTrue();
    }

    @Test
    void aTunnelThatLivedLongIsNotSlow() {
        exchange.isTunnel = true;
        exchange.responseHeadNanos = exchange.startNanos + 1;
        exchange.endNanos = exchange.startNanos + 9_000_000_000L;

        assertThat(rules.keeps(exchange)).isFalse();
    }

    @Test
    void anExchangeWithoutABeginningIsNotSlow() {
        exchange.startNanos = 0;
        exchange.endNanos = Long.MAX_VALUE;

        assertThat(rules.keeps(exchange)).isFalse();
    }

    @Test
    void allKeepsAllAndNothingKeepsNothing() {
        assertThat(KeepRules.of(List.of(new KeepAll())).keeps(exchange)).isTrue();
        assertThat(KeepRules.NOTHING.keeps(exchange.failed(FailureReason.NO_ROUTE)))
                .isFalse();
    }
}
