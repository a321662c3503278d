package io.xapid.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Commits in a pool's log with one, three and five hosts that vote, all on this machine, beside a bare log that is flushed and, where it
 * is installed, etcd with as many members; and how long nothing is acknowledged when the leader is killed or stopped.
 */
final class PoolCommits implements Benchmark {
    private static final int[] VOTERS = {1, 3, 5};
    private static final double SECONDS = 8;
    private static final int ROUNDS = 20;
    private static final double MOST_KILLED_MILLIS = 1_000;
    private static final double MOST_STOPPED_MILLIS = 2_000;
    private static final double MOST_MEDIAN_MILLIS = 2;

    @Override
    public List<Line> run(Setup setup) throws Exception {
        var lines = new ArrayList<Line>();
        for (int voters : VOTERS) {
            measure(setup, voters, lines);
        }
        return lines;
    }

    private static void measure(Setup setup, int voters, List<Line> lines) throws Exception {
        try (var hosts = new PoolHosts(setup, voters);
                var bare = new BareWriter(setup);
                var etcd = EtcdHosts.start(setup, voters)) {
            int leader = hosts.leader(0, -1);
            int other = (leader + 1) % voters;
            hosts.ask(leader, "write 16 " + setup.seconds(SECONDS)); // warms up
            for (int writers : new int[] {1, 64}) {
                String order = "write %d %f".formatted(writers, setup.seconds(SECONDS));
                String baseline =
                        bare.write(writers, setup.seconds(SECONDS / 4)) + etcd.write(writers, setup.seconds(SECONDS));
                String[] figures = hosts.ask(other, order).split(" ");
                boolean isAim = writers == 1 && voters == 3;
                double median = Double.parseDouble(figures[0]);
                lines.add(new Line(
                        "%d voters, %d writers on one that does not lead".formatted(voters, writers),
                        told(figures),
                        baseline,
                        "",
                        isAim ? "median under 2 ms" : "",
                        isAim ? Line.Verdict.of(median < MOST_MEDIAN_MILLIS) : Line.Verdict.NO_AIM));
                if (other != leader) {
                    lines.add(Line.beside(
                            "%d voters, %d writers on the leader".formatted(voters, writers),
                            told(hosts.ask(leader, order).split(" ")),
                            baseline,
                            ""));
                }
            }
            lines.add(Line.plain(
                    "memory of a voter of %d after that".formatted(voters),
                    Stats.format(hosts.residentMebibytes()) + " MiB"));
            if (voters == 3) {
                lines.add(gap(setup, hosts, true));
                lines.add(gap(setup, hosts, false));
            }
        }
    }

    static String told(String[] figures) {
        return "%s ms, p99 %s ms, %s/s"
                .formatted(
                        Stats.format(Double.parseDouble(figures[0])),
                        Stats.format(Double.parseDouble(figures[1])),
                        Stats.format(Double.parseDouble(figures[2])));
    }

    private static Line gap(Setup setup, PoolHosts hosts, boolean isKilled) throws Exception {
        var gaps = new ArrayList<Double>();
        for (int round = 0; round < setup.rounds(ROUNDS); round++) {
            int leader = hosts.leader(round % hosts.count(), -1);
            int writer = (leader + 1) % hosts.count();
            hosts.ask(writer, "beat");
            TimeUnit.MILLISECONDS.sleep(500);
            if (isKilled) {
                hosts.kill(leader);
            } else {
                hosts.signal(leader, "STOP");
            }
            long before = Long.parseLong(hosts.ask(writer, "so-far"));
            while (Long.parseLong(hosts.ask(writer, "so-far")) < before + 50) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            gaps.add(Double.parseDouble(hosts.ask(writer, "longest")));
            if (isKilled) {
                hosts.restart(leader);
            } else {
                hosts.signal(leader, "CONT");
            }
        }
        Stats stats = Stats.of(gaps);
        double most = isKilled ? MOST_KILLED_MILLIS : MOST_STOPPED_MILLIS;
        return new Line(
                "silence when the leader of 3 is %s, %d times".formatted(isKilled ? "killed" : "stopped", gaps.size()),
                stats.spread("ms"),
                "",
                "",
                "p99 under %s ms".formatted(Stats.format(most)),
                Line.Verdict.of(stats.at(0.99) < most));
    }
}
