package io.xapid.spike;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.cluster.Member;
import io.etcd.jetcd.maintenance.StatusResponse;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * etcd as a process beside each member, which speaks to its own one. Every entry is a new value of one key, its revision its
 * index, and a member applies what it sees by watching that key.
 */
final class EtcdCandidate implements Candidate {
    private static final ByteSequence KEY = ByteSequence.from("log", StandardCharsets.US_ASCII);
    private static final int POLL_MILLIS = 50;

    private final Map<Long, CompletableFuture<Void>> waiting = new TreeMap<>();
    private Process etcd;
    private Client client;
    private Watch.Watcher watcher;
    private volatile int leader;
    private long applied;

    @Override
    public void start(int number, int base, Path folder, Ledger ledger) throws Exception {
        Files.createDirectories(folder);
        var members = new ArrayList<String>();
        for (int n = 1; n <= MEMBERS; n++) {
            members.add("m" + n + "=http://127.0.0.1:" + (base + 20 + n));
        }
        String peerAddress = "http://127.0.0.1:" + (base + 20 + number);
        String address = "http://127.0.0.1:" + (base + number);
        etcd = new ProcessBuilder(List.of(
                        "etcd",
                        "--name=m" + number,
                        "--data-dir=" + folder,
                        "--listen-peer-urls=" + peerAddress,
                        "--initial-advertise-peer-urls=" + peerAddress,
                        "--listen-client-urls=" + address,
                        "--advertise-client-urls=" + address,
                        "--initial-cluster=" + String.join(",", members),
                        "--heartbeat-interval=" + ELECTION_MILLIS / 10,
                        "--election-timeout=" + ELECTION_MILLIS,
                        "--log-level=error"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolveSibling("etcd" + number + ".log").toFile())
                .start();
        client = Client.builder().endpoints(address).build();
        watcher = client.getWatchClient()
                .watch(KEY, WatchOption.builder().withRevision(1).build(), seen -> seen.getEvents()
                        .forEach(event -> apply(event, ledger)));
        var thread = new Thread(() -> lookWhoLeads(address), "etcd-leader");
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void apply(WatchEvent event, Ledger ledger) {
        ledger.apply(ByteBuffer.wrap(event.getKeyValue().getValue().getBytes()));
        applied = event.getKeyValue().getModRevision();
        var done = waiting.remove(applied);
        if (done != null) {
            done.complete(null);
        }
    }

    private void lookWhoLeads(String address) {
        var numbers = new HashMap<Long, Integer>();
        try {
            while (true) {
                leader = whoLeads(address, numbers);
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int whoLeads(String address, Map<Long, Integer> numbers) throws InterruptedException {
        try {
            StatusResponse status = client.getMaintenanceClient()
                    .statusMember(address)
                    .get(ELECTION_MILLIS, TimeUnit.MILLISECONDS);
            if (!numbers.containsKey(status.getLeader())) {
                for (Member member : client.getClusterClient()
                        .listMember()
                        .get(ELECTION_MILLIS, TimeUnit.MILLISECONDS)
                        .getMembers()) {
                    if (member.getName().startsWith("m")) {
                        numbers.put(
                                member.getId(),
                                Integer.parseInt(member.getName().substring(1)));
                    }
                }
            }
            return numbers.getOrDefault(status.getLeader(), 0);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            return 0;
        }
    }

    @Override
    public int leader() {
        return leader;
    }

    @Override
    public CompletableFuture<?> append(byte[] entry) {
        return client.getKVClient()
                .put(KEY, ByteSequence.from(entry))
                .thenCompose(put -> whenApplied(put.getHeader().getRevision()));
    }

    private synchronized CompletableFuture<Void> whenApplied(long revision) {
        return applied >= revision
                ? CompletableFuture.completedFuture(null)
                : waiting.computeIfAbsent(revision, r -> new CompletableFuture<>());
    }

    @Override
    public void close() throws InterruptedException {
        watcher.close();
        client.close();
        etcd.destroy();
        etcd.waitFor();
    }
}
