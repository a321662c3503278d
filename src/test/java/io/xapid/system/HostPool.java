package io.xapid.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Daemons on loopback addresses of their own, each a host, which are to become one pool. */
final class HostPool implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int HTTP = 18_080;
    private static final int HTTPS = 18_443;
    private static final int POOL = 18_442;

    private final Path directory;
    private final int network;
    private final List<RealDaemon> daemons = new ArrayList<>();

    /** @param network a number that no other pool on this machine has meanwhile, 1 to 254 */
    HostPool(Path directory, int network) {
        this.directory = directory;
        this.network = network;
    }

    /** Starts a host that is alone. Its number. */
    int startHost(String... options) throws IOException {
        int number = daemons.size();
        var all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--listen", address(number)));
        all.addAll(List.of("--http-port", String.valueOf(HTTP), "--https-port", String.valueOf(HTTPS)));
        all.addAll(List.of("--pool-port", String.valueOf(POOL)));
        daemons.add(RealDaemon.start(directory.resolve("host" + number), all.toArray(String[]::new)));
        return number;
    }

    String address(int host) {
        return "127.77.%d.%d".formatted(network, host + 1);
    }

    RealDaemon daemon(int host) {
        return daemons.get(host);
    }

    /** A session of root's on that host, with the password of a host's own or of the pool's first. */
    ApiClient login(int host, int withPasswordOf) throws IOException, InterruptedException {
        var nobody = new ApiClient(daemon(host).url(), "");
        String session = nobody.raw(
                        "session.login_with_password",
                        "root",
                        daemon(withPasswordOf).password())
                .asText();
        return new ApiClient(daemon(host).url(), session);
    }

    /** Has a host join the pool of the first, and waits until it is there. The same session, still good. */
    ApiClient join(int host) throws Exception {
        return join(host, 0, 0);
    }

    /**
     * Has a host join a pool by one of its hosts.
     *
     * @param withPasswordOf the host that founded that pool, whose password is the pool's
     */
    ApiClient join(int host, int by, int withPasswordOf) throws Exception {
        ApiClient own = login(host, host);
        own.call(
                "pool.join",
                address(by) + ":" + HTTPS,
                "root",
                daemon(withPasswordOf).password());
        await("host %d in the pool".formatted(host), () -> isEnabled(own, host));
        return own;
    }

    private boolean isEnabled(ApiClient client, int host) throws InterruptedException {
        try {
            if (client.call("host.get_all").size() < 2) {
                return false;
            }
            for (JsonNode record : client.call("host.get_all_records")) {
                if (record.get("address").asText().equals(address(host))) {
                    return record.get("enabled").asBoolean();
                }
            }
            return false;
        } catch (IOException | ApiClient.Refused startsAnew) {
            return false;
        }
    }

    /** Whether that host answers, and for itself only. */
    boolean isAlone(int host) throws InterruptedException {
        try {
            return login(host, host).call("host.get_all").size() == 1;
        } catch (IOException | ApiClient.Refused startsAnew) {
            return false;
        }
    }

    /** A guest without disks, halted, with a kernel that a host has. */
    String guest(ApiClient client, String name, int host) throws IOException, InterruptedException {
        String template =
                client.call("VM.get_by_name_label", "Tiny Linux").get(0).asText();
        String vm = client.call("VM.clone", template, name).asText();
        client.call("VM.set_is_a_template", vm, false);
        Path kernels = daemon(host).stateDirectory().resolve("kernels").resolve("tiny-linux");
        client.call("VM.set_PV_kernel", vm, kernels.resolve("vmlinuz").toString());
        client.call("VM.set_PV_ramdisk", vm, kernels.resolve("initramfs.gz").toString());
        return vm;
    }

    /** The reference of a host. */
    String ref(ApiClient client, int host) throws IOException, InterruptedException {
        for (Map.Entry<String, JsonNode> one :
                client.call("host.get_all_records").properties()) {
            if (one.getValue().get("address").asText().equals(address(host))) {
                return one.getKey();
            }
        }
        throw new AssertionError("host " + host + " is not in the pool");
    }

    static boolean isLive(ApiClient client, String host) throws IOException, InterruptedException {
        String metrics = client.call("host.get_metrics", host).asText();
        return client.call("host_metrics.get_live", metrics).asBoolean();
    }

    /** The repository for disks that only that host has. */
    static String localStorage(ApiClient client, String host) throws IOException, InterruptedException {
        for (JsonNode connection : client.call("PBD.get_all_records")) {
            String sr = connection.get("SR").asText();
            if (connection.get("host").asText().equals(host)
                    && client.call("SR.get_name_label", sr).asText().equals("Local storage")) {
                return sr;
            }
        }
        throw new AssertionError("host " + host + " has no storage");
    }

    /** Waits until so many hosts vote on what the pool agrees on. */
    void awaitVoters(int count) throws Exception {
        await(count + " voters", () -> {
            long given = daemons.stream()
                    .flatMap(daemon -> daemon.log().lines())
                    .filter(line -> line.contains(" votes now"))
                    .count();
            return given + 1 >= count;
        });
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("there never was " + what);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Override
    public void close() {
        daemons.forEach(RealDaemon::close);
        try {
            keepOutput(Path.of("target", "pool" + network));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** What the daemons have said, for whoever looks why a test has failed. */
    private void keepOutput(Path kept) throws IOException {
        Files.createDirectories(kept);
        for (int host = 0; host < daemons.size(); host++) {
            Files.writeString(
                    kept.resolve("host" + host + ".log"),
                    daemon(host).output() + daemon(host).log());
        }
    }
}
