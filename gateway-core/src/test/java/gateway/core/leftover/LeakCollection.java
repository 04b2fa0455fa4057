package gateway.core.leftover;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;

/** Makes Netty look for leaked buffers now. */
final class LeakCollection {
    private LeakCollection() {}

    /** Runs the garbage collector, then allocates: detectors report what was collected when the next buffer is made. */
    static List<String> collect(LeakRecorder recorder) {
        System.gc();
        touch(ByteBufAllocator.DEFAULT);
        touch(PooledByteBufAllocator.DEFAULT);
        return recorder.drain();
    }

    private static void touch(ByteBufAllocator allocator) {
        ByteBuf buffer = allocator.directBuffer(16);
        buffer.release();
    }
}
