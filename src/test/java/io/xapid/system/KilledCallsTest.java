package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The daemon is killed at several moments of calls that take a while: each ends with what became of it, and nothing is left. */
@Tag("guests")
class KilledCallsTest {
    private static final long DISK_BYTES = 256L << 20;

    @TempDir
    Path scratch;

    private RealDaemon daemon;
    private ApiClient client;
    private Guest guest;

    @BeforeEach
    void start() throws Exception {
        daemon = RealDaemon.withGuests(scratch.resolve("state"));
        client = ApiClient.login(daemon);
        guest = Guest.made(client, "survivor");
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 400})
    void aCleanShutdown(int millis) throws Exception {
        guest.boot();

        String task = client.call("Async.VM.clean_shutdown", guest.ref()).asText();
        killAfter(millis);

        if (ended(task).equals("success")) {
            assertThat(guest.powerState()).isEqualTo("Halted");
        } else {
            endHard();
        }
        assertThat(guest.isAttached()).isFalse();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 200})
    void aCopyOfADisk(int millis) throws Exception {
        String sr = client.call("VDI.get_SR", guest.disk()).asText();
        String disk = disk("source", sr);
        fill(disk);

        String task = client.call("Async.VDI.copy", disk, sr).asText();
        killAfter(millis);

        if (ended(task).equals("success")) {
            String copy = CompactXml.single(client.call("task.get_result", task).asText())
                    .asText();
            assertThat(Tool.run(
                                    List.of(
                                            "qemu-img",
                                            "compare",
                                            file(disk).toString(),
                                            file(copy).toString()),
                                    Map.of())
                            .exitCode())
                    .as("the copy is whole")
                    .isZero();
            client.call("VDI.destroy", copy);
        }
        client.call("VDI.destroy", disk);
        assertThat(client.call("SR.get_VDIs", sr)).hasSize(1);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 25, 60})
    void thePluggingOfADisk(int millis) throws Exception {
        String sr = client.call("VDI.get_SR", guest.disk()).asText();
        String disk = disk("plugged", sr);
        client.call("VM.start", guest.ref(), false, false);
        String drive = client.call("VBD.create", drive(disk)).asText();

        String task = client.call("Async.VBD.plug", drive).asText();
        killAfter(millis);

        boolean done = ended(task).equals("success");
        ApiClient.until(
                "no operation is left",
                () -> client.call("VBD.get_current_operations", drive).isEmpty());
        assertThat(client.call("VBD.get_currently_attached", drive).asBoolean()).isEqualTo(done);
        if (!done) {
            client.call("VBD.plug", drive); // which finds nothing in its way
        }
        client.call("VM.hard_shutdown", guest.ref());
        client.call("VBD.destroy", drive);
        client.call("VDI.destroy", disk);
        assertNothingIsLeft();
    }

    /** Ends a guest that may be on its way down already. */
    private void endHard() throws Exception {
        try {
            client.call("VM.hard_shutdown", guest.ref());
        } catch (ApiClient.Refused late) {
            assertThat(late.description()).startsWith("VM_BAD_POWER_STATE");
        }
        ApiClient.until("the guest is down", () -> guest.powerState().equals("Halted"));
    }

    private void killAfter(int millis) throws Exception {
        TimeUnit.MILLISECONDS.sleep(millis); // the moment is the point
        daemon.kill();
        daemon.startAgain();
        client = client.at(daemon);
        guest = guest.through(client);
    }

    /** How a task ended, which it must, with all that clients read of it. */
    private String ended(String task) throws Exception {
        ApiClient.until(
                "the task ends",
                () -> !client.call("task.get_status", task).asText().equals("pending"));
        JsonNode record = client.call("task.get_record", task);
        String status = record.get("status").asText();
        System.out.println(record.get("name_label").asText() + " ended: " + status + " " + record.get("error_info"));
        assertThat(status).isIn("success", "failure", "cancelled");
        assertThat(record.get("error_info").isEmpty()).isEqualTo(status.equals("success"));
        assertThat(record.get("error_info").toString()).doesNotContain("INTERNAL_ERROR");
        assertThat(record.get("finished").asText()).isGreaterThan("19700101T00:00:00Z");
        ApiClient.until("no operation is left", () -> guest.currentOperations().isEmpty());
        return status;
    }

    private void assertNothingIsLeft() throws Exception {
        assertThat(guest.powerState()).isEqualTo("Halted");
        guest.destroy();
        ApiClient.until("no process is left", () -> processes().isEmpty());
        ApiClient.until("no tap is left", () -> taps().isEmpty());
        ApiClient.until("no file is left", () -> images().isEmpty());
    }

    /** What the daemon has started and works on its state directory. */
    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != daemon.pid())
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(daemon.stateDirectory().toString()))
                        .isPresent())
                .toList();
    }

    private static String taps() throws Exception {
        return Tool.run(List.of("ip", "-br", "link", "show", "type", "tun"), Map.of())
                .output();
    }

    private List<String> images() throws IOException {
        try (Stream<Path> files = Files.list(daemon.stateDirectory().resolve("sr/disks"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("repository.json") && !name.equals(".lock"))
                    .toList();
        }
    }

    private Path file(String disk) throws Exception {
        String uuid = client.call("VDI.get_uuid", disk).asText();
        return daemon.stateDirectory().resolve("sr/disks/" + uuid + ".qcow2");
    }

    /** Puts something in, so that copying takes its time. */
    private void fill(String disk) throws Exception {
        var written = Tool.run(
                List.of(
                        "qemu-io",
                        "-f",
                        "qcow2",
                        "-c",
                        "write -P 7 0 " + DISK_BYTES,
                        file(disk).toString()),
                Map.of());
        assertThat(written.exitCode()).as(written.output()).isZero();
    }

    private String disk(String name, String sr) throws Exception {
        var disk = new HashMap<String, Object>(Map.of("name_label", name, "SR", sr, "virtual_size", DISK_BYTES));
        disk.putAll(Map.of("type", "user", "sharable", false, "read_only", false, "other_config", Map.of()));
        return client.call("VDI.create", disk).asText();
    }

    private Map<String, Object> drive(String disk) {
        var drive = new HashMap<String, Object>(Map.of("VM", guest.ref(), "VDI", disk, "userdevice", "2"));
        drive.putAll(Map.of("type", "Disk", "bootable", false, "mode", "RW", "empty", false));
        drive.putAll(Map.of("other_config", Map.of(), "qos_algorithm_type", "", "qos_algorithm_params", Map.of()));
        return drive;
    }
}
