package gateway.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeapGrowthTest {
    private final AtomicLong young = new AtomicLong(5);
    private final AtomicInteger full = new AtomicInteger();
    private final HeapGrowth growth = new HeapGrowth(young::get, full::incrementAndGet);

    @Test
    void leavesAnIdleProcessAlone() {
        for (int second = 0; second < 100; second++) {
            young.addAndGet(7);
            assertThat(growth.look()).isFalse();
        }

        assertThat(full).hasValue(0);
    }

    @Test
    void collectsOnceWhenYoungCollectionsAreFrequent() {
        young.addAndGet(8);

        assertThat(growth.look()).isTrue();
        assertThat(full).hasValue(1);
    }
}
