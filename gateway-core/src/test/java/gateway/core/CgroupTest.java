package gateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CgroupTest {
    @Test
    void hasNoLimitsWhereThereAreNoFiles() {
        Cgroup cgroup = cgroup(Map.of());

        assertThat(cgroup.cpuQuota()).isEqualTo(-1);
        assertThat(cgroup.memoryBytes()).isEqualTo(-1);
    }

    @Test
    void readsVersionTwo() {
        Cgroup cgroup = cgroup(Map.of(
                "/proc/self/cgroup", "0::/app\n",
                "/sys/fs/cgroup/app/cpu.max", "150000 100000\n",
                "/sys/fs/cgroup/app/memory.max", "268435456\n"));

        assertThat(cgroup.cpuQuota()).isEqualTo(1.5);
        assertThat(cgroup.memoryBytes()).isEqualTo(268435456);
    }

    @Test
    void takesTheTightestLevel() {
        Cgroup cgroup = cgroup(Map.of(
                "/proc/self/cgroup", "0::/a/b\n",
                "/sys/fs/cgroup/a/b/cpu.max", "max 100000\n",
                "/sys/fs/cgroup/a/cpu.max", "50000 100000\n",
                "/sys/fs/cgroup/cpu.max", "400000 100000\n",
                "/sys/fs/cgroup/a/b/memory.max", "max\n",
                "/sys/fs/cgroup/a/memory.max", "1000\n"));

        assertThat(cgroup.cpuQuota()).isEqualTo(0.5);
        assertThat(cgroup.memoryBytes()).isEqualTo(1000);
    }

    @Test
    void readsTheMountPointWhenTheGroupIsNotMounted() {
        Cgroup cgroup = cgroup(
                Map.of("/proc/self/cgroup", "0::/../../docker/abc\n", "/sys/fs/cgroup/cpu.max", "200000 100000\n"));

        assertThat(cgroup.cpuQuota()).isEqualTo(2);
    }

    @Test
    void readsVersionOne() {
        Cgroup cgroup = cgroup(Map.of(
                "/proc/self/cgroup", "5:cpu,cpuacct:/docker/abc\n4:memory:/docker/abc\n0::/\n",
                "/sys/fs/cgroup/cpu/docker/abc/cpu.cfs_quota_us", "250000\n",
                "/sys/fs/cgroup/cpu/docker/abc/cpu.cfs_period_us", "100000\n",
                "/sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "9223372036854771712\n",
                "/sys/fs/cgroup/memory/memory.limit_in_bytes", "4096000\n"));

        assertThat(cgroup.cpuQuota()).isEqualTo(2.5);
        assertThat(cgroup.memoryBytes()).isEqualTo(4096000);
    }

    @Test
    void takesMinusOneInVersionOneForNoLimit() {
        Cgroup cgroup = cgroup(Map.of(
                "/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n", "/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n"));

        assertThat(cgroup.cpuQuota()).isEqualTo(-1);
    }

    private static Cgroup cgroup(Map<String, String> files) {
        return new Cgroup((Path path) -> files.getOrDefault(path.toString(), ""));
    }
}
