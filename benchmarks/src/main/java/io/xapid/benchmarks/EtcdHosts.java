package io.xapid.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Members of etcd, written to through the gateway of one, with connections that are kept; nothing where etcd is not installed. */
final class EtcdHosts implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/etcd");
    private static final int BYTES = 300;
    private static final long START_SECONDS = 30;

    private final List<ChildProcess> members = new ArrayList<>();
    private final ConcurrentLinkedQueue<HttpConnection> idle = new ConcurrentLinkedQueue<>();
    private int port;

    private EtcdHosts() {}

    static EtcdHosts start(Setup setup, int count) throws Exception {
        var hosts = new EtcdHosts();
        if (Files.isExecutable(PROGRAM)) {
            hosts.startMembers(Files.createTempDirectory(setup.folder(), "etcd"), count);
        }
        return hosts;
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void startMembers(Path folder, int count) throws Exception {
        var peers = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            peers.add("http://127.0.0.1:" + freePort());
        }
        String all = String.join(
                ",",
                Stream.iterate(0, i -> i < count, i -> i + 1)
                        .map(i -> "m" + i + "=" + peers.get(i))
                        .toList());
        for (int i = 0; i < count; i++) {
            port = freePort();
            String address = "http://127.0.0.1:" + port;
            members.add(ChildProcess.start(
                    List.of(
                            PROGRAM.toString(),
                            "--name=m" + i,
                            "--data-dir=" + folder.resolve("member" + i),
                            "--listen-peer-urls=" + peers.get(i),
                            "--initial-advertise-peer-urls=" + peers.get(i),
                            "--listen-client-urls=" + address,
                            "--advertise-client-urls=" + address,
                            "--initial-cluster=" + all,
                            "--log-level=error"),
                    folder.resolve("log" + i)));
        }
        awaitReady();
    }

    private void awaitReady() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                put();
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private void put() throws IOException {
        HttpConnection connection = idle.poll();
        if (connection == null) {
            connection = new HttpConnection(port);
        }
        String body = "{\"key\":\"a2V5\",\"value\":\"%s\"}"
                .formatted(Base64.getEncoder().encodeToString(new byte[BYTES]));
        String request =
                "POST /v3/kv/put HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body;
        byte[] answer = connection.exchange(request.getBytes(StandardCharsets.US_ASCII));
        if (!new String(answer, StandardCharsets.UTF_8).contains("revision")) {
            connection.close();
            throw new IOException("etcd answers " + new String(answer, StandardCharsets.UTF_8));
        }
        idle.add(connection);
    }

    /** Begins with a separator; empty where there is no etcd. */
    String write(int writers, double seconds) throws InterruptedException {
        if (members.isEmpty()) {
            return "";
        }
        return "; etcd "
                + PoolCommits.told(Writers.run(writers, seconds, this::put).split(" "));
    }

    @Override
    public void close() throws IOException {
        for (HttpConnection connection : idle) {
            connection.close();
        }
        for (ChildProcess member : members) {
            member.close();
        }
    }
}
