package gateway.server.admin;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** {@code /api/v1/config}: the configuration in force, as YAML. */
final class ConfigEndpoint implements Endpoint {
    private final Supplier<Optional<String>> yaml;

    ConfigEndpoint(Supplier<Optional<String>> yaml) {
        this.yaml = yaml;
    }

    @Override
    public String path() {
        return "/api/v1/config";
    }

    @Override
    public CompletionStage<Answer> answer(Query query) {
        return yaml.get()
                .map(text -> new Answer(HttpResponseStatus.OK, "application/yaml", text, Map.of()))
                .orElseGet(Answer::starting)
                .now();
    }
}
