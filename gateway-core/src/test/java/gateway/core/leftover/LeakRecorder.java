package gateway.core.leftover;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Collects the buffers that Netty's leak detector finds, instead of a log line that nobody reads. For the whole process. */
final class LeakRecorder {
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    private LeakRecorder() {}

    /** Comes before the first buffer that is to be watched. */
    static void install() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + " was not released" + records));
    }

    /** Looks for leaks now; those that were found since the last call. */
    static List<String> drain() throws InterruptedException {
        collectGarbage();
        // The references that one collection finds are queued in no given order: after a second one the first are all
        // there.
        collectGarbage();
        // The detector reports when the next buffer is made.
        UnpooledByteBufAllocator.DEFAULT.directBuffer(8).release();
        List<String> found = new ArrayList<>();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            found.add(leak);
        }
        return found;
    }

    /** Returns when a collection has found an object that was dropped here, and so all that were dropped before. */
    private static void collectGarbage() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        PhantomReference<Object> dropped = new PhantomReference<>(new Object(), queue);
        try {
            for (int i = 0; i < 20; i++) {
                System.gc();
                if (queue.remove(100) != null) {
                    break;
                }
            }
        } finally {
            Reference.reachabilityFence(dropped);
        }
    }
}
