package gateway.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminConnectionsTest {
    private static final String REQUEST = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final CompletableFuture<Answer> slow = new CompletableFuture<>();
    private final AdminConnections connections = new AdminConnections(
            AdminHandler.byPath(List.of(new LiveEndpoint(() -> true), new SlowEndpoint(slow))),
            () -> new Access(new HostCheck(Address.tcp("127.0.0.1", 1)), Optional.empty()));
    private final List<EmbeddedChannel> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    @Test
    void aRequestThatComesInManyPiecesIsAnswered() {
        EmbeddedChannel client = client();

        for (char c : ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "y".repeat(5000) + "\r\n\r\n")
                .toCharArray()) {
            send(client, String.valueOf(c));
        }

        assertThat(received(client)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aHeadThatIsTooLongIsABadRequest() {
        EmbeddedChannel client = client();

        send(client, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(100_000) + "\r\n\r\n");

        assertThat(received(client)).startsWith("HTTP/1.1 400 ");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void requestsThatComeWhileOneIsServedWait() {
        EmbeddedChannel client = client();

        send(client, REQUEST.replace("healthz", "slow") + REQUEST + REQUEST);
        assertThat(received(client)).isEmpty();
        assertThat(client.config().isAutoRead()).isFalse();
        slow.complete(Answer.text(HttpResponseStatus.OK, "late"));

        assertThat(received(client).split("HTTP/1.1 200 ", -1)).hasSize(1 + 3);
        assertThat(client.config().isAutoRead()).isTrue();
    }

    @Test
    void aRequestThatTricklesInIsCutThoughItIsNeverIdle() {
        EmbeddedChannel client = client();
        client.freezeTime();

        for (int i = 0; i < RequestDeadline.SECONDS; i++) {
            assertThat(client.isOpen()).isTrue();
            send(client, "G");
            client.advanceTimeBy(1, TimeUnit.SECONDS);
            client.runScheduledPendingTasks();
        }

        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void aConnectionThatServedAndWaitsIsKeptLongerThanARequestMayTake() {
        EmbeddedChannel client = client();
        client.freezeTime();

        send(client, REQUEST);
        client.advanceTimeBy(3L * RequestDeadline.SECONDS, TimeUnit.SECONDS);
        client.runScheduledPendingTasks();

        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void clientsBeyondTheLimitAreClosedUntilOneLeaves() {
        for (int i = 0; i < AdminConnections.LIMIT; i++) {
            assertThat(client().isOpen()).isTrue();
        }
        assertThat(client().isOpen()).isFalse();

        clients.get(0).close();

        assertThat(client().isOpen()).isTrue();
    }

    private EmbeddedChannel client() {
        EmbeddedChannel client = new EmbeddedChannel(connections);
        clients.add(client);
        return client;
    }

    private static void send(EmbeddedChannel client, String text) {
        client.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        client.runPendingTasks();
    }

    private static String received(EmbeddedChannel client) {
        client.runPendingTasks();
        StringBuilder all = new StringBuilder();
        for (ByteBuf part = client.readOutbound(); part != null; part = client.readOutbound()) {
            all.append(part.toString(StandardCharsets.US_ASCII));
            part.release();
        }
        return all.toString();
    }

    private record SlowEndpoint(CompletableFuture<Answer> later) implements Endpoint {
        @Override
        public String path() {
            return "/slow";
        }

        @Override
        public CompletionStage<Answer> answer(Query query) {
            return later;
        }
    }
}
