package gateway.core;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A classic BPF program for a listening TCP socket: drops segments with SYN, lets the others pass, so that handshakes under way
 * complete and no new one begins. The kernel runs it with the TCP header at offset 0.
 */
final class SynFilter {
    /** Instructions in the program. */
    static final int COUNT = 4;

    private static final int INSTRUCTION_LENGTH = 8;
    private static final int LOAD_BYTE = 0x30;
    private static final int JUMP_IF_SET = 0x45;
    private static final int RETURN = 0x06;

    private static final int FLAGS_OFFSET = 13;
    private static final int SYN = 0x02;
    private static final int NOTHING = 0;
    private static final int EVERYTHING = -1;

    private SynFilter() {}

    /** The program in a direct buffer. */
    static ByteBuffer instructions() {
        ByteBuffer program =
                ByteBuffer.allocateDirect(COUNT * INSTRUCTION_LENGTH).order(ByteOrder.nativeOrder());
        put(program, LOAD_BYTE, 0, 0, FLAGS_OFFSET);
        put(program, JUMP_IF_SET, 0, 1, SYN);
        put(program, RETURN, 0, 0, NOTHING);
        put(program, RETURN, 0, 0, EVERYTHING);
        return program;
    }

    private static void put(ByteBuffer program, int code, int jumpIfTrue, int jumpIfFalse, int operand) {
        program.putShort((short) code)
                .put((byte) jumpIfTrue)
                .put((byte) jumpIfFalse)
                .putInt(operand);
    }
}
