package gateway.core.proxy;

import gateway.core.channel.ByteSide;
import gateway.core.channel.ByteSideListener;
import gateway.core.config.TimeoutConfig;
import gateway.core.http.FailureReason;
import gateway.core.timer.Deadline;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The bytes between a client and a backend that have left HTTP (RFC 9110 sections 7.8 and 9.3.6), until both sides are gone. A side
 * that is not taken from is not read on the other one; an end of sending is passed on; a side that is gone takes the other one
 * along. As a deadline it is the time without a byte either way, and then the time that a closing side has. Event-loop confined.
 */
final class Tunnel extends Deadline {
    private enum Phase {
        OPEN,
        /** Nothing is relayed any more, or nothing more comes: what was written may still be taken. */
        CLOSING,
        ENDED
    }

    /** What the other side of a broken connection still gets. */
    private static final Duration AFTER_BREAK = Duration.ofSeconds(1);
    /** How long a peer that was told to go away may take to close. */
    private static final Duration AFTER_GOING_AWAY = Duration.ofSeconds(2);

    private final Exchange exchange;
    private final Worker worker;
    private final TimeoutConfig timeouts;
    private final Half client;
    private final Half backend;
    private final Deadline goingAway = new Deadline() {
        @Override
        protected void onDeadline() {
            goAway();
        }
    };
    private Phase phase = Phase.OPEN;

    /**
     * A tunnel that does nothing before {@link #begin}.
     *
     * @param framed both sides speak WebSocket, version 13
     */
    Tunnel(Exchange exchange, Worker worker, TimeoutConfig timeouts, boolean framed) {
        this.exchange = exchange;
        this.worker = worker;
        this.timeouts = timeouts;
        this.client = new Half(framed, FailureReason.CLIENT_GONE_TUNNEL);
        this.backend = new Half(framed, FailureReason.TUNNEL_RESET);
    }

    /** To be told what the client's side tells. */
    ByteSideListener ofClient() {
        return client;
    }

    /** To be told what the backend's side tells. */
    ByteSideListener ofBackend() {
        return backend;
    }

    /** Relays from now on; first what came with, or before, the answer that opened the tunnel. */
    void begin(ByteSide clientSide, ByteSide backendSide) {
        client.join(clientSide, backend);
        backend.join(backendSide, client);
        arm(timeouts.tunnel());
        backendSide.start();
        clientSide.start();
    }

    /** Bytes that the client sent. */
    long bytesFromClient() {
        return client.bytes;
    }

    /** Bytes that the backend sent. */
    long bytesFromBackend() {
        return backend.bytes;
    }

    /**
     * The gateway stops: this tunnel ends at some time within the given one, so that not all clients come back at once.
     *
     * @param within nothing ends it at once
     */
    void drain(Duration within) {
        long nanos = within.toNanos();
        worker.wheel()
                .arm(goingAway, nanos <= 0 ? 0 : ThreadLocalRandom.current().nextLong(nanos));
    }

    /** Ends at once; what was not taken is lost. */
    void stop(FailureReason why) {
        if (phase != Phase.ENDED) {
            exchange.tunnelFails(why, true);
            reset();
        }
    }

    private void arm(@Nullable Duration time) {
        worker.arm(this, time);
    }

    private void touch() {
        if (phase == Phase.OPEN) {
            worker.wheel().refresh();
            arm(timeouts.tunnel());
        }
    }

    @Override
    protected void onDeadline() {
        if (phase == Phase.OPEN) {
            exchange.tunnelFails(FailureReason.TUNNEL_IDLE, true);
            close(AFTER_BREAK);
        } else {
            reset();
        }
    }

    private void close(@Nullable Duration time) {
        phase = Phase.CLOSING;
        arm(time);
        closeBoth();
    }

    private void closeBoth() {
        client.close();
        backend.close();
    }

    private void reset() {
        phase = Phase.CLOSING;
        client.reset();
        backend.reset();
        end();
    }

    /** Close 1001 where a frame may stand, then the end of sending; what still comes is thrown away. */
    private void goAway() {
        if (phase != Phase.OPEN) {
            return;
        }
        exchange.tunnelFails(FailureReason.STOPPED, false);
        phase = Phase.CLOSING;
        arm(AFTER_GOING_AWAY);
        backend.tellOther(GoingAway.toClient());
        client.tellOther(GoingAway.toBackend());
        closeIfSilent();
    }

    /** Neither side sends anything more. */
    private void closeIfSilent() {
        if (!client.isSilent() || !backend.isSilent()) {
            return;
        }
        if (phase == Phase.OPEN) {
            close(timeouts.clientWrite());
        } else {
            closeBoth();
        }
    }

    private void end() {
        if (phase != Phase.ENDED) {
            phase = Phase.ENDED;
            worker.wheel().forget(this);
            worker.wheel().forget(goingAway);
            exchange.onTunnelEnd(this);
        }
    }

    /** One side, and the direction that begins there. */
    private final class Half implements ByteSideListener {
        private final FailureReason whenBroken;
        private final @Nullable FrameBorders frames;
        private @Nullable ByteSide joined;
        private @Nullable Half otherHalf;
        private boolean inputEnded;
        private boolean gone;
        private long bytes;

        Half(boolean framed, FailureReason whenBroken) {
            this.frames = framed ? new FrameBorders() : null;
            this.whenBroken = whenBroken;
        }

        void join(ByteSide own, Half other) {
            joined = own;
            otherHalf = other;
        }

        private ByteSide side() {
            return present(joined);
        }

        private Half other() {
            return present(otherHalf);
        }

        private static <T> T present(@Nullable T value) {
            if (value == null) {
                throw new IllegalStateException("told before the tunnel began");
            }
            return value;
        }

        boolean isSilent() {
            return inputEnded || gone;
        }

        void close() {
            if (!gone) {
                side().close();
            }
        }

        void reset() {
            if (!gone) {
                side().reset();
            }
        }

        /** The other side gets a last frame where it may stand, and the end. This one is read to its end. */
        void tellOther(ByteBuf lastFrame) {
            ByteSide target = other().side();
            if (frames != null && frames.isOpenBetweenFrames()) {
                target.write(lastFrame);
            } else {
                lastFrame.release();
            }
            target.shutdownOutput();
            side().setReading(true);
        }

        @Override
        public void onBytes(ByteBuf part) {
            if (phase != Phase.OPEN) {
                part.release();
                return;
            }
            bytes += part.readableBytes();
            if (frames != null) {
                frames.read(part);
            }
            ByteSide target = other().side();
            target.write(part);
            if (!target.isWritable()) {
                side().setReading(false);
            }
        }

        @Override
        public void onReadComplete() {
            other().side().flush();
            touch();
        }

        @Override
        public void onWritabilityChanged() {
            if (phase == Phase.OPEN) {
                other().side().setReading(side().isWritable());
                touch();
            }
        }

        @Override
        public void onInputEnd() {
            inputEnded = true;
            if (phase == Phase.OPEN) {
                touch();
                other().side().shutdownOutput();
            }
            closeIfSilent();
        }

        @Override
        public void onGone() {
            gone = true;
            if (phase == Phase.OPEN) {
                if (!inputEnded) {
                    exchange.tunnelFails(whenBroken, true);
                }
                Tunnel.this.close(AFTER_BREAK);
            }
            if (other().gone) {
                end();
            }
        }
    }
}
