package gateway.server.admin;

import static io.netty.handler.codec.http.HttpResponseStatus.OK;
import static io.netty.handler.codec.http.HttpResponseStatus.SERVICE_UNAVAILABLE;

import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** {@code /healthz}: 200 while the event loops tick. A failure here asks for a restart. */
final class LiveEndpoint implements Endpoint {
    private final BooleanSupplier alive;

    LiveEndpoint(BooleanSupplier alive) {
        this.alive = alive;
    }

    @Override
    public String path() {
        return "/healthz";
    }

    @Override
    public CompletionStage<Answer> answer(Query query) {
        Answer answer = alive.getAsBoolean()
                ? Answer.text(OK, "alive\n")
                : Answer.text(SERVICE_UNAVAILABLE, "an event loop is stuck\n");
        return answer.now();
    }
}
