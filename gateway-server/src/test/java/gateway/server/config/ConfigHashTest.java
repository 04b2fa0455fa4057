package gateway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigHashTest {
    @Test
    void namesWhatIsMeantNotHowItIsWritten() {
        String hash = hash(Yaml.REST);

        assertThat(hash).matches("[0-9a-f]{16}");
        assertThat(hash("# words\nworkers: auto\n" + Yaml.REST)).isEqualTo(hash);
        assertThat(hash("workers: 2\n" + Yaml.REST)).isNotEqualTo(hash);
    }

    private static String hash(String yaml) {
        return ConfigHash.of(Yaml.read(yaml).config());
    }
}
