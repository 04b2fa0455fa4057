package gateway.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    @Test
    void enginesAreKnownByTheirControlGroup() {
        assertThat(Surroundings.isContainerGroup("0::/kubepods/burstable/pod1/abc\n"))
                .isTrue();
        assertThat(Surroundings.isContainerGroup("12:cpu:/docker/0123\n")).isTrue();
        assertThat(Surroundings.isContainerGroup("0::/user.slice/user-0.slice/session-1.scope\n"))
                .isFalse();
        assertThat(Surroundings.isContainerGroup("0::/\n")).isFalse();
    }

    @Test
    void variableOfTheEngineIsEnough() {
        assertThat(Surroundings.isContainer(Map.of("container", "podman"))).isTrue();
    }
}
