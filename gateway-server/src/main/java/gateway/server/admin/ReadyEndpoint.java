package gateway.server.admin;

import static io.netty.handler.codec.http.HttpResponseStatus.OK;
import static io.netty.handler.codec.http.HttpResponseStatus.SERVICE_UNAVAILABLE;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** {@code /readyz}: 200 while traffic is welcome, else 503 with the reason. A failure here asks for no new traffic. */
final class ReadyEndpoint implements Endpoint {
    private final Supplier<Readiness> readiness;

    ReadyEndpoint(Supplier<Readiness> readiness) {
        this.readiness = readiness;
    }

    @Override
    public String path() {
        return "/readyz";
    }

    @Override
    public CompletionStage<Answer> answer(Query query) {
        Readiness now = readiness.get();
        return Answer.text(now == Readiness.READY ? OK : SERVICE_UNAVAILABLE, now + "\n")
                .now();
    }
}
