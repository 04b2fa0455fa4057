package gateway.server.admin;

import io.netty.handler.codec.http.HttpMethod;
import java.util.concurrent.CompletionStage;

/** One path of the admin port. Called on the admin thread: what takes long completes its answer from another one. */
interface Endpoint {
    /** The whole path, as in {@code /api/v1/status}. */
    String path();

    /** The one method it takes; {@code GET} stands for HEAD too. */
    default HttpMethod method() {
        return HttpMethod.GET;
    }

    CompletionStage<Answer> answer(Query query);

    /**
     * What an endpoint may ask of a request.
     *
     * @param accept the Accept field; empty when there was none
     */
    record Query(String accept) {
        boolean prefersText() {
            return accept.startsWith("text/plain");
        }
    }
}
