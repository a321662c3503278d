package io.xapid.ha.log;

import com.sun.management.OperatingSystemMXBean;
import io.xapid.model.store.CommitLog;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/**
 * Commits a second of the local log beside a bare preallocated file that is flushed by {@code fdatasync}: with one
 * writer, and with 64 that share flushes in both. In turns, as disks have moods.
 *
 * <p>Run {@link #main} with a directory on the disk to measure; rounds and seconds a round may follow.
 */
final class LocalLogBenchmark {
    private static final int ENTRY_BYTES = 300;

    private final Path directory;
    private final int seconds;

    private LocalLogBenchmark(Path directory, int seconds) {
        this.directory = directory;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory(Path.of(arguments[0]), "log-benchmark");
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        new LocalLogBenchmark(directory, seconds).run(rounds);
    }

    private void run(int rounds) throws Exception {
        for (int writers : new int[] {1, 64}) {
            var bare = new double[rounds];
            var local = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                try (var log = new BareLog(directory.resolve("bare"))) {
                    bare[round] = measure(log, writers);
                }
                try (var log = new LocalLog(directory.resolve("local-" + writers + "-" + round))) {
                    local[round] = measure(log, writers);
                }
            }
            Arrays.sort(bare);
            Arrays.sort(local);
            print(
                    "%2d writers, medians: bare %.0f/s, local %.0f/s, ratio %.2f",
                    writers, bare[rounds / 2], local[rounds / 2], local[rounds / 2] / bare[rounds / 2]);
        }
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private double measure(CommitLog log, int writers) throws Exception {
        log.start(new Nobody());
        var order = new Order(log);
        drive(order, writers, 1); // warm up, and let the files reach their size
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long began = System.nanoTime();
        long cpuBefore = machine.getProcessCpuTime();
        long done = drive(order, writers, seconds);
        double rate = done * 1e9 / (System.nanoTime() - began);
        double cpu = (machine.getProcessCpuTime() - cpuBefore) / 1e3 / done;
        print("%-8s %2d writers: %8.0f/s, %5.1f us of CPU each", log.getClass().getSimpleName(), writers, rate, cpu);
        return rate;
    }

    private static long drive(Order order, int writers, int seconds) throws Exception {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        var done = new LongAdder();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < writers; i++) {
            var thread = new Thread(() -> {
                byte[] entry = new byte[ENTRY_BYTES];
                while (System.nanoTime() < until) {
                    order.append(entry).toCompletableFuture().join();
                    done.increment();
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return done.sum();
    }

    @SuppressWarnings("SystemOut") // a program for people
    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }

    /** Gives appends their indexes, as the store does. */
    private static final class Order {
        private final CommitLog log;
        private long next = 1;

        Order(CommitLog log) {
            this.log = log;
        }

        synchronized CompletionStage<Void> append(byte[] entry) {
            return log.append(next++, entry);
        }
    }

    private static final class Nobody implements CommitLog.Sink {
        @Override
        public void install(long index, InputStream image) {}

        @Override
        public void apply(long index, byte[] entry) {}

        @Override
        public CommitLog.Present present() {
            return new CommitLog.Present(0, out -> {});
        }
    }

    /** The least that a log can do: length and bytes into a file that has its size already, and one flush for all. */
    private static final class BareLog implements CommitLog {
        private static final int FILE_BYTES = 64 << 20;

        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        private final ArrayDeque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
        private final ArrayDeque<byte[]> entries = new ArrayDeque<>();
        private final Thread thread = new Thread(this::run);
        private boolean closing;

        BareLog(Path file) throws IOException {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            while (channel.position() < FILE_BYTES) {
                buffer.clear();
                channel.write(buffer);
            }
            channel.force(true);
        }

        @Override
        public void start(Sink sink) {
            thread.start();
        }

        @Override
        public synchronized CompletionStage<Void> append(long index, byte[] entry) {
            var done = new CompletableFuture<Void>();
            waiting.add(done);
            entries.add(entry);
            notifyAll();
            return done;
        }

        @Override
        public CompletionStage<Void> keep(long index, Image image) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            synchronized (this) {
                closing = true;
                notifyAll();
            }
            try {
                thread.join();
                channel.close();
            } catch (IOException | InterruptedException problem) {
                throw new IllegalStateException(problem);
            }
        }

        private void run() {
            long position = 0;
            try {
                for (List<CompletableFuture<Void>> batch = take(); !batch.isEmpty(); batch = take()) {
                    position = position + buffer.remaining() > FILE_BYTES ? 0 : position;
                    position += channel.write(buffer, position);
                    channel.force(false);
                    batch.forEach(done -> done.complete(null));
                }
            } catch (IOException problem) {
                throw new IllegalStateException(problem);
            }
        }

        private synchronized List<CompletableFuture<Void>> take() {
            while (waiting.isEmpty() && !closing) {
                try {
                    wait();
                } catch (InterruptedException problem) {
                    throw new IllegalStateException(problem);
                }
            }
            buffer.clear();
            entries.forEach(entry -> buffer.putInt(entry.length).put(entry));
            buffer.flip();
            var batch = List.copyOf(waiting);
            waiting.clear();
            entries.clear();
            return batch;
        }
    }
}
