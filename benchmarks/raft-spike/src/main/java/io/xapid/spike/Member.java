package io.xapid.spike;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One member in a process of its own, ruled by lines on its input, each answered by one line on its output.
 *
 * <p>Usage: {@code Member CANDIDATE NUMBER BASE-PORT FOLDER}.
 */
public final class Member {
    private static final int TRY_MILLIS = 500;
    private static final int PAUSE_MILLIS = 5;
    private static final long GIVE_UP_SECONDS = 30;

    private final Candidate candidate;
    private final Ledger ledger = new Ledger();
    private final int number;
    private final Forwarder forwarder;
    private final AtomicLong writers = new AtomicLong();
    private Pulse pulse;

    private Member(String name, int number, int basePort, Path folder) throws Exception {
        this.number = number;
        candidate = Candidate.named(name);
        candidate.start(number, basePort, folder, ledger);
        forwarder = new Forwarder(candidate, number, basePort);
    }

    public static void main(String[] arguments) throws Exception {
        var member = new Member(
                arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), Path.of(arguments[3]));
        System.out.println("started");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        String line = in.readLine();
        while (line != null && !line.equals("stop")) {
            System.out.println(member.answer(line.split(" ")));
            line = in.readLine();
        }
        member.candidate.close();
        System.exit(0); // whatever threads are left
    }

    private String answer(String[] words) throws Exception {
        return switch (words[0]) {
            case "state" -> "leader=" + candidate.leader() + " " + ledger.tell();
            case "write" ->
                write(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            case "pulse" -> pulse(words[1]);
            default -> "what is " + words[0] + "?";
        };
    }

    private CompletableFuture<?> submit(byte[] entry) throws Exception {
        int leader = candidate.leader();
        if (leader == 0) {
            return CompletableFuture.failedFuture(new IllegalStateException("nobody leads"));
        }
        return leader == number ? candidate.append(entry) : forwarder.send(leader, entry);
    }

    /** Until it is taken; false when it was not for too long. */
    private boolean append(byte[] entry) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS);
        while (System.nanoTime() < end) {
            try {
                submit(entry).get(TRY_MILLIS, TimeUnit.MILLISECONDS);
                return true;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception notTaken) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        return false;
    }

    private long newWriter() {
        return ProcessHandle.current().pid() * 100_000L + writers.incrementAndGet();
    }

    /** Each writer has one entry under way; says p50, p99 and most in microseconds, and how many a second. */
    private String write(int count, int seconds, int bytes) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        var took = new long[count][];
        var threads = new Thread[count];
        var failed = new AtomicLong();
        for (int w = 0; w < count; w++) {
            int index = w;
            long writer = newWriter();
            threads[w] = new Thread(() -> took[index] = writeUntil(end, writer, bytes, failed));
            threads[w].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long[] all = Arrays.stream(took).flatMapToLong(Arrays::stream).sorted().toArray();
        if (all.length == 0) {
            return "nothing was taken";
        }
        return "p50=%d p99=%d max=%d rate=%d failed=%d"
                .formatted(
                        all[all.length / 2],
                        all[(int) (all.length * 0.99)],
                        all[all.length - 1],
                        all.length / seconds,
                        failed.get());
    }

    private long[] writeUntil(long end, long writer, int bytes, AtomicLong failed) {
        var took = new long[1 << 10];
        int done = 0;
        try {
            while (System.nanoTime() < end) {
                took = done < took.length ? took : Arrays.copyOf(took, 2 * done);
                long began = System.nanoTime();
                if (!append(Ledger.entry(writer, done + 1, bytes))) {
                    failed.incrementAndGet();
                    break;
                }
                took[done++] = (System.nanoTime() - began) / 1_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Arrays.copyOf(took, done);
    }

    private String pulse(String what) throws InterruptedException {
        if (what.equals("on")) {
            pulse = new Pulse(newWriter());
            pulse.thread.start();
            return "on";
        }
        if (what.equals("off")) {
            pulse.isOn = false;
            pulse.thread.join();
        }
        return pulse.tell();
    }

    /** A writer that never rests, and how long it ever had to wait from one acknowledgement to the next. */
    private final class Pulse {
        private final long writer;
        private final Thread thread = new Thread(this::beat);
        private volatile boolean isOn = true;
        private volatile long acknowledged;
        private volatile long longestMillis;

        Pulse(long writer) {
            this.writer = writer;
        }

        private void beat() {
            long last = System.nanoTime();
            try {
                while (isOn && append(Ledger.entry(writer, acknowledged + 1, 1024))) {
                    acknowledged++;
                    long now = System.nanoTime();
                    longestMillis = Math.max(longestMillis, (now - last) / 1_000_000);
                    last = now;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        String tell() {
            return "writer=%d acknowledged=%d longest=%d applied=%d"
                    .formatted(writer, acknowledged, longestMillis, ledger.lastOf(writer));
        }
    }
}
