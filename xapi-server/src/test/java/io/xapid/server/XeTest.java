package io.xapid.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.server.cli.ThinClient;
import io.xapid.server.cli.ThinClient.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole conversations between {@code xe} and a daemon that simulates its guests. */
class XeTest {
    @TempDir
    static Path folder;

    private static CliDaemon daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = new CliDaemon(folder);
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    private static Outcome xe(String... words) throws IOException {
        return daemon.xe(words);
    }

    private static Outcome answering(List<String> typed, String... words) throws IOException {
        return daemon.answering(typed, words);
    }

    private static Outcome raw(List<String> typed, List<String> words) throws IOException {
        return ThinClient.run(daemon.connect(), typed, words.toArray(String[]::new));
    }

    private static String told(String... words) throws IOException {
        return daemon.told(words);
    }

    @Test
    void hostsAreListedToTheByte() throws IOException {
        String uuid = told("host-list", "--minimal");
        String name = told("host-param-get", "uuid=" + uuid, "param-name=name-label");
        String description = told("host-param-get", "uuid=" + uuid, "param-name=name-description");

        assertThat(xe("host-list"))
                .isEqualTo(new Outcome(
                        "uuid ( RO)                : " + uuid + "\n          name-label ( RW): " + name
                                + "\n    name-description ( RW): " + description + "\n\n\n",
                        "",
                        0));
    }

    @Test
    void aGuestIsMadeStartedAndTakenAway() throws IOException {
        String template = told("template-list", "name-label=Other install media", "--minimal");
        String vm = told("vm-install", "template=" + template, "new-name-label=web");
        assertThat(told("vm-list", "name-label=web", "params=power-state", "--minimal"))
                .isEqualTo("halted");

        assertThat(told("vm-start", "vm=web")).isEmpty();
        assertThat(told("vm-param-get", "uuid=" + vm, "param-name=power-state")).isEqualTo("running");
        assertThat(xe("vm-start", "uuid=" + vm).err()).contains("vm: " + vm + " (web)", "actual: running");
        told("vm-shutdown", "uuid=" + vm, "--force");

        assertThat(answering(List.of("no"), "vm-uninstall", "uuid=" + vm).out())
                .contains("VM : " + vm + " (web)", "Type 'yes' to continue\nAborted (you typed: 'no')\n");
        assertThat(answering(List.of("Yes\n"), "vm-uninstall", "uuid=" + vm).out())
                .endsWith("All objects destroyed\n");
        assertThat(xe("vm-list", "uuid=" + vm, "--minimal").out()).isEqualTo("\n");
    }

    @Test
    void parametersAreSetAddedRemovedAndCleared() throws IOException {
        String network = told("network-create", "name-label=lan");
        told("network-param-set", "uuid=" + network, "name-label=wan", "other-config:a=1");
        told("network-param-add", "uuid=" + network, "param-name=other-config", "b=2");
        told("network-param-add", "uuid=" + network, "param-name=tags", "param-key=blue");
        assertThat(told("network-list", "tags:contains=blue", "other-config:a=1", "params=name-label", "--minimal"))
                .isEqualTo("wan");
        told("network-param-remove", "uuid=" + network, "param-name=other-config", "param-key=a");
        assertThat(told("network-param-get", "uuid=" + network, "param-name=other-config"))
                .isEqualTo("b: 2");
        told("network-param-clear", "uuid=" + network, "param-name=tags");
        assertThat(told("network-param-get", "uuid=" + network, "param-name=tags"))
                .isEmpty();
        assertThat(xe("network-param-set", "uuid=" + network, "bridge=x").err())
                .isEqualTo("Error: Field 'bridge' is read-only.\n");
        told("network-destroy", "uuid=" + network);
    }

    @Test
    void mistakesAreNamed() throws IOException {
        assertThat(xe("vm-strat"))
                .isEqualTo(new Outcome(
                        "", "Unknown command: vm-strat\nDid you mean: vm-start?\nFor usage run: 'xe help'\n", 1));
        assertThat(xe("vm-destroy").err()).isEqualTo("Required parameter not found: uuid\nFor usage run: 'xe help'\n");
        assertThat(xe("vm-list", "colour=red").err()).isEqualTo("Error: Unknown field 'colour'\n");
        assertThat(raw(List.of(), List.of("vm-list", "username=root", "password=wrong"))
                        .err())
                .isEqualTo("Authentication failed\nFor usage run: 'xe help'\n");
        assertThat(xe("vdi-pool-migrate", "uuid=x", "sr-uuid=y", "dest-img-format=qcow2")
                        .err())
                .contains("function: vdi-pool-migrate dest-img-format");
        assertThat(xe("pool-secret-rotate").err()).contains("pool-secret-rotate");
    }

    @Test
    void helpNeedsNoLogin() throws IOException {
        Outcome one = raw(List.of(), List.of("help", "vm-start"));
        assertThat(one.out()).contains("command name", "vm-start", "force, on, paused");
        assertThat(raw(List.of(), List.of("help", "--all", "--minimal")).out()).contains("vm-list", "sr-param-get");
    }

    @Test
    void disksAreMadePluggedAndListed() throws IOException {
        String sr = told("sr-list", "content-type=user", "--minimal").split(",")[0];
        String template = told("template-list", "name-label=Other install media", "--minimal");
        String vm = told("vm-install", "template=" + template, "new-name-label=with disk");
        String disk = told("vdi-create", "sr-uuid=" + sr, "name-label=data", "virtual-size=16MiB", "type=user");
        String drive = told("vbd-create", "vm-uuid=" + vm, "vdi-uuid=" + disk, "device=3");
        told("vm-start", "uuid=" + vm);
        assertThat(told("vbd-list", "uuid=" + drive, "params=vdi-name-label", "--minimal"))
                .isEqualTo("data");
        assertThat(told("vm-disk-list", "uuid=" + vm)).contains("VBD:", "VDI:", "virtual-size ( RO): 16777216");
        assertThat(told("vdi-param-get", "uuid=" + disk, "param-name=type")).isEqualTo("User");
        told("vm-shutdown", "uuid=" + vm, "--force");
        assertThat(told("vm-uninstall", "uuid=" + vm, "--force")).isEqualTo("All objects destroyed");
        assertThat(told("vdi-list", "uuid=" + disk, "--minimal")).isEmpty();
    }

    @Test
    void moreThanOneObjectWantsToBeMeant() throws IOException {
        String template = told("template-list", "name-label=Other install media", "--minimal");
        String one = told("vm-install", "template=" + template, "new-name-label=twin");
        String two = told("vm-install", "template=" + template, "new-name-label=twin");
        assertThat(xe("vm-start", "name-label=twin").err())
                .isEqualTo("Error: Multiple matches VMs found. --multiple required to complete the operation\n");
        told("vm-start", "uuid=" + one);
        Outcome both = xe("vm-start", "name-label=twin", "--multiple");
        assertThat(both.status()).isEqualTo(1);
        assertThat(both.out()).startsWith("operation failed on " + one + ": ");
        assertThat(told("vm-list", "uuid=" + two, "params=power-state", "--minimal"))
                .isEqualTo("running");
        told("vm-shutdown", "name-label=twin", "--multiple", "--force");
        assertThat(xe("vm-start", "uuid=" + one, "on=nowhere").err()).isEqualTo("Error: No host is called 'nowhere'\n");
        told("vm-start", "uuid=" + one, "on=" + told("host-list", "--minimal"));
        told("vm-uninstall", "name-label=twin", "--multiple", "--force");
        assertThat(xe("vm-start", "vm=nobody").err()).isEqualTo("Error: No matching VMs found\n");
    }

    @Test
    void everyClassCanBeListed() throws IOException {
        for (String name : List.of(
                "pool",
                "sr",
                "network",
                "pif",
                "vif",
                "vbd",
                "vdi",
                "pbd",
                "task",
                "message",
                "console",
                "template",
                "snapshot",
                "role",
                "subject",
                "sm",
                "host-cpu",
                "secret",
                "pgpu",
                "pci",
                "vm")) {
            assertThat(xe(name + "-list", "params=all").err()).as(name).isEmpty();
        }
    }

    @Test
    void clientsThatBreakTheProtocolHarmNobodyElse() throws Exception {
        long seed = Long.getLong("xapid.fuzz.seed", System.nanoTime());
        System.out.println("XeTest: -Dxapid.fuzz.seed=" + seed);
        var random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            try (var socket = daemon.connect()) {
                ThinClient.request(socket, "help");
                byte[] noise = new byte[random.nextInt(64)];
                random.nextBytes(noise);
                if (random.nextBoolean()) {
                    socket.getOutputStream().write(ThinClient.greeting());
                }
                socket.getOutputStream().write(noise);
            }
        }
        assertThat(xe("host-list", "--minimal").status()).isZero();
    }

    @Test
    void moreWordsThanACommandMayHaveAreRefused() throws Exception {
        try (var socket = daemon.connect()) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("POST /cli HTTP/1.0\r\ncontent-length: 300000\r\n\r\n".getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.0 413");
        }
    }

    @Test
    void snapshotsAreMadeRevertedToAndDestroyed() throws IOException {
        String template = told("template-list", "name-label=Other install media", "--minimal");
        String vm = told("vm-install", "template=" + template, "new-name-label=kept");
        Outcome made = xe("vm-snapshot", "uuid=" + vm, "new-name-label=before");
        if (made.status() == 0) {
            String snapshot = made.out().strip();
            assertThat(told("snapshot-list", "name-label=before", "--minimal")).isEqualTo(snapshot);
            told("snapshot-uninstall", "snapshot-uuid=" + snapshot, "--force");
        } else {
            assertThat(made.err()).startsWith("The server does not offer this function.\nfunction: VM.snapshot");
        }
        told("vm-uninstall", "uuid=" + vm, "--force");
    }

    @Test
    void itIsServedThroughTlsToo() throws Exception {
        Outcome outcome =
                ThinClient.run(daemon.connectSafely(), List.of(), daemon.withPassword("host-list", "--minimal"));
        assertThat(outcome).isEqualTo(xe("host-list", "--minimal"));
    }
}
