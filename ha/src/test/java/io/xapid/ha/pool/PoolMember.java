package io.xapid.ha.pool;

import io.xapid.model.meta.Ref;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/**
 * A host of a pool in a process of its own, to be killed. It counts up in a note of its own and prints each count once it is
 * acknowledged; a line on its input makes it end that, and say what it knows.
 *
 * <p>Arguments: its number, its directory, the group, then a uuid and a port for each host.
 */
final class PoolMember {
    static final Schema SCHEMA = new Schema(List.of(Note.CLASS));

    private final int number;
    private final Store store;
    private final ReplicatedLog log;
    private volatile boolean isCounting = true;

    private PoolMember(String[] arguments) {
        number = Integer.parseInt(arguments[0]);
        List<UUID> hosts = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 3; i < arguments.length; i += 2) {
            hosts.add(UUID.fromString(arguments[i]));
            ports.add(Integer.valueOf(arguments[i + 1]));
        }
        var membership = new Membership(UUID.fromString(arguments[2]), hosts.get(number), new TreeSet<>(hosts));
        Links.Addresses addresses =
                host -> new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(hosts.indexOf(host)));
        var own = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(number));
        log = log(Path.of(arguments[1]), membership, new PlainLinks(own, addresses));
        store = new Store(SCHEMA, log, Clock.systemUTC());
    }

    /** Founders found the pool where that was not done yet: they never lose their journals in these tests. */
    static ReplicatedLog log(Path directory, Membership membership, Links links) {
        return membership.isFounder()
                ? ReplicatedLog.founding(directory, membership, links)
                : new ReplicatedLog(directory, membership, links);
    }

    @SuppressWarnings("SystemOut") // the parent reads it
    private static void say(String line) {
        System.out.println(line);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PoolMember member;
        try {
            member = new PoolMember(arguments);
        } catch (RuntimeException problem) {
            problem.printStackTrace();
            Runtime.getRuntime().halt(1);
            throw problem;
        }
        say("open " + member.store.snapshot().index());
        var counting = new Thread(member::count, "count");
        counting.start();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        String line = in.readLine();
        while (line != null) {
            if (line.equals("settle")) {
                member.isCounting = false;
                counting.join();
                say("settled");
            } else if (line.equals("state")) {
                say("state " + member.describe());
            } else if (line.equals("leader")) {
                say("leader " + member.log.leader().map(UUID::toString).orElse("nobody"));
            }
            line = in.readLine();
        }
        Runtime.getRuntime().halt(0);
    }

    private void count() {
        Ref<Note> mine = Ref.of("OpaqueRef:of-" + number);
        while (isCounting) {
            try {
                long now = store.transact(transaction -> {
                            var found = transaction.find(Note.CLASS, mine);
                            if (found.isEmpty()) {
                                transaction.insert(Note.CLASS, mine, Map.of(Note.COUNT, 1L));
                                return 1L;
                            }
                            long next = found.get().get(Note.COUNT) + 1;
                            transaction.set(Note.CLASS, mine, Note.COUNT, next);
                            return next;
                        })
                        .join();
                say("ack " + now);
            } catch (CompletionException refused) {
                say("refused " + refused.getCause());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String describe() {
        var all = new StringBuilder("at ").append(store.snapshot().index());
        store.snapshot().table(Note.CLASS).stream()
                .map(row -> " " + row.ref() + "=" + row.get(Note.COUNT))
                .sorted()
                .forEach(all::append);
        return all.toString();
    }
}
