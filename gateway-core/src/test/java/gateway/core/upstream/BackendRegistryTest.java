package gateway.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import gateway.core.config.Address;
import gateway.core.config.PoolConfig.BackendConfig;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendRegistryTest {
    private static final InetSocketAddress ADDRESS = new InetSocketAddress(NetUtil.LOCALHOST4, 8080);
    private static final BackendConfig LITERAL = new BackendConfig("web-1", Address.parse("127.0.0.1:8080"));
    private static final BackendConfig NAMED = new BackendConfig("web-1", Address.parse("web.test:8080"));

    private final List<Backend> removed = new ArrayList<>();
    private final BackendRegistry registry = new BackendRegistry(1, removed::add);

    @Test
    void givesTheSameObjectForTheSameIdentity() {
        Backend backend = registry.acquire("shop", LITERAL, ADDRESS);

        assertThat(registry.acquire("shop", LITERAL, ADDRESS)).isSameAs(backend);
        assertThat(registry.acquire("blog", LITERAL, ADDRESS)).isNotSameAs(backend);
    }

    @Test
    void removesABackendWhenItsLastHolderReleasesIt() {
        Backend backend = registry.acquire("shop", LITERAL, ADDRESS);
        registry.acquire("shop", LITERAL, ADDRESS);

        registry.release(backend);
        assertThat(removed).isEmpty();
        assertThat(backend.isRemoved()).isFalse();

        registry.release(backend);
        assertThat(removed).containsExactly(backend);
        assertThat(backend.isRemoved()).isTrue();
        assertThat(registry.acquire("shop", LITERAL, ADDRESS)).isNotSameAs(backend);
    }

    @Test
    void refusesAReleaseTooMany() {
        Backend backend = registry.acquire("shop", LITERAL, ADDRESS);
        registry.release(backend);

        assertThatIllegalStateException().isThrownBy(() -> registry.release(backend));
    }

    @Test
    void labelsTheAddressesOfAHostName() {
        assertThat(registry.acquire("shop", LITERAL, ADDRESS).label()).isEqualTo("web-1");
        assertThat(registry.acquire("blog", NAMED, ADDRESS).label()).isEqualTo("web-1@127.0.0.1");
    }
}
