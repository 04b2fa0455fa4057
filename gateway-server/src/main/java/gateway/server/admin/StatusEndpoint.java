package gateway.server.admin;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** {@code /api/v1/status}: what runs and how it is, as JSON, or as a table for {@code Accept: text/plain}. */
final class StatusEndpoint implements Endpoint {
    private final Supplier<Optional<StatusReport>> status;

    StatusEndpoint(Supplier<Optional<StatusReport>> status) {
        this.status = status;
    }

    @Override
    public String path() {
        return "/api/v1/status";
    }

    @Override
    public CompletionStage<Answer> answer(Query query) {
        return status.get()
                .map(report -> query.prefersText() ? text(report) : Answer.json(StatusJson.of(report)))
                .orElseGet(Answer::starting)
                .now();
    }

    private static Answer text(StatusReport report) {
        return Answer.text(HttpResponseStatus.OK, StatusText.of(report));
    }
}
