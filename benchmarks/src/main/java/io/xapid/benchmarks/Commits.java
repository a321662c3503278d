package io.xapid.benchmarks;

import io.xapid.model.store.CommitLog;
import io.xapid.server.log.LocalLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/** Durable commits a second, with one writer and with 64 that share flushes, beside a bare log that is flushed too. */
final class Commits implements Benchmark {
    private static final int ENTRY_BYTES = 300;
    private static final int ROUNDS = 5;
    private static final double SECONDS = 3;
    private static final double LEAST_SHARE = 0.6;

    @Override
    public List<Line> run(Setup setup) throws IOException, InterruptedException {
        var lines = new ArrayList<Line>();
        for (int writers : new int[] {1, 64}) {
            var local = new ArrayList<Double>();
            var bare = new ArrayList<Double>();
            for (int round = 0; round < setup.rounds(ROUNDS); round++) {
                try (var log = new BareLog(setup.folder().resolve("bare-log"))) {
                    bare.add(rate(log, writers, setup));
                }
                Path state = setup.folder().resolve("log-%d-%d".formatted(writers, round));
                try (var log = new LocalLog(state)) {
                    local.add(rate(log, writers, setup));
                }
            }
            lines.add(line(writers, Stats.of(local), Stats.of(bare)));
        }
        return lines;
    }

    private static Line line(int writers, Stats local, Stats bare) {
        double share = local.median() / bare.median();
        return new Line(
                "commits of 300 bytes, " + (writers == 1 ? "1 writer" : writers + " writers"),
                "%s, %s ms each".formatted(local.spread("/s"), Stats.format(1e3 * writers / local.median())),
                "bare log %s, %s ms each".formatted(bare.spread("/s"), Stats.format(1e3 * writers / bare.median())),
                Stats.format(share) + " of the bare log",
                "0.6 or more",
                Line.Verdict.of(share >= LEAST_SHARE));
    }

    private static double rate(CommitLog log, int writers, Setup setup) throws InterruptedException {
        log.start(new Nobody());
        var order = new Order(log);
        drive(order, writers, setup.seconds(1)); // warm up, and let the files reach their size
        long began = System.nanoTime();
        long done = drive(order, writers, setup.seconds(SECONDS));
        return done * 1e9 / (System.nanoTime() - began);
    }

    private static long drive(Order order, int writers, double seconds) throws InterruptedException {
        long until = System.nanoTime() + (long) (seconds * 1e9);
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

    /** Applies nothing: the log alone is measured. */
    private static final class Nobody implements CommitLog.Sink {
        @Override
        public void install(long index, InputStream image) {}

        @Override
        public void apply(long index, byte[] entry) {}
    }
}
