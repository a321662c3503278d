package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of real guests, and of calls that were under way, when the daemon or a guest's QEMU is killed. */
@Tag("guests")
class KilledDaemonTest {
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

    @Test
    void aGuestGoesOnWhileTheDaemonIsKilledAndIsTakenOverAgain() throws Exception {
        guest.boot();
        List<Long> before = LeftGuests.of(daemon.stateDirectory());
        List<JsonNode> told = told();

        killAndStartAgain();

        assertThat(LeftGuests.of(daemon.stateDirectory())).isEqualTo(before).hasSize(1);
        assertThat(guest.powerState()).isEqualTo("Running");
        assertThat(told()).isEqualTo(told);
        assertThat(guest.isAttached()).isTrue();
        client.call("VM.clean_shutdown", guest.ref()); // it still listens
        assertHaltedWithoutRemains();
    }

    /** What clients hold on to, or show, of a guest that runs. */
    private List<JsonNode> told() throws Exception {
        var told = new ArrayList<JsonNode>();
        for (String field : List.of("domid", "resident_on", "consoles", "metrics", "guest_metrics", "VBDs", "VIFs")) {
            told.add(client.call("VM.get_" + field, guest.ref()));
        }
        String metrics = client.call("VM.get_metrics", guest.ref()).asText();
        told.add(client.call("VM_metrics.get_start_time", metrics));
        String console = client.call("VM.get_consoles", guest.ref()).get(0).asText();
        String location = client.call("console.get_location", console).asText();
        told.add(TextNode.valueOf(location.replaceFirst(":[0-9]+/", "/"))); // the daemon takes another free port
        return told;
    }

    @Test
    void aGuestWhoseQemuIsKilledIsSoonSeenHalted() throws Exception {
        client.call("VM.start", guest.ref(), false, false);

        LeftGuests.end(daemon.stateDirectory());

        ApiClient.until("it is seen halted", () -> guest.powerState().equals("Halted"));
        assertHaltedWithoutRemains();
    }

    @Test
    void aGuestThatDiedWithTheDaemonIsHaltedAfterwards() throws Exception {
        client.call("VM.start", guest.ref(), false, false);
        daemon.kill();
        LeftGuests.end(daemon.stateDirectory());

        startAgain();

        ApiClient.until("it is seen halted", () -> guest.powerState().equals("Halted"));
        assertHaltedWithoutRemains();
    }

    @Test
    void callsUnderWayEndWithARealResultWheneverTheDaemonIsKilled() throws Exception {
        long seed = Long.getLong("xapid.torture.seed", System.nanoTime());
        System.out.println("killed during calls, seed " + seed);
        var random = new Random(seed);
        for (String operation : List.of("start", "pause", "unpause", "hard_shutdown", "start", "hard_shutdown")) {
            if (isPossible(operation)) {
                String task = operation.equals("start")
                        ? client.call("Async.VM.start", guest.ref(), false, false)
                                .asText()
                        : client.call("Async.VM." + operation, guest.ref()).asText();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(300)); // the random moment is the point
                killAndStartAgain();
                assertSettled(operation, task);
            }
        }
        if (!guest.powerState().equals("Halted")) {
            client.call("VM.hard_shutdown", guest.ref());
        }
        assertHaltedWithoutRemains();
    }

    private boolean isPossible(String operation) throws Exception {
        return client.call("VM.get_allowed_operations", guest.ref()).toString().contains('"' + operation + '"');
    }

    private void assertSettled(String operation, String task) throws Exception {
        ApiClient.until(
                "the task of " + operation + " ends", () -> !status(task).equals("pending"));
        assertThat(status(task)).as(operation).isIn("success", "failure", "cancelled");
        ApiClient.until("no operation is left", () -> guest.currentOperations().isEmpty());
        boolean runs = !guest.powerState().equals("Halted");
        ApiClient.until(
                "one QEMU for a guest that runs, else none",
                () -> LeftGuests.of(daemon.stateDirectory()).size() == (runs ? 1 : 0));
        assertThat(guest.isAttached()).as("devices after " + operation).isEqualTo(runs);
        client.call("task.destroy", task);
    }

    private String status(String task) throws Exception {
        JsonNode status = client.call("task.get_status", task);
        return status.asText();
    }

    private void assertHaltedWithoutRemains() throws Exception {
        assertThat(guest.powerState()).isEqualTo("Halted");
        assertThat(guest.isAttached()).isFalse();
        ApiClient.until(
                "no QEMU is left", () -> LeftGuests.of(daemon.stateDirectory()).isEmpty());
        guest.destroy(); // which needs its disk to be free
    }

    private void killAndStartAgain() throws Exception {
        daemon.kill();
        startAgain();
    }

    private void startAgain() throws Exception {
        daemon.startAgain();
        client = client.at(daemon);
        guest = guest.through(client);
    }
}
