package gateway.core.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.upstream.connection.FakeUpstream;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client connection does when the gateway stops. */
class Http1DrainTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private final ClientFixture it = new ClientFixture();

    @AfterEach
    void leavesNothing() {
        it.channel.end();
        assertThat(it.admission.inFlight()).isZero();
        assertThat(it.connections().count()).isZero();
        assertThat(it.isWheelEmpty()).isTrue();
    }

    @Test
    void anIdleConnectionIsClosedAtOnce() {
        it.echoing().receive(GET);
        it.sent();
        it.pass(Duration.ofMillis(1100));

        it.connections().drain();
        it.channel.settle();

        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void aRequestThatIsOnItsWayAtThatMomentIsServed() {
        it.echoing().receive(GET);
        it.sent();
        it.pass(Duration.ofMillis(300));

        it.connections().drain();
        assertThat(it.isOpen()).isTrue();
        it.receive(GET);

        assertThat(it.sent()).contains("200 OK", "connection: close");
        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void aConnectionThatWasBusyASecondAgoIsClosedAfterASecondOfSilence() {
        it.echoing().receive(GET);
        it.sent();
        it.pass(Duration.ofMillis(300));

        it.connections().drain();
        it.pass(Duration.ofMillis(900));

        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void whatRunsIsFinishedAndSaysClose() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive(GET);

        it.connections().drain();
        it.pass(Duration.ofSeconds(5));
        stream.respond(200, "late");

        assertThat(it.sent()).contains("connection: close").endsWith("late");
        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void aConnectionWhoseHeadWasOutBeforeIsNotKeptForLong() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive(GET);
        stream.respondHead(200, "content-length", "4");
        stream.readComplete();
        it.connections().drain();

        stream.respondEnd("late");
        assertThat(it.sent()).endsWith("late").doesNotContain("connection: close");
        it.pass(Duration.ofMillis(1200));

        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void anUploadThatRunsIsFinished() {
        it.echoing().receive("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\nhalf");
        it.connections().drain();
        it.pass(Duration.ofSeconds(5));

        it.receive("half");

        assertThat(it.sent()).contains("connection: close").endsWith("POST / halfhalf");
    }

    @Test
    void aHeadThatHasBegunHasItsTime() {
        it.echoing().receive("GET / HT");
        it.connections().drain();
        it.pass(Duration.ofSeconds(5));

        it.receive("TP/1.1\r\nHost: x\r\n\r\n");

        assertThat(it.sent()).contains("200 OK", "connection: close");
    }

    @Test
    void aHardStopAnswersWhatRunsAndCloses() {
        it.backend.addIdle();
        it.receive(GET);

        it.connections().closeNow();

        assertThat(it.sent()).contains("503 Service Unavailable");
        assertThat(it.isOpen()).isFalse();
        assertThat(it.ended).containsExactly("503 STOPPED");
    }
}
