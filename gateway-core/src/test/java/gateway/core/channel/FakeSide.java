package gateway.core.channel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One side of a tunnel that writes what happens to it into a log, and tells what a test makes it tell. */
public final class FakeSide implements ByteSide {
    private final String name;
    private final List<String> log;
    private final ByteSideListener listener;
    public boolean writable = true;
    private boolean ended;

    public FakeSide(String name, List<String> log, ByteSideListener listener) {
        this.name = name;
        this.log = log;
        this.listener = listener;
    }

    // What its peer does.

    /** One read. */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) {
        listener.onBytes(Unpooled.copiedBuffer(bytes));
        listener.onReadComplete();
    }

    public void endInput() {
        listener.onInputEnd();
    }

    public void setWritable(boolean wanted) {
        writable = wanted;
        listener.onWritabilityChanged();
    }

    /** Reset by the peer, or closed after everything was taken. */
    public void gone() {
        listener.onGone();
    }

    // ByteSide

    @Override
    public void start() {
        log.add(name + " start");
    }

    @Override
    public void write(ByteBuf bytes) {
        log.add(name + " < " + text(bytes));
        bytes.release();
    }

    private static String text(ByteBuf bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = bytes.readerIndex(); i < bytes.writerIndex(); i++) {
            int octet = bytes.getUnsignedByte(i);
            text.append(octet > ' ' && octet < 0x7F ? String.valueOf((char) octet) : String.format("[%02x]", octet));
        }
        return text.toString();
    }

    @Override
    public void flush() {
        log.add(name + " flush");
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void setReading(boolean wanted) {
        log.add(name + (wanted ? " read" : " pause"));
    }

    @Override
    public void shutdownOutput() {
        if (!ended) {
            ended = true;
            log.add(name + " end");
        }
    }

    @Override
    public void close() {
        log.add(name + " close");
    }

    @Override
    public void reset() {
        log.add(name + " reset");
    }
}
