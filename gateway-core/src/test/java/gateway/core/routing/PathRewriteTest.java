package gateway.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.RouteConfig.ReplacePrefix;
import gateway.core.config.RouteConfig.RewriteConfig;
import gateway.core.config.RouteConfig.StripPrefix;
import gateway.core.http.RequestHead;
import gateway.core.routing.RouteAction.Forward;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRewriteTest {
    @ParameterizedTest
    @CsvSource({
        "/api, /api/users, /users",
        "/api, /api, /",
        "/api, /api/, /",
        "/api, /api/a/b/, /a/b/",
        "/api, /apix, /apix",
        "/api, /other/api, /other/api",
        "/api, *, *",
        "/api/v1, /api/v1/x, /x",
        "/api/v1, /api/v2/x, /api/v2/x",
        "/api/, /api/x, /x",
        "/api/, /api, /api",
        "/, /x, /x",
        "/, /, /",
        "/api, /api//x, /x",
        "/api, /api//evil.example/x, /evil.example/x",
        "/api, /api///x//y, /x//y",
        "/, //evil.example, /evil.example",
    })
    void stripsWholeSegments(String prefix, String path, String expected) {
        assertThat(strip(prefix, path, path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/api, /api/x, /%61pi/x, /x",
        "/api, /api/x%2Fy, /api/x%2Fy, /x%2Fy",
        "/api, /api/a b, /api/a%20b, /a%20b",
        "/api, /api/~x, /%61%70%69/%7Ex, /%7Ex",
        "/a/b, /a/b/c, /%61/%62/%63, /%63",
        "/a/b, /a/b, /a/%62, /",
        "/a%2Fb, /a%2Fb/c, /%61%2fb/c, /c",
        "/%61%2fb, /a%2Fb/c, /a%2fb/c, /c",
    })
    void keepsTheEscapesOfWhatFollows(String prefix, String path, String forwardPath, String expected) {
        assertThat(strip(prefix, path, forwardPath)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/api, /v2, /api/users, /v2/users",
        "/api, /v2, /api, /v2",
        "/api, /v2, /api/, /v2/",
        "/api, /v2/, /api/users, /v2/users",
        "/api, /v2/, /api, /v2/",
        "/api, /, /api/users, /users",
        "/api, /, /api, /",
        "/api, /, /api//evil.example, /evil.example",
        "/api, /v2, /api//x, /v2//x",
        "/api/, /v2, /api/x, /v2/x",
        "/, /v2, /x, /v2/x",
        "/api, /v2/deep, /api/a/b, /v2/deep/a/b",
    })
    void replacesThePrefixThatMatched(String prefix, String replacement, String path, String expected) {
        MatchConfig match = new MatchConfig(Optional.empty(), Optional.of(prefix));

        assertThat(rewrite(match, new ReplacePrefix(replacement), path, path)).isEqualTo(expected);
    }

    @Test
    void replacesTheWholePathThatMatched() {
        MatchConfig match = new MatchConfig(Optional.of("/old/page/"), Optional.empty());

        assertThat(rewrite(match, new ReplacePrefix("/new"), "/old/page/", "/old/%70age/"))
                .isEqualTo("/new");
    }

    @Test
    void putsTheReplacementBeforeAnyPathWhenNothingWasMatched() {
        assertThat(rewrite(MatchConfig.ANY, new ReplacePrefix("/v2"), "/x", "/x"))
                .isEqualTo("/v2/x");
    }

    @Test
    void alwaysBeginsWithOneSlashWhenItCut() {
        Random random = new Random(3);
        String[] parts = {"/", "//", "a", "/a", "/api", "%2F", "%2f", "..", "\\"};
        for (int run = 0; run < 20_000; run++) {
            StringBuilder rest = new StringBuilder("/api");
            for (int i = random.nextInt(5); i > 0; i--) {
                rest.append(parts[random.nextInt(parts.length)]);
            }
            String path = rest.toString();
            for (String rewritten : new String[] {
                strip("/api", path, path), rewrite(MatchConfig.ANY, new ReplacePrefix("/"), path, path)
            }) {
                assertThat(rewritten).as(path).startsWith("/").doesNotStartWith("//");
            }
        }
    }

    private static String strip(String prefix, String path, String forwardPath) {
        return rewrite(MatchConfig.ANY, new StripPrefix(prefix), path, forwardPath);
    }

    private static String rewrite(MatchConfig match, RewriteConfig config, String path, String forwardPath) {
        RoutingTable table = RoutingFixture.table(RoutingFixture.host("*", RoutingFixture.route("r", match, config)));
        RequestHead request = RoutingFixture.request("h", path, forwardPath);
        Route route = table.match(request);
        if (route == null || !(route.action() instanceof Forward forward) || forward.rewrite() == null) {
            throw new AssertionError("no rewrite for " + path);
        }
        return forward.rewrite().rewrite(request);
    }
}
