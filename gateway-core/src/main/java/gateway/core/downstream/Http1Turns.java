package gateway.core.downstream;

import gateway.core.codec.RequestDecoder;
import gateway.core.codec.WholeRequest;
import gateway.core.downstream.ClientTimers.Waiting;
import gateway.core.http.Upgrade;
import gateway.core.timer.TimerWheel;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Whose turn it is on a client connection, and what happens from one turn to the next: what was held is served, or the next request
 * is waited for. Event-loop confined.
 */
final class Http1Turns {
    private final Channel channel;
    private final Http1Handler connection;
    private final ClientConnections connections;
    private final TimerWheel wheel;
    private final HeldMessages held;
    private final ClientTimers timers;
    private final ClientReading reading;
    private final RequestDecoder decoder;
    private Turn turn = Turn.FREE;
    private boolean awaitsAnswer;

    Http1Turns(
            Channel channel,
            Http1Handler connection,
            Entrance entrance,
            HeldMessages held,
            ClientTimers timers,
            ClientReading reading,
            RequestDecoder decoder) {
        this.channel = channel;
        this.connection = connection;
        this.connections = entrance.connections();
        this.wheel = entrance.worker().wheel();
        this.held = held;
        this.timers = timers;
        this.reading = reading;
        this.decoder = decoder;
    }

    boolean is(Turn asked) {
        return turn == asked;
    }

    void set(Turn next) {
        turn = next;
    }

    /** A message may be taken at once: a request waits while another one is served or thrown away; its parts follow at once. */
    boolean isNow(Object message) {
        return held.isEmpty() && isTurnOf(message);
    }

    private boolean isTurnOf(Object message) {
        return turn == Turn.FREE || !(message instanceof HttpRequest);
    }

    /** A request's head was taken. */
    void begin() {
        turn = Turn.SERVING;
    }

    /** What a read brought was taken: where it is the beginning of a head, its clock runs from here. */
    void readComplete() {
        if (turn == Turn.FREE && held.isEmpty() && decoder.isInsideHead()) {
            wheel.refresh();
            timers.waitForHead();
        }
    }

    /** Serves what was held, or waits for the next request. */
    void next() {
        turn = Turn.FREE;
        if (held.isEmpty()) {
            waitForNextRequest();
        } else {
            // Not from within the end of the exchange before: a thousand held requests must not make a thousand frames.
            channel.eventLoop().execute(this::serveHeld);
        }
    }

    private void waitForNextRequest() {
        timers.use(connection.rules().timeouts());
        reading.update();
        if (decoder.isInsideHead()) {
            timers.waitForHead();
        } else {
            waitForRequest();
        }
        if (awaitsAnswer) {
            awaitsAnswer = false;
            reading.setUndecoded(false);
            decoder.resume();
        }
    }

    /**
     * A message was taken or held. Behind a request that may leave HTTP comes another request or another protocol, as its answer will
     * tell: until then it is neither decoded nor, as far as it is not there, read.
     */
    void passed(Object message) {
        boolean waits = turn == Turn.SERVING || !held.isEmpty();
        if (waits && message instanceof WholeRequest request && Upgrade.mayFollow(request)) {
            awaitsAnswer = true;
            decoder.pause();
            reading.setUndecoded(true);
        }
    }

    void waitForRequest() {
        timers.waitForRequest();
        if (connections.isDraining()) {
            timers.waitForLastRequest();
        }
    }

    private void serveHeld() {
        wheel.refresh();
        try {
            for (Object first = held.first();
                    turn != Turn.CLOSING && first != null && isTurnOf(first);
                    first = held.first()) {
                connection.take(held.removeFirst());
            }
            connection.onReadComplete();
            flushUnlessNextIsServed();
            reading.update();
            if (!held.isFull() && !awaitsAnswer) {
                decoder.resume();
            }
        } catch (RuntimeException | AssertionError e) {
            // Netty only logs what a task throws.
            channel.pipeline().fireExceptionCaught(e);
        }
        if (turn == Turn.FREE && held.isEmpty()) {
            waitForNextRequest();
        }
    }

    /** What was answered does not wait for an answer that a backend gives. */
    void flushUnlessNextIsServed() {
        if (turn != Turn.FREE || held.isEmpty()) {
            connection.flushNow();
        }
    }

    /** The gateway stops: a connection that has nothing to do ends. */
    void drain() {
        if (turn == Turn.FREE && held.isEmpty() && timers.waiting() == Waiting.REQUEST) {
            timers.waitForLastRequest();
        }
    }
}
