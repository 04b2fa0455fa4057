package gateway.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DateHeaderTest {
    private long now = 784111777000L;
    private final DateHeader date = new DateHeader(() -> now);

    @Test
    void formatsTheTimeOncePerSecond() {
        CharSequence first = date.value();
        now += 999;

        assertThat(first).hasToString("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat((CharSequence) date.value()).isSameAs(first);

        now += 1;
        assertThat((CharSequence) date.value()).hasToString("Sun, 06 Nov 1994 08:49:38 GMT");
    }
}
