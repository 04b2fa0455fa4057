package gateway.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.http.RequestHead;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.Test;

class BackendPoolTest {
    private static final RequestHead REQUEST =
            new RequestHead(HttpMethod.GET, "http", "a", "a", "/", "/", "", new DefaultHttpHeaders(), "127.0.0.1");

    private final BackendPool pool = TestPools.withBackends(OutlierConfig.DEFAULT, "127.0.0.1:1", "127.0.0.1:2");
    private final Backend first = pool.backends().get(0);
    private final Backend second = pool.backends().get(1);

    @Test
    void passesOverAnEjectedBackendBeforeTheBalancerIsRebuilt() {
        first.setEjected(true);

        assertThat(pool.pick(REQUEST, Excluded.NONE)).isSameAs(second);
    }

    @Test
    void letsOneRequestTryAHalfOpenBackend() {
        first.health().move(BackendHealth.State.UP, BackendHealth.State.HALF_OPEN);

        assertThat(pool.pick(REQUEST, Excluded.NONE)).isSameAs(first);
        assertThat(pool.pick(REQUEST, Excluded.NONE)).isSameAs(second);
    }

    @Test
    void triesAnEjectedBackendWhenAllOthersWereTried() {
        first.setEjected(true);
        pool.rebuild();
        Excluded tried = new Excluded();
        tried.add(second);

        assertThat(pool.pick(REQUEST, tried)).isSameAs(first);
    }

    @Test
    void triesSomeBackendWhenAllAreEjected() {
        first.setEjected(true);
        second.setEjected(true);
        pool.rebuild();

        assertThat(pool.pick(REQUEST, Excluded.NONE)).isSameAs(first);
    }

    @Test
    void givesNoBackendTwice() {
        Excluded tried = new Excluded();
        tried.add(first);
        tried.add(second);

        assertThat(pool.pick(REQUEST, tried)).isNull();
    }

    @Test
    void givesNoRemovedBackend() {
        first.setRemoved();
        second.setRemoved();

        assertThat(pool.pick(REQUEST, Excluded.NONE)).isNull();
    }
}
