package io.xapid.benchmarks;

import io.xapid.ha.log.LocalLog;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.store.CommitLog;
import io.xapid.model.store.Store;
import io.xapid.server.KeptClasses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Durable commits a second, with one writer and with 64 that share flushes: of the log alone, and of whole transactions of
 * the store, beside a bare log that is flushed too. All three in turns.
 */
final class Commits implements Benchmark {
    private static final int ENTRY_BYTES = 300;
    private static final int ROUNDS = 7;
    private static final double SECONDS = 1.5;
    private static final double LEAST_SHARE = 0.6;

    @Override
    public List<Line> run(Setup setup) throws IOException, InterruptedException {
        var lines = new ArrayList<Line>();
        for (int writers : new int[] {1, 64}) {
            var bare = new ArrayList<Double>();
            var log = new ArrayList<Double>();
            var store = new ArrayList<Double>();
            for (int round = -1; round < setup.rounds(ROUNDS); round++) { // the first warms up
                Path folder = Files.createTempDirectory(setup.folder(), "commits");
                double bareRate = bareRate(setup, folder, writers);
                double logRate = logRate(setup, folder.resolve("log"), writers);
                double storeRate = storeRate(setup, folder.resolve("store"), writers);
                if (round >= 0) {
                    bare.add(bareRate);
                    log.add(logRate);
                    store.add(storeRate);
                }
            }
            String by = writers == 1 ? "1 writer" : writers + " writers";
            lines.add(line("commits of 300 bytes, " + by, writers, log, bare));
            lines.add(line("transactions that change a row, " + by, writers, store, bare));
        }
        return lines;
    }

    private static Line line(String what, int writers, List<Double> ours, List<Double> bare) {
        Stats rates = Stats.of(ours);
        Stats beside = Stats.of(bare);
        double share = rates.median() / beside.median();
        return new Line(
                what,
                "%s, %s ms each".formatted(rates.spread("/s"), Stats.format(1e3 * writers / rates.median())),
                "bare log %s, %s ms each".formatted(beside.spread("/s"), Stats.format(1e3 * writers / beside.median())),
                Stats.format(share) + " of the bare log",
                "0.6 or more",
                Line.Verdict.of(share >= LEAST_SHARE));
    }

    private static double bareRate(Setup setup, Path folder, int writers) throws IOException, InterruptedException {
        try (var log = new BareLog(folder.resolve("bare"))) {
            return rate(setup, appends(log, writers));
        }
    }

    private static double logRate(Setup setup, Path folder, int writers) throws InterruptedException {
        try (var log = new LocalLog(folder)) {
            return rate(setup, appends(log, writers));
        }
    }

    private static List<Supplier<CompletionStage<?>>> appends(CommitLog log, int writers) {
        log.start(new Nobody());
        var order = new Order(log);
        byte[] entry = new byte[ENTRY_BYTES];
        return Collections.nCopies(writers, () -> order.append(entry));
    }

    /** Each writer has a row of its own, and changes one field of it again and again. */
    private static double storeRate(Setup setup, Path folder, int writers) throws InterruptedException {
        try (var store = new Store(KeptClasses.schema(), new LocalLog(folder), Clock.system(ZoneId.systemDefault()))) {
            var work = new ArrayList<Supplier<CompletionStage<?>>>();
            for (int i = 0; i < writers; i++) {
                Ref<Network> row = store.transact(transaction -> transaction.insert(Network.CLASS, Map.of()))
                        .join();
                var texts = new AtomicLong();
                work.add(() -> store.transact(transaction -> {
                    String text = "x".repeat(ENTRY_BYTES / 2) + texts.incrementAndGet();
                    transaction.set(Network.CLASS, row, Network.NAME_DESCRIPTION, text);
                    return true;
                }));
            }
            return rate(setup, work);
        }
    }

    private static double rate(Setup setup, List<Supplier<CompletionStage<?>>> writers) throws InterruptedException {
        drive(writers, setup.seconds(0.7)); // warm up, and let the files reach their size
        long began = System.nanoTime();
        long done = drive(writers, setup.seconds(SECONDS));
        return done * 1e9 / (System.nanoTime() - began);
    }

    private static long drive(List<Supplier<CompletionStage<?>>> writers, double seconds) throws InterruptedException {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        var done = new LongAdder();
        var threads = new ArrayList<Thread>();
        for (Supplier<CompletionStage<?>> writer : writers) {
            var thread = new Thread(() -> {
                while (System.nanoTime() < until) {
                    writer.get().toCompletableFuture().join();
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

        @Override
        public CommitLog.Present present() {
            return new CommitLog.Present(0, out -> {});
        }
    }
}
