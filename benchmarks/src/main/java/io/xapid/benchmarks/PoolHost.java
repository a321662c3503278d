package io.xapid.benchmarks;

import io.xapid.ha.pool.Links;
import io.xapid.ha.pool.Membership;
import io.xapid.ha.pool.PlainLinks;
import io.xapid.ha.pool.ReplicatedLog;
import io.xapid.model.store.CommitLog;
import io.xapid.model.store.LogException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A host with a part in a pool's log, in a process of its own, ruled by lines on its input; each is answered by one line.
 *
 * <p>Arguments: its number, its directory, then the port of each host.
 */
public final class PoolHost {
    private final ReplicatedLog log;
    private final Order order;
    private Pulse pulse;

    private PoolHost(int number, Path directory, List<Integer> ports) {
        Set<UUID> all = new TreeSet<>();
        for (int i = 0; i < ports.size(); i++) {
            all.add(id(i));
        }
        Links.Addresses addresses = host -> address(ports.get((int) host.getLeastSignificantBits()));
        log = ReplicatedLog.founding(
                directory,
                new Membership(id(99), id(number), all),
                new PlainLinks(address(ports.get(number)), addresses));
        order = new Order(log);
        log.start(order);
        pulse = new Pulse(order);
    }

    static UUID id(int number) {
        return new UUID(1, number);
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Integer> ports = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            ports.add(Integer.valueOf(arguments[i]));
        }
        PoolHost host;
        try {
            host = new PoolHost(Integer.parseInt(arguments[0]), Path.of(arguments[1]), ports);
        } catch (RuntimeException problem) {
            problem.printStackTrace();
            System.exit(1);
            return;
        }
        System.out.println("started");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(host.answer(line.split(" ")));
        }
        System.exit(0);
    }

    private String answer(String[] words) throws InterruptedException {
        return switch (words[0]) {
            case "leader" ->
                log.leader()
                        .map(id -> String.valueOf(id.getLeastSignificantBits()))
                        .orElse("-1");
            case "write" -> Writers.run(Integer.parseInt(words[1]), Double.parseDouble(words[2]), order::write);
            case "beat" -> {
                pulse = new Pulse(order);
                pulse.start();
                yield "on";
            }
            case "so-far" -> String.valueOf(pulse.acknowledged.get());
            case "longest" -> {
                pulse.isOn = false;
                pulse.join();
                yield String.valueOf(pulse.longestNanos / 1e6);
            }
            default -> "what is " + words[0] + "?";
        };
    }

    /** Gives entries of this host their indexes, and applies nothing. */
    private static final class Order implements CommitLog.Sink {
        private static final int BYTES = 300;
        private static final long AGAIN_MILLIS = 5;

        private final CommitLog log;
        private final Set<byte[]> open = Collections.newSetFromMap(new IdentityHashMap<>()); // guarded by this
        private long last; // guarded by this

        Order(CommitLog log) {
            this.log = log;
        }

        /** One entry; returns when it is acknowledged. */
        void write() {
            boolean done = false;
            while (!done) {
                try {
                    append().toCompletableFuture().join();
                    done = true;
                } catch (CompletionException refused) {
                    if (!(refused.getCause() instanceof LogException)) {
                        throw refused;
                    }
                    pause(); // without a majority
                }
            }
        }

        private static void pause() {
            try {
                Thread.sleep(AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized CompletionStage<Void> append() {
            byte[] entry = new byte[BYTES];
            open.add(entry);
            return log.append(last + open.size(), entry).whenComplete((ok, failure) -> ended(entry));
        }

        private synchronized void ended(byte[] entry) {
            open.remove(entry);
        }

        @Override
        public synchronized void install(long index, InputStream image) {
            last = index;
        }

        @Override
        public synchronized void apply(long index, byte[] entry) {
            last = index;
            open.remove(entry); // if it is this host's: the log gives back the very array
        }

        @Override
        public synchronized CommitLog.Present present() {
            return new CommitLog.Present(last, out -> {});
        }
    }

    /** A writer that never rests, and how long it ever had to wait from one acknowledgement to the next. */
    private static final class Pulse extends Thread {
        private final Order order;
        private volatile boolean isOn = true;
        private final AtomicLong acknowledged = new AtomicLong();
        private volatile long longestNanos;

        Pulse(Order order) {
            super("pulse");
            this.order = order;
            setDaemon(true);
        }

        @Override
        public void run() {
            long before = System.nanoTime();
            while (isOn) {
                order.write();
                acknowledged.incrementAndGet();
                long now = System.nanoTime();
                longestNanos = Math.max(longestNanos, now - before);
                before = now;
            }
        }
    }
}
