package gateway.server.process;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets the heap grow when there is work: a process starts with a small young generation, which keeps an idle one small, and the
 * serial collector sizes generations only in a full collection, which a gateway never needs otherwise. So the first real load
 * causes one (some 15 ms, once); with the launcher's options the young generation is then large enough that collections cost
 * nothing. A thread of its own, which ends then.
 */
final class HeapGrowth implements Runnable {
    /** Young collections in a second that are too many. */
    private static final long BUSY = 8;

    private static final long PERIOD_MILLIS = 1000;

    private final LongSupplier youngCollections;
    private final Runnable fullCollection;
    private long before;

    HeapGrowth(LongSupplier youngCollections, Runnable fullCollection) {
        this.youngCollections = youngCollections;
        this.fullCollection = fullCollection;
        this.before = youngCollections.getAsLong();
    }

    /** Watches the serial collector in the background; other collectors see to themselves. */
    static void watch() {
        Thread thread = new Thread(
                () -> {
                    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
                    collectors.stream()
                            .filter(collector -> collector.getName().equals("Copy"))
                            .findFirst()
                            .ifPresent(young -> new HeapGrowth(young::getCollectionCount, System::gc).run());
                },
                "heap-growth");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            do {
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            } while (!look());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True when it is done. */
    boolean look() {
        long now = youngCollections.getAsLong();
        boolean isBusy = now - before >= BUSY;
        before = now;
        if (isBusy) {
            fullCollection.run();
        }
        return isBusy;
    }
}
