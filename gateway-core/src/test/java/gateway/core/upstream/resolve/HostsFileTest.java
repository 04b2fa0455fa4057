package gateway.core.upstream.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsFileTest {
    @TempDir
    private Path directory;

    @Test
    void listsBothFamiliesInAnyCase() throws Exception {
        Path file = write("127.0.0.1 web other # comment\n::1 web\n", 1);

        assertThat(new HostsFile(file.toFile()).addresses("WEB"))
                .extracting(NetUtil::toAddressString)
                .containsExactly("127.0.0.1", "::1");
    }

    @Test
    void readsTheFileAgainWhenItHasChanged() throws Exception {
        HostsFile hosts = new HostsFile(write("127.0.0.1 web\n", 1).toFile());
        assertThat(hosts.addresses("api")).isEmpty();

        write("127.0.0.9 api\n", 2);

        assertThat(hosts.addresses("api")).hasSize(1);
        assertThat(hosts.addresses("web")).isEmpty();
    }

    @Test
    void listsNothingWithoutAFile() {
        assertThat(new HostsFile(directory.resolve("none").toFile()).addresses("web"))
                .isEmpty();
    }

    private Path write(String text, int second) throws Exception {
        Path file = Files.writeString(directory.resolve("hosts"), text);
        return Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1000L));
    }
}
