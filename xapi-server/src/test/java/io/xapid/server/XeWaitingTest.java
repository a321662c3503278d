package io.xapid.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.server.cli.ThinClient;
import io.xapid.server.cli.ThinClient.Outcome;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code xe} tells of work that lasts, of waiting, and of failures. */
class XeWaitingTest {
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

    private static CompletableFuture<Outcome> beginning(String... words) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return daemon.xe(words);
            } catch (IOException problem) {
                throw new CompletionException(problem);
            }
        });
    }

    @Test
    void anEventIsWaitedForUntilItIsThere() throws Exception {
        String vm = daemon.guest("awaited");
        CompletableFuture<Outcome> running = beginning("event-wait", "class=vm", "uuid=" + vm, "power-state=running");
        CompletableFuture<Outcome> renamed =
                beginning("event-wait", "class=vm", "uuid=" + vm, "name-label=/=awaited", "other-config:x=/=y");
        assertThat(daemon.told("vm-param-get", "uuid=" + vm, "param-name=power-state"))
                .isEqualTo("halted");
        assertThat(running).isNotDone();
        daemon.told("vm-start", "uuid=" + vm);
        assertThat(running.get(20, TimeUnit.SECONDS)).isEqualTo(new Outcome("", "", 0));
        assertThat(renamed).isNotDone();
        daemon.told("vm-param-set", "uuid=" + vm, "name-label=other");
        assertThat(renamed.get(20, TimeUnit.SECONDS)).isEqualTo(new Outcome("", "", 0));
        daemon.told("vm-shutdown", "uuid=" + vm, "--force");
    }

    @Test
    void whatCannotBeWaitedForIsNamed() throws IOException {
        assertThat(daemon.xe("event-wait").err())
                .isEqualTo("Required parameter not found: class\nFor usage run: 'xe help'\n");
        assertThat(daemon.xe("event-wait", "class=nothing").err()).isEqualTo("Error: Unknown class 'nothing'\n");
        assertThat(daemon.xe("event-wait", "class=vm", "colour=red").err())
                .isEqualTo("Error: Unknown field 'colour'\n");
    }

    @Test
    void progressIsShownOnTheOtherOutput() throws IOException {
        String vm = daemon.guest("watched");
        Outcome started = daemon.xe("vm-start", "uuid=" + vm, "--progress");
        assertThat(started.out()).isEmpty();
        assertThat(started.status()).isZero();
        assertThat(started.err())
                .matches("(?s)(\r\\[[-|/\\\\]\\] #*> *\\( *[0-9]+% ETA [-0-9:]{8}\\))+\nTotal time: 00:00:[0-9]{2}\n");
        assertThat(daemon.xe("vm-start", "uuid=" + vm, "--progress").err())
                .contains(")\nThe virtual machine is not", "Error code: VM_BAD_POWER_STATE")
                .doesNotContain("Total time");
    }

    @Test
    void failuresNameTheObjectTheCodeAndTheNextStep() throws IOException {
        String vm = daemon.guest("halted");
        Outcome refused = daemon.xe("vm-pause", "uuid=" + vm);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err().split("\n"))
                .containsSequence("vm: " + vm + " (halted)", "expected: running", "actual: halted")
                .endsWith(
                        "Error code: VM_BAD_POWER_STATE",
                        "Next step: see what is allowed now: xe vm-param-get uuid=" + vm
                                + " param-name=allowed-operations");
        assertThat(daemon.xe("vm-pause", "uuid=" + vm, "--minimal").err())
                .as("for scripts, to the byte as it is known")
                .endsWith("actual: halted\n");
    }

    @Test
    void traceTellsWhatWasRaised() throws IOException {
        String vm = daemon.guest("traced");
        assertThat(daemon.xe("vm-pause", "uuid=" + vm, "--trace").err())
                .containsPattern(
                        "\nRaised Server_error\\(VM_BAD_POWER_STATE, \\[ OpaqueRef:[-0-9a-f]+; running; halted \\]\\)\nBacktrace:\n$");
        assertThat(daemon.xe("vm-pause", "vm=nobody", "--trace").err()).isEqualTo("""
                        Error: No matching VMs found
                        Raised Cli_failure(Error: No matching VMs found)
                        Backtrace:
                        """);
    }

    @Test
    void whoLeavesWhileACommandWaitsTakesNoRoomFromOthers() throws Exception {
        String vm = daemon.guest("left");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (int left = 68; left > 0; left--) { // more than may talk at once
            while (!beginsAndLeaves(left % 20 == 0, "event-wait", "class=vm", "uuid=" + vm, "power-state=paused")) {
                assertThat(System.nanoTime()).as("room for the next").isLessThan(deadline);
            }
        }
    }

    /** Whether the server began to talk. */
    private static boolean beginsAndLeaves(boolean throughTls, String... words) throws IOException {
        try (var socket = throughTls ? daemon.connectSafely() : daemon.connect()) {
            socket.setSoTimeout(20_000);
            ThinClient.request(socket, String.join("\n", daemon.withPassword(words)));
            socket.getOutputStream().write(ThinClient.greeting());
            return socket.getInputStream().readNBytes(35).length == 35;
        } catch (SocketException | SSLException refused) {
            return false;
        }
    }
}
