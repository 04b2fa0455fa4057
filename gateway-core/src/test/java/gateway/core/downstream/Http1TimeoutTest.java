package gateway.core.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.upstream.connection.FakeUpstream;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The time-outs of a client connection, in virtual time. */
class Http1TimeoutTest {
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
    void aConnectionThatSaysNothingIsClosedSilently() {
        it.pass(Duration.ofMillis(59_900));
        assertThat(it.isOpen()).isTrue();

        it.pass(Duration.ofMillis(300));

        assertThat(it.isOpen()).isFalse();
        assertThat(it.sent()).isEmpty();
    }

    @Test
    void theIdleTimeBeginsWithTheEndOfTheAnswer() {
        it.echoing().receive(GET);
        it.pass(Duration.ofSeconds(50));
        it.receive(GET);
        it.sent();
        it.pass(Duration.ofMillis(59_900));
        assertThat(it.isOpen()).isTrue();

        it.pass(Duration.ofMillis(300));

        assertThat(it.isOpen()).isFalse();
        assertThat(it.sent()).isEmpty();
    }

    @Test
    void aConnectionWhosePipelinedRequestsWereRefusedIsIdleToo() {
        FakeUpstream first = it.backend.addIdle();
        it.receive(GET + "GET / HTTP/1.1\r\nHost: other\r\n\r\n".repeat(3));
        first.respond(200, "");
        assertThat(it.sent()).contains("404 Not Found");

        it.pass(Duration.ofMillis(60_300));

        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void aHeadHasAnAbsoluteDeadline() {
        it.receive("G");
        for (int i = 0; i < 99; i++) {
            it.pass(Duration.ofMillis(100));
            it.receive("x");
        }
        assertThat(it.sent()).isEmpty();

        it.pass(Duration.ofMillis(300));

        assertThat(it.sent()).startsWith("HTTP/1.1 408 Request Timeout").contains("connection: close");
        assertThat(it.ended).containsExactly("408 HEAD_TIMEOUT");
        it.pass(Duration.ofMillis(2200));
        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void theDeadlineOfASecondHeadBeginsWithItsFirstByte() {
        it.echoing().receive(GET);
        it.sent();
        it.pass(Duration.ofSeconds(30));
        it.receive("GET /");
        it.pass(Duration.ofMillis(9_900));
        assertThat(it.sent()).isEmpty();

        it.pass(Duration.ofMillis(300));

        assertThat(it.sent()).startsWith("HTTP/1.1 408");
    }

    @Test
    void aPartOfAHeadThatCameDuringAnAnswerHasItsDeadlineFromTheEndOfIt() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive(GET);
        it.receive("GET /");
        it.pass(Duration.ofSeconds(20));
        stream.respond(200, "");
        assertThat(it.sent()).startsWith("HTTP/1.1 200");

        it.pass(Duration.ofMillis(10_200));

        assertThat(it.sent()).startsWith("HTTP/1.1 408");
    }

    @Test
    void theEndOfAReadThatBroughtNothingIsNoPartOfAHead() {
        it.echoing().receive(GET);
        it.sent();

        it.channel.pipeline().fireChannelReadComplete();
        it.pass(Duration.ofSeconds(30));

        assertThat(it.sent()).isEmpty();
        assertThat(it.isOpen()).isTrue();
    }

    @Test
    void aBodyThatStallsIsA408() {
        it.backend.addIdle();
        it.receive("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n");
        it.pass(Duration.ofSeconds(20));
        it.receive("x".repeat(9));
        it.pass(Duration.ofMillis(29_900));
        assertThat(it.sent()).isEmpty();

        it.pass(Duration.ofMillis(300));

        assertThat(it.sent()).startsWith("HTTP/1.1 408").contains("connection: close");
        assertThat(it.ended).containsExactly("408 BODY_STALLED");
    }

    @Test
    void aClientThatMayNotSendDoesNotStall() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n1");
        stream.setWritable(false);
        it.pass(Duration.ofSeconds(29));
        stream.setWritable(true);
        it.pass(Duration.ofSeconds(29));
        stream.setWritable(false);
        it.pass(Duration.ofSeconds(20));

        assertThat(it.sent()).isEmpty();
    }

    @Test
    void aClientThatTakesNothingIsReset() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive(GET);
        it.channel.room = 100;
        stream.respondHead(200, "content-length", "10000");
        stream.respondBody("x".repeat(3000));
        stream.readComplete();
        it.pass(Duration.ofMillis(59_900));
        assertThat(it.isOpen()).isTrue();

        it.pass(Duration.ofMillis(300));

        assertThat(it.isOpen()).isFalse();
        assertThat(it.ended).containsExactly("200 WRITE_STALLED");
        assertThat(stream.isEnded()).isTrue();
        it.sent();
    }

    @Test
    void aSlowClientIsNotAStalledOneThoughMoreIsWrittenAsItTakes() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive(GET);
        it.channel.room = 100;
        stream.respondHead(200, "content-length", "100000");
        for (int i = 0; i < 10; i++) {
            stream.respondBody("x".repeat(1000));
            stream.readComplete();
            it.pass(Duration.ofSeconds(50));
            it.channel.take(10);
        }

        assertThat(it.ended).isEmpty();
        assertThat(it.isOpen()).isTrue();
        it.sent();
    }

    @Test
    void aSlowClientGetsTheWholeOfAnAnswerThatClosesTheConnection() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        it.channel.room = 0;
        stream.respond(200, "x".repeat(1000));
        assertThat(it.ended).containsExactly("200");

        for (int i = 0; i < 20; i++) {
            it.pass(Duration.ofSeconds(30));
            it.channel.take(100);
        }

        assertThat(it.sent()).endsWith("x".repeat(1000));
        it.channel.settle();
        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void theTailOfAnAnswerThatIsNotTakenEndsTheConnection() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive(GET);
        it.channel.room = 0;
        stream.respond(200, "x".repeat(500));
        assertThat(it.channel.isWritable()).as("too little for back pressure").isTrue();

        it.pass(Duration.ofMillis(60_300));

        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void aSlowClientIsNotIdleWhileItTakesTheTailOfAnAnswer() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive(GET);
        it.channel.room = 0;
        stream.respond(200, "x".repeat(500));

        for (int i = 0; i < 10; i++) {
            it.pass(Duration.ofSeconds(40));
            it.channel.take(100);
        }

        assertThat(it.sent()).endsWith("x".repeat(500));
    }
}
