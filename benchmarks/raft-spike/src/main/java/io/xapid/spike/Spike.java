package io.xapid.spike;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures candidates one after the other in one run, and prints a table.
 *
 * <p>Usage: {@code Spike SECONDS ROUNDS CANDIDATE...}: how long each load lasts, and how often a leader is killed and stopped.
 */
public final class Spike implements AutoCloseable {
    private static final int BASE_PORT = 23_000;
    private static final int BYTES = 1024;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final String candidate;
    private final Path home;
    private final Peer[] peers = new Peer[Candidate.MEMBERS + 1];
    private final Map<String, String> row = new LinkedHashMap<>();

    private Spike(String candidate) throws Exception {
        this.candidate = candidate;
        this.home = Files.createTempDirectory("raft-spike-");
    }

    private void begin() throws Exception {
        for (int n = 1; n <= Candidate.MEMBERS; n++) {
            start(n);
        }
        for (int n = 1; n <= Candidate.MEMBERS; n++) {
            peers[n].awaitStart();
        }
    }

    private void start(int number) throws Exception {
        peers[number] = new Peer(candidate, number, BASE_PORT, home.resolve("member" + number));
    }

    public static void main(String[] arguments) throws Exception {
        int seconds = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        var rows = new LinkedHashMap<String, Map<String, String>>();
        for (String name : List.of(arguments).subList(2, arguments.length)) {
            try (var spike = new Spike(name)) {
                rows.put(name, spike.row);
                spike.begin();
                spike.measure(seconds, rounds);
            } catch (Exception e) {
                System.err.println(name + " failed: " + e);
            }
        }
        rows.forEach((name, row) -> {
            System.out.println("## " + name);
            row.forEach((what, value) -> System.out.println("| " + what + " | " + value + " |"));
        });
    }

    private void measure(int seconds, int rounds) throws Exception {
        int leader = awaitLeader(0);
        note("first entry, cold, us", peers[leader].ask("write 1 1 " + BYTES).get("max"));
        peers[leader].ask("write 16 " + seconds + " " + BYTES);
        leader = awaitLeader(0);
        int follower = leader % Candidate.MEMBERS + 1;
        for (int writers : new int[] {1, 64}) {
            note(writers + " on the leader", peers[leader].ask("write " + writers + " " + seconds + " " + BYTES));
            note(writers + " on another", peers[follower].ask("write " + writers + " " + seconds + " " + BYTES));
        }
        var rss = new ArrayList<String>();
        for (int n = 1; n <= Candidate.MEMBERS; n++) {
            rss.add(String.valueOf(peers[n].rssKib() / 1024));
        }
        note("RSS, MiB", String.join(", ", rss));
        note("leader killed, ms", gaps(rounds, true));
        note("leader stopped, ms", gaps(rounds, false));
        note("all the same in the end", sameEverywhere());
    }

    private void note(String what, Object value) {
        System.err.println(candidate + ": " + what + ": " + value);
        row.put(what, String.valueOf(value));
    }

    /** Who leads, as two members agree; not member {@code but}. */
    private int awaitLeader(int but) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end) {
            var votes = new int[Candidate.MEMBERS + 1];
            for (int n = 1; n <= Candidate.MEMBERS; n++) {
                if (n != but) {
                    votes[peers[n].leader()]++;
                }
            }
            for (int n = 1; n <= Candidate.MEMBERS; n++) {
                if (votes[n] >= 2 && n != but) {
                    return n;
                }
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("nobody leads");
    }

    private String gaps(int rounds, boolean killed) throws Exception {
        var gaps = new ArrayList<Long>();
        for (int round = 0; round < rounds; round++) {
            int leader = awaitLeader(0);
            Peer watch = peers[leader % Candidate.MEMBERS + 1];
            watch.ask("pulse on");
            Thread.sleep(1_000);
            if (killed) {
                peers[leader].kill();
            } else {
                peers[leader].signal("STOP");
            }
            long before = Long.parseLong(watch.ask("pulse so-far").get("acknowledged"));
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (Long.parseLong(watch.ask("pulse so-far").get("acknowledged")) < before + 50 && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            Map<String, String> pulse = watch.ask("pulse off");
            gaps.add(Long.parseLong(pulse.get("longest")));
            if (killed) {
                start(leader);
                peers[leader].awaitStart();
            } else {
                peers[leader].signal("CONT");
            }
            awaitSame();
            pulse = watch.ask("pulse so-far");
            if (Long.parseLong(pulse.get("applied")) < Long.parseLong(pulse.get("acknowledged"))) {
                throw new IllegalStateException("acknowledged and not applied: " + pulse);
            }
        }
        gaps.sort(Comparator.naturalOrder());
        return gaps.toString();
    }

    private void awaitSame() throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!sameEverywhere().startsWith("yes")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("members differ: " + sameEverywhere());
            }
            Thread.sleep(50);
        }
    }

    private String sameEverywhere() throws Exception {
        var told = new ArrayList<String>();
        for (int n = 1; n <= Candidate.MEMBERS; n++) {
            Map<String, String> state = peers[n].ask("state");
            state.remove("leader");
            told.add(state.toString());
        }
        return told.stream().distinct().count() == 1 ? "yes: " + told.get(0) : "no: " + told;
    }

    /** What members complained of, the last of it. */
    private void tellComplaints() throws Exception {
        for (int n = 1; n <= Candidate.MEMBERS; n++) {
            Path said = home.resolve("member" + n + ".err");
            if (Files.exists(said)) {
                List<String> lines = Files.readAllLines(said);
                lines.subList(Math.max(0, lines.size() - 15), lines.size())
                        .forEach(line -> System.err.println("  " + line));
            }
        }
    }

    @Override
    public void close() throws Exception {
        for (Peer peer : peers) {
            if (peer != null) {
                peer.close();
            }
        }
        tellComplaints();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
