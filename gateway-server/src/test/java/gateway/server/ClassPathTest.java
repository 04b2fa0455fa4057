package gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.util.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the shipped process has on its class path, as Maven wrote it down. */
class ClassPathTest {
    private static final Set<String> ALLOWED = Set.of(
            "gateway-core",
            "HdrHistogram",
            "jackson-annotations",
            "jackson-core",
            "jackson-databind",
            "jackson-dataformat-yaml",
            "jspecify",
            "log4j-api",
            "log4j-core",
            "log4j-slf4j2-impl",
            "micrometer-commons",
            "micrometer-core",
            "micrometer-observation",
            "micrometer-registry-prometheus",
            "netty-all",
            "netty-buffer",
            "netty-codec",
            "netty-codec-base",
            "netty-codec-classes-quic",
            "netty-codec-compression",
            "netty-codec-dns",
            "netty-codec-haproxy",
            "netty-codec-http",
            "netty-codec-http2",
            "netty-codec-http3",
            "netty-codec-native-quic",
            "netty-common",
            "netty-handler",
            "netty-resolver",
            "netty-resolver-dns",
            "netty-resolver-dns-classes-macos",
            "netty-resolver-dns-native-macos",
            "netty-tcnative-boringssl-static",
            "netty-tcnative-classes",
            "netty-transport",
            "netty-transport-classes-epoll",
            "netty-transport-classes-io_uring",
            "netty-transport-classes-kqueue",
            "netty-transport-native-epoll",
            "netty-transport-native-io_uring",
            "netty-transport-native-kqueue",
            "netty-transport-native-unix-common",
            "picocli",
            "prometheus-metrics-config",
            "prometheus-metrics-core",
            "prometheus-metrics-exposition-formats",
            "prometheus-metrics-exposition-textformats",
            "prometheus-metrics-model",
            "prometheus-metrics-tracer-common",
            "slf4j-api",
            "snakeyaml-engine");

    /** Codecs and transports that a gateway never uses and that have had holes. */
    private static final List<String> BANNED = List.of(
            "redis",
            "mqtt",
            "stomp",
            "memcache",
            "smtp",
            "xml",
            "socks",
            "marshalling",
            "protobuf",
            "sctp",
            "udt",
            "rxtx");

    /** Modules that are bound to a native library and stay at its version. */
    private static final List<String> NATIVE = List.of("-native-", "-classes-", "netty-transport-native-unix-common");

    /** A line of {@code mvn dependency:list}: group, name, type, perhaps a classifier, version, scope. */
    private static final Pattern MODULE =
            Pattern.compile("[\\w.-]+:(?<name>[\\w.-]+):jar:(?:[\\w-]+:)?(?<version>[\\w.-]+):\\w+");

    @Test
    void holdsAllowedModulesOnly() throws IOException {
        assertThat(modules().keySet()).isSubsetOf(ALLOWED);
    }

    @Test
    void holdsNoBannedCodec() throws IOException {
        List<String> banned = modules().keySet().stream()
                .filter(module -> module.startsWith("netty-"))
                .filter(module -> BANNED.stream().anyMatch(module::contains))
                .toList();

        assertThat(banned).isEmpty();
    }

    @Test
    void holdsTheDeclaredPairOfNettyVersions() throws IOException {
        String java = System.getProperty("netty.version");
        String natives = System.getProperty("netty.native.version");
        Map<String, String> wrong = new TreeMap<>(modules());
        wrong.entrySet()
                .removeIf(module -> !module.getKey().startsWith("netty-")
                        || module.getKey().startsWith("netty-tcnative-")
                        || module.getValue().equals(isNative(module.getKey()) ? natives : java));

        assertThat(wrong).as("expected %s, native ones %s", java, natives).isEmpty();
    }

    @Test
    void nettySaysTheSameOfItself() throws IOException {
        assertThat(Objects.requireNonNull(Version.identify().get("netty-common"))
                        .artifactVersion())
                .isEqualTo(System.getProperty("netty.version"));
        assertThat(modules()).containsKey("netty-common");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void epollLoads() {
        Epoll.ensureAvailability();

        assertThat(Epoll.isAvailable()).isTrue();
    }

    private static boolean isNative(String module) {
        return NATIVE.stream().anyMatch(module::contains);
    }

    /** Names of the modules with their versions. */
    private static Map<String, String> modules() throws IOException {
        Map<String, String> modules = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("target/runtime-modules"))) {
            Matcher module = MODULE.matcher(line);
            if (module.find()) {
                modules.put(module.group("name"), module.group("version"));
            }
        }
        assertThat(modules).hasSizeGreaterThan(20);
        return modules;
    }
}
