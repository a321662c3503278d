package io.xapid.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.server.cli.ThinClient.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of {@code xe} about what guests have, and about what hosts tell. */
class XeDevicesTest {
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

    @Test
    void aDiskComesAndGoesWhileTheGuestRuns() throws IOException {
        String vm = daemon.guest("disks");
        String sr = daemon.told("sr-list", "content-type=user", "--minimal").split(",")[0];
        daemon.told("vm-start", "uuid=" + vm);

        daemon.told("vm-disk-add", "uuid=" + vm, "disk-size=16MiB", "device=3", "sr-uuid=" + sr);
        String disk = daemon.told("vbd-list", "vm-uuid=" + vm, "userdevice=3", "params=vdi-uuid", "--minimal");
        assertThat(daemon.told("vbd-list", "vm-uuid=" + vm, "userdevice=3", "params=currently-attached", "--minimal"))
                .isEqualTo("true");
        assertThat(daemon.told("vdi-param-get", "uuid=" + disk, "param-name=virtual-size"))
                .isEqualTo("16777216");
        assertThat(daemon.xe("vm-disk-add", "uuid=" + vm, "disk-size=16MiB", "device=3", "sr-uuid=" + sr)
                        .err())
                .contains("Error code: DEVICE_ALREADY_EXISTS\nNext step: free positions");
        assertThat(daemon.told("vdi-list", "sr-uuid=" + sr, "name-label=disks 3", "--minimal"))
                .as("what could not be attached does not stay")
                .isEqualTo(disk);

        daemon.told("vm-disk-remove", "uuid=" + vm, "device=3");
        assertThat(daemon.told("vbd-list", "vm-uuid=" + vm, "userdevice=3", "--minimal"))
                .isEmpty();
        assertThat(daemon.told("vdi-list", "uuid=" + disk, "--minimal")).isEmpty();
        assertThat(daemon.xe("vm-disk-remove", "uuid=" + vm, "device=3").err())
                .isEqualTo("Error: The VM has no disk at '3'; 'xe vm-disk-list' lists its disks\n");
    }

    @Test
    void aDiskThatAnotherGuestHasTooStays() throws IOException {
        String one = daemon.guest("one");
        String two = daemon.guest("two");
        String sr = daemon.told("sr-list", "content-type=user", "--minimal").split(",")[0];
        String disk = daemon.told("vdi-create", "sr-uuid=" + sr, "name-label=shared", "virtual-size=1MiB");
        for (String vm : List.of(one, two)) {
            daemon.told("vbd-create", "vm-uuid=" + vm, "vdi-uuid=" + disk, "device=5");
        }
        daemon.told("vm-disk-remove", "uuid=" + one, "device=5");
        assertThat(daemon.told("vdi-list", "uuid=" + disk, "--minimal")).isEqualTo(disk);
        daemon.told("vm-disk-remove", "uuid=" + two, "device=5");
        assertThat(daemon.told("vdi-list", "uuid=" + disk, "--minimal")).isEmpty();
    }

    @Test
    void interfacesOfAGuestAreListedToTheByte() throws IOException {
        String vm = daemon.guest("wired");
        String network = daemon.told("network-create", "name-label=lan");
        String vif = daemon.told("vif-create", "vm-uuid=" + vm, "network-uuid=" + network, "device=0");
        assertThat(daemon.xe("vm-vif-list", "uuid=" + vm).out())
                .isEqualTo("uuid ( RO)            : " + vif
                        + "\n         vm-uuid ( RO): " + vm
                        + "\n          device ( RO): 0\n    network-uuid ( RO): " + network + "\n\n\n");
    }

    @Test
    void aCopyHasTheDescriptionThatWasAskedFor() throws IOException {
        String vm = daemon.guest("origin");
        String copy = daemon.told("vm-clone", "uuid=" + vm, "new-name-label=copy", "new-name-description=for tests");
        assertThat(daemon.told("vm-param-get", "uuid=" + copy, "param-name=name-description"))
                .isEqualTo("for tests");
        String sr = daemon.told("sr-list", "content-type=user", "--minimal").split(",")[0];
        String disk = daemon.told("vdi-create", "sr-uuid=" + sr, "name-label=first", "virtual-size=1MiB");
        Outcome made = daemon.xe("vdi-clone", "uuid=" + disk, "new-name-label=second");
        assertThat(made.err()).isEmpty();
        assertThat(daemon.told("vdi-param-get", "uuid=" + made.out().strip(), "param-name=name-label"))
                .isEqualTo("second");
    }

    @Test
    void aBareVmIsMade() throws IOException {
        String vm = daemon.told("vm-create", "name-label=bare", "name-description=to be furnished");
        assertThat(daemon.told("vm-list", "uuid=" + vm, "params=name-description", "--minimal"))
                .isEqualTo("to be furnished");
        assertThat(daemon.told("vm-param-get", "uuid=" + vm, "param-name=memory-static-max"))
                .isEqualTo("268435456");
        daemon.told("vm-destroy", "uuid=" + vm);
    }

    @Test
    void whatProcessorsCanDoIsTold() throws IOException {
        String features = daemon.told("host-get-cpu-features");
        assertThat(features).matches("[0-9a-f]{8}(-[0-9a-f]{8})+");
        assertThat(daemon.told("host-get-cpu-features", "uuid=" + daemon.told("host-list", "--minimal")))
                .isEqualTo(features);
        assertThat(daemon.told("pool-get-cpu-features")).isEqualTo(features);
    }

    @Test
    void alertsAreDestroyedByTheirPriority() throws IOException {
        String pool = daemon.told("pool-list", "--minimal");
        for (String priority : List.of("1", "5")) {
            daemon.told("message-create", "name=test", "body=b", "priority=" + priority, "pool-uuid=" + pool);
        }
        daemon.told("message-destroy-all", "priority=5");
        assertThat(daemon.told("message-list", "name=test", "params=priority", "--minimal"))
                .isEqualTo("1");
    }

    @Test
    void mapsAndRowsOfAHostArePrintedRaw() throws IOException {
        assertThat(daemon.told("host-cpu-info")).containsPattern("^cpu_count +: [0-9]+\n +family: ");
        assertThat(daemon.xe("host-data-source-list").err()).contains("host.get_data_sources");
        String vm = daemon.guest("measured");
        daemon.told("vm-start", "uuid=" + vm);
        assertThat(daemon.told("vm-data-source-list", "uuid=" + vm))
                .startsWith("name_label      ")
                .containsPattern("(?m)^ +standard: true$");
        daemon.told("vm-shutdown", "uuid=" + vm, "--force");
    }

    @Test
    void filesOfTheClientStandForWhatIsInThem() throws IOException {
        Path disks = Files.createDirectories(folder.resolve("more disks"));
        Path file = Files.writeString(folder.resolve("where"), disks.toString());
        String sr = daemon.told("sr-create", "type=file", "name-label=more", "device-config-file:location=" + file);
        assertThat(daemon.told("pbd-list", "sr-uuid=" + sr, "params=device-config", "--minimal"))
                .isEqualTo("location: " + disks);
        Path missing = folder.resolve("not there");
        assertThat(daemon.xe("sr-create", "type=file", "name-label=none", "device-config-file:location=" + missing))
                .isEqualTo(new Outcome("", "Error: Could not read the file '" + missing + "'\n", 1));
        Path half = Files.write(folder.resolve("half"), new byte[600 << 10]);
        assertThat(daemon.xe(
                                "sr-create",
                                "type=file",
                                "name-label=none",
                                "device-config-file:a=" + half,
                                "device-config-file:b=" + half)
                        .err())
                .isEqualTo("Error: The files of a command have at most 1 MiB together; '" + half + "' is too large\n");
        assertThat(daemon.xe(
                                "host-call-plugin",
                                "host-uuid=" + daemon.told("host-list", "--minimal"),
                                "plugin=none",
                                "fn=f",
                                "args:a:file=" + file)
                        .err())
                .contains("Error code: XENAPI_MISSING_PLUGIN");
    }

    @Test
    void aHostIsGivenUpOnlyWhenThatIsMeant() throws IOException {
        String host = daemon.told("host-list", "--minimal");
        String name = daemon.told("host-param-get", "uuid=" + host, "param-name=name-label");
        Outcome refused = daemon.answering(List.of("n"), "host-forget", "uuid=" + host);
        assertThat(refused.status()).isZero();
        assertThat(refused.out())
                .endsWith("host: " + host + " (" + name + ")\nType 'yes' to continue\nAborted (you typed: 'n')\n");
        assertThat(daemon.told("host-list", "--minimal")).isEqualTo(host);
        assertThat(daemon.xe("vdi-unlock", "uuid=" + host).err())
                .isEqualTo("Error: This operation is dangerous and may cause data loss. This operation must be forced"
                        + " (use --force).\n");
    }

    @Test
    void wordsOfEnumerationsAreThoseOfTheCommandLine() throws IOException {
        String vm = daemon.guest("spelt");
        assertThat(daemon.told("vm-param-get", "uuid=" + vm, "param-name=actions-after-crash"))
                .isEqualTo("Restart");
        assertThat(daemon.told("vm-param-get", "uuid=" + vm, "param-name=domain-type"))
                .isIn("hvm", "pv", "pvh", "pv-in-pvh", "unspecified");
        String sr = daemon.told("sr-list", "content-type=user", "--minimal").split(",")[0];
        assertThat(daemon.told("sr-param-get", "uuid=" + sr, "param-name=allowed-operations")
                        .split("; "))
                .contains("VDI.create", "scan");
        String host = daemon.told("host-list", "--minimal");
        assertThat(daemon.told("host-param-get", "uuid=" + host, "param-name=allowed-operations")
                        .split("; "))
                .contains("VM.start");
    }
}
