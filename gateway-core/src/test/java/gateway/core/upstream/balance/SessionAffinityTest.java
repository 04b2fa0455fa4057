package gateway.core.upstream.balance;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.PoolConfig.AffinityConfig;
import gateway.core.http.RequestHead;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendHealth.State;
import gateway.core.upstream.BackendPool;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionAffinityTest {
    private static final AffinityConfig CONFIG = new AffinityConfig("LB_NODE");

    private final List<Backend> backends = BalanceFixture.backends(3);
    private final BackendPool pool = BalanceFixture.pool(backends);
    private final SessionAffinity affinity = new SessionAffinity(pool, CONFIG);

    @Test
    void bindsByTheHashOfTheName() {
        String cookie = affinity.setCookie(BalanceFixture.request(), null, backends.get(0));

        // sha256sum of "b0", first 16 digits: every gateway of a fleet must agree on it, in every release.
        assertThat(cookie).isEqualTo("LB_NODE=c02c0b965e023abe; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void isSecureOverTls() {
        assertThat(affinity.setCookie(BalanceFixture.requestBy("https"), null, backends.get(0)))
                .endsWith("; SameSite=Lax; Secure");
    }

    @Test
    void findsTheBackendThatTheCookieNames() {
        for (Backend backend : backends) {
            assertThat(affinity.find(requestBoundTo(backend))).isSameAs(backend);
        }
    }

    @Test
    void setsNoCookieForTheBackendThatTheClientHad() {
        RequestHead request = requestBoundTo(backends.get(1));
        Backend bound = affinity.find(request);
        affinity.hide(request);

        assertThat(affinity.setCookie(request, bound, backends.get(1))).isNull();
        assertThat(affinity.setCookie(request, bound, backends.get(2))).startsWith("LB_NODE=");
    }

    @Test
    void treatsUnknownAndTamperedValuesAsNone() {
        String known = valueFor(backends.get(0));

        for (String value : List.of(
                "",
                "\"\"",
                "x",
                "b0",
                known.toUpperCase(java.util.Locale.ROOT),
                known + "0",
                known.substring(1),
                "%00")) {
            assertThat(affinity.find(BalanceFixture.request("LB_NODE=" + value)))
                    .as(value)
                    .isNull();
        }
        assertThat(affinity.find(BalanceFixture.request("other=" + known))).isNull();
        assertThat(affinity.find(BalanceFixture.request())).isNull();
    }

    @Test
    void letsGoOfABackendThatIsEjectedOrLeft() {
        RequestHead request = requestBoundTo(backends.get(1));
        backends.get(1).setEjected(true);
        Backend whileEjected = affinity.find(request);
        backends.get(1).setEjected(false);
        Backend after = affinity.find(request);
        pool.setBackends(List.of(backends.get(0), backends.get(2)));

        assertThat(whileEjected).isNull();
        assertThat(after).isSameAs(backends.get(1));
        assertThat(affinity.find(request)).isNull();
    }

    @Test
    void sendsOneRequestOnlyToABackendThatIsOnTrial() {
        RequestHead request = requestBoundTo(backends.get(1));
        backends.get(1).setEjected(true);
        boolean isHalfOpen = backends.get(1).health().move(State.EJECTED, State.HALF_OPEN);

        assertThat(isHalfOpen).isTrue();
        assertThat(affinity.find(request)).isSameAs(backends.get(1));
        assertThat(affinity.find(request)).isNull();
    }

    @Test
    void knowsANameAgainAfterAReload() {
        RequestHead request = requestBoundTo(backends.get(1));
        List<Backend> renewed = BalanceFixture.backends(5);
        pool.setBackends(renewed);

        assertThat(affinity.find(request)).isSameAs(renewed.get(1));
    }

    @Test
    void tellsAddressesOfOneNameApart() {
        Backend one = BalanceFixture.backend("web", "127.0.0.1");
        Backend two = BalanceFixture.backend("web", "127.0.0.2");
        pool.setBackends(List.of(one, two));

        assertThat(affinity.find(requestBoundTo(one))).isSameAs(one);
        assertThat(affinity.find(requestBoundTo(two))).isSameAs(two);
    }

    @Test
    void hidesItsCookieAndNoOther() {
        RequestHead request = BalanceFixture.request("a=1; LB_NODE=x; b=2", "LB_NODE=y");

        affinity.hide(request);

        assertThat(request.headers().getAll("Cookie")).containsExactly("a=1; b=2");
    }

    private RequestHead requestBoundTo(Backend backend) {
        return BalanceFixture.request("a=1; LB_NODE=" + valueFor(backend));
    }

    private String valueFor(Backend backend) {
        String cookie = affinity.setCookie(BalanceFixture.request(), null, backend);
        if (cookie == null) {
            throw new AssertionError("no cookie for an unbound client");
        }
        return cookie.substring("LB_NODE=".length(), cookie.indexOf(';'));
    }
}
