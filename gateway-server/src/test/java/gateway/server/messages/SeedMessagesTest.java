package gateway.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The samples of the documents 000 and 001, to the letter, and what the documents say beside them. */
class SeedMessagesTest {
    private static final String INIT = """
            {"src":"c0","dest":"lb","body":{"type":"init","msg_id":1,"node_id":"lb","node_ids":["lb","s1","s2","s3"]}}
            """;
    private static final String USERS = """
            {
            "src": "client",
            "dest": "l7_proxy",
            "body": {
            "type": "http_request",
            "msg_id": 1,
            "method": "GET",
            "path": "/api/users",
            "headers": {
            "Host": "example.com"
            }
            }
            }
            """;

    private final Answers answers = Answers.withoutConfig();

    @Test
    void routesToTheFirstApiBackend() {
        assertThat(answers.to(USERS))
                .containsExactly(
                        "{\"src\":\"l7_proxy\",\"dest\":\"client\",\"body\":{\"type\":\"http_response\",\"in_reply_to\":1,"
                                + "\"status\":200,\"backend\":\"api-1\"}}");
    }

    @Test
    void routesToTheFirstStaticBackend() {
        assertThat(answers.to(USERS.replace("/api/users", "/static/logo.png")))
                .containsExactly(
                        "{\"src\":\"l7_proxy\",\"dest\":\"client\",\"body\":{\"type\":\"http_response\",\"in_reply_to\":1,"
                                + "\"status\":200,\"backend\":\"static-1\"}}");
    }

    @Test
    void routesByPathAfterInit() {
        String request = """
                {"src":"client","dest":"lb","body":{"type":"http_request","msg_id":2,"path":"/api/users","method":"GET"}}
                """;

        assertThat(answers.to(INIT + request))
                .containsExactly(
                        "{\"src\":\"lb\",\"dest\":\"c0\",\"body\":{\"type\":\"init_ok\",\"in_reply_to\":1,\"msg_id\":0}}",
                        "{\"src\":\"lb\",\"dest\":\"client\",\"body\":{\"type\":\"http_response\",\"in_reply_to\":2,"
                                + "\"msg_id\":1,\"path\":\"/api/users\",\"routed_to\":\"s1\",\"status\":200}}");
    }

    @Test
    void takesTurnsInBothPools() {
        assertThat(answers.field(
                        "backend", request("/api/a"), request("/api"), request("/api/b?x=1"), request("/api/c")))
                .containsExactly("api-1", "api-2", "api-3", "api-1");
        assertThat(answers.field("backend", request("/static/a"), request("/static"), request("/static/b")))
                .containsExactly("static-1", "static-2", "static-1");
    }

    @Test
    void answers404WithoutABackendWhereNoPoolServes() {
        assertThat(answers.bodies(request("/apix"), request("/")))
                .containsOnly("{\"type\":\"http_response\",\"in_reply_to\":1,\"status\":404}");
    }

    @Test
    void answersABareBodyWithABareBody() {
        assertThat(answers.to("""
                        {"type": "http_request", "msg_id": 1, "method": "GET", "path": "/api/users", "headers": {"Host": "example.com", "User-Agent": "Mozilla"}}
                        """))
                .containsExactly("{\"type\":\"http_response\",\"in_reply_to\":1,\"status\":200,\"backend\":\"api-1\"}");
    }

    @Test
    void addsHeadersAndBodyWhenFull() {
        assertThat(Answers.full().bodies(request("/api/users"), request("/x")))
                .containsExactly(
                        "{\"type\":\"http_response\",\"in_reply_to\":1,\"status\":200,"
                                + "\"headers\":{\"Content-Type\":\"application/json\"},"
                                + "\"body\":\"{\\\"backend\\\":\\\"api-1\\\",\\\"method\\\":\\\"GET\\\",\\\"path\\\":\\\"/api/users\\\"}\","
                                + "\"backend\":\"api-1\"}",
                        "{\"type\":\"http_response\",\"in_reply_to\":1,\"status\":404,"
                                + "\"headers\":{\"Content-Type\":\"text/plain; charset=utf-8\"},"
                                + "\"body\":\"Not Found (gateway.route.none)\\n\"}");
    }

    @Test
    void takesTurnsOverTheOtherNodesAfterInit() {
        answers.to(INIT);

        assertThat(answers.field("routed_to", request("/a"), request("/b"), request("/c"), request("/d")))
                .containsExactly("s1", "s2", "s3", "s1");
    }

    @Test
    void bindsASessionToTheServerThatItFirstGot() {
        answers.to(INIT);

        assertThat(answers.field(
                        "routed_to",
                        request("/a", "\"session_id\":\"u1\""),
                        request("/a", "\"session_id\":\"u2\""),
                        request("/a"),
                        request("/b", "\"session_id\":\"u2\""),
                        request("/c", "\"session_id\":\"u1\""),
                        request("/d", "\"session_id\":7"),
                        request("/d", "\"session_id\":7"),
                        request("/d")))
                .containsExactly("s1", "s2", "s3", "s2", "s1", "s1", "s1", "s2");
    }

    @Test
    void knowsASessionByItsUsualCookies() {
        answers.to(INIT);

        for (String cookie : new String[] {"session_id", "session", "SESSIONID", "LB_NODE"}) {
            String sticky = request("/a", "\"headers\":{\"cookie\":\"theme=dark; " + cookie + "=of-" + cookie + "\"}");
            String first = answers.field("routed_to", sticky).get(0);
            assertThat(answers.field("routed_to", request("/x"), sticky, request("/y"), sticky))
                    .element(1)
                    .isEqualTo(first);
        }
        String other = request("/a", "\"headers\":{\"Cookie\":\"theme=dark\"}");
        assertThat(answers.field("routed_to", other, other, other)).doesNotHaveDuplicates();
    }

    @Test
    void numbersItsMessagesAndBeginsAgainAtAnInit() {
        assertThat(answers.field(
                        "msg_id", INIT, request("/a"), "{\"src\":\"c\",\"body\":{\"type\":\"x\"}}", request("/a")))
                .containsExactly("0", "1", "", "2");
        assertThat(answers.field("msg_id", INIT, request("/a"))).containsExactly("0", "1");
        assertThat(answers.field("routed_to", INIT, request("/a"))).containsExactly("", "s1");
    }

    @Test
    void answers503WithoutAServer() {
        answers.to(INIT.replace(",\"s1\",\"s2\",\"s3\"", ""));

        assertThat(answers.bodies(request("/a")))
                .containsExactly(
                        "{\"type\":\"http_response\",\"in_reply_to\":1,\"msg_id\":1,\"path\":\"/a\",\"status\":503}");
    }

    private static String request(String path) {
        return request(path, "\"method\":\"GET\"");
    }

    private static String request(String path, String field) {
        return "{\"src\":\"client\",\"dest\":\"lb\",\"body\":{\"type\":\"http_request\",\"msg_id\":1,\"path\":\"" + path
                + "\"," + field + "}}\n";
    }
}
