package io.xapid.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** From exec to the ready file, beside a virtual machine that only says its name; and what the daemon holds when idle. */
final class StartUp implements Benchmark {
    private static final double MOST_SECONDS = 3;
    private static final double MOST_MEBIBYTES = 200;
    private static final int ROUNDS = 7;
    private static final long IDLE_SECONDS = 10;

    @Override
    public List<Line> run(Setup setup) throws IOException, InterruptedException {
        Path used = setup.folder().resolve("start-used");
        start(setup.daemon(), used);
        var again = new ArrayList<Double>();
        var againUnarchived = new ArrayList<Double>();
        var first = new ArrayList<Double>();
        var firstUnarchived = new ArrayList<Double>();
        var bare = new ArrayList<Double>();
        for (int round = 0; round < setup.rounds(ROUNDS); round++) {
            bare.add(bareSeconds(setup));
            again.add(start(setup.daemon(), used));
            againUnarchived.add(start(setup.daemonWithoutArchive(), used));
            first.add(start(setup.daemon(), setup.folder().resolve("start-first-" + round)));
            firstUnarchived.add(
                    start(setup.daemonWithoutArchive(), setup.folder().resolve("start-plain-" + round)));
        }
        String baseline = Stats.of(bare).spread("s") + " for `java --version`";
        return List.of(
                line("start, state is there", Stats.of(again), baseline),
                line("the same without class archive", Stats.of(againUnarchived), baseline),
                line("first start", Stats.of(first), baseline),
                line("the same without class archive", Stats.of(firstUnarchived), baseline),
                resident(setup, used));
    }

    private static Line line(String what, Stats seconds, String baseline) {
        return new Line(
                what, seconds.spread("s"), baseline, "", "under 3 s", Line.Verdict.of(seconds.median() < MOST_SECONDS));
    }

    private static double start(List<String> command, Path home) throws IOException, InterruptedException {
        try (var daemon = RunningDaemon.start(command, home, "auto")) {
            return daemon.readyMillis() / 1e3;
        }
    }

    private static double bareSeconds(Setup setup) throws IOException, InterruptedException {
        long began = System.nanoTime();
        ChildProcess.output(List.of(setup.daemon().get(0), "--version"));
        return (System.nanoTime() - began) / 1e9;
    }

    private static Line resident(Setup setup, Path home) throws IOException, InterruptedException {
        try (var daemon = RunningDaemon.start(setup.daemon(), home, "auto")) {
            TimeUnit.SECONDS.sleep(setup.quick() ? 1 : IDLE_SECONDS);
            double mebibytes = daemon.process().residentMebibytes();
            return new Line(
                    "memory held (RSS), idle for 10 s",
                    Stats.format(mebibytes) + " MiB",
                    "",
                    "",
                    "under 200 MiB",
                    Line.Verdict.of(mebibytes < MOST_MEBIBYTES));
        }
    }
}
