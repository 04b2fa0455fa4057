package gateway.server.admin;

import static io.netty.handler.codec.http.HttpResponseStatus.OK;
import static io.netty.handler.codec.http.HttpResponseStatus.UNPROCESSABLE_ENTITY;

import gateway.core.Gateway.ReloadReport;
import gateway.server.json.Json;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** {@code POST /api/v1/reload}: reads the configuration again; 422 with every problem when nothing was changed. */
final class ReloadEndpoint implements Endpoint {
    private final Supplier<CompletionStage<ReloadResult>> reload;

    ReloadEndpoint(Supplier<CompletionStage<ReloadResult>> reload) {
        this.reload = reload;
    }

    @Override
    public String path() {
        return "/api/v1/reload";
    }

    @Override
    public HttpMethod method() {
        return HttpMethod.POST;
    }

    @Override
    public CompletionStage<Answer> answer(Query query) {
        return reload.get().thenApply(result -> query.prefersText() ? text(result) : json(result));
    }

    private static Answer text(ReloadResult result) {
        if (!result.isDone()) {
            return Answer.text(UNPROCESSABLE_ENTITY, result.text() + "\n");
        }
        StringBuilder text = new StringBuilder();
        result.problems().forEach(warning -> text.append(warning).append('\n'));
        return Answer.text(OK, text + result.text() + "\n");
    }

    private static Answer json(ReloadResult result) {
        if (!result.isDone()) {
            return Answer.problem(UNPROCESSABLE_ENTITY, "The configuration stays as it was.", result.problems());
        }
        ReloadReport report = result.report();
        List<String> warnings = result.problems();
        return Answer.json(Json.object(json -> {
            json.writeNumberProperty("routes_added", report.routesAdded());
            json.writeNumberProperty("routes_removed", report.routesRemoved());
            json.writeNumberProperty("backends_added", report.backendsAdded());
            json.writeNumberProperty("backends_removed", report.backendsRemoved());
            json.writeNumberProperty("connections_kept", report.connectionsKept());
            json.writeNumberProperty("millis", report.millis());
            json.writeArrayPropertyStart("warnings");
            warnings.forEach(json::writeString);
            json.writeEndArray();
        }));
    }
}
