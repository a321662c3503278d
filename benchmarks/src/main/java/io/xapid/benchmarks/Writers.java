package io.xapid.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Threads that each do one thing after the other, for some time. */
final class Writers {
    private static final int FIRST_ROOM = 1 << 12;

    private Writers() {}

    /** Something that is done again and again. */
    @FunctionalInterface
    interface Write {
        void run() throws Exception;
    }

    /** Says the median and the 99th percentile in milliseconds, and how many a second. */
    static String run(int count, double seconds, Write write) throws InterruptedException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        var took = new double[count][];
        var threads = new Thread[count];
        for (int i = 0; i < count; i++) {
            int index = i;
            threads[i] = new Thread(() -> took[index] = writeUntil(end, write), "writer-" + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Stats all = Stats.of(Arrays.stream(took).flatMapToDouble(Arrays::stream).toArray());
        long done = Arrays.stream(took).mapToLong(one -> one.length).sum();
        return String.format(Locale.ROOT, "%f %f %f", all.median(), all.at(0.99), done / seconds);
    }

    private static double[] writeUntil(long end, Write write) {
        var took = new double[FIRST_ROOM];
        int done = 0;
        try {
            while (System.nanoTime() < end) {
                if (done == took.length) {
                    took = Arrays.copyOf(took, 2 * done);
                }
                long began = System.nanoTime();
                write.run();
                took[done++] = (System.nanoTime() - began) / 1e6;
            }
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
        return Arrays.copyOf(took, done);
    }
}
