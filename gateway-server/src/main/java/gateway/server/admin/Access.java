package gateway.server.admin;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.FORBIDDEN;
import static io.netty.handler.codec.http.HttpResponseStatus.MISDIRECTED_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.UNAUTHORIZED;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may ask for {@code /} and {@code /api}. Probes and scrapers, which come by any name, ask for other paths. Immutable. */
final class Access {
    private final HostCheck hosts;
    private final Optional<BearerToken> token;

    Access(HostCheck hosts, Optional<BearerToken> token) {
        this.hosts = hosts;
        this.token = token;
    }

    /** The answer to a request that may not pass. */
    Optional<Answer> refuse(HttpRequest request, String path, @Nullable SocketAddress local) {
        if (!path.equals("/") && !isApi(path)) {
            return Optional.empty();
        }
        List<String> names = request.headers().getAll(HttpHeaderNames.HOST);
        if (names.size() != 1) {
            return Optional.of(Answer.problem(BAD_REQUEST, names.size() + " Host fields (expected: 1)"));
        }
        if (!hosts.isOurs(names.get(0), local)) {
            return Optional.of(Answer.problem(
                    MISDIRECTED_REQUEST,
                    "The Host field does not name this server (expected: its address or localhost)."));
        }
        String origin = request.headers().get(HttpHeaderNames.ORIGIN, "");
        if (!origin.isEmpty() && !HttpMethod.GET.equals(request.method()) && !hosts.isOurOrigin(origin, local)) {
            return Optional.of(Answer.problem(FORBIDDEN, "A page of another site may not change anything here."));
        }
        if (isApi(path)
                && token.isPresent()
                && !token.get().isIn(request.headers().get(HttpHeaderNames.AUTHORIZATION, ""))) {
            return Optional.of(
                    Answer.problem(UNAUTHORIZED, "A bearer token is missing or wrong (see admin.token_file).")
                            .with("WWW-Authenticate", "Bearer realm=\"gateway\""));
        }
        return Optional.empty();
    }

    private static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }
}
