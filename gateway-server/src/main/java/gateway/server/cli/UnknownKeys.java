package gateway.server.cli;

import gateway.server.config.ConfigReader;
import java.util.Map;

/** What a key that this release does not know is. */
enum UnknownKeys {
    ERROR,
    WARN;

    ConfigReader reader(Map<String, String> environment) {
        ConfigReader reader = new ConfigReader(environment);
        return this == WARN ? reader.warningOfUnknownKeys() : reader;
    }
}
