package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.system.ApiClient.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The disk under the state is full: calls that write fail and say why, and the daemon goes on by itself when there is room. */
@EnabledIf(value = "io.xapid.system.SmallDisk#isRoot", disabledReason = "a full disk takes root to be made")
class FullDiskTest {
    private static final int DISK_MEBIBYTES = 12;
    private static final int MANY = 5_000;
    private static final int STATE_DIRECTORY = 4; // the exit code that says that it cannot be used

    @TempDir
    Path scratch;

    private SmallDisk disk;
    private RealDaemon daemon;
    private ApiClient client;
    private String pool;

    @BeforeEach
    void start() throws Exception {
        disk = SmallDisk.mount(scratch.resolve("disk"), DISK_MEBIBYTES);
        daemon = RealDaemon.start(
                disk.path().resolve("state"),
                "--hypervisor",
                "simulator",
                "--cache",
                scratch.resolve("none").toString());
        client = ApiClient.login(daemon);
        pool = client.call("pool.get_all").get(0).asText();
    }

    @AfterEach
    void stop() {
        daemon.close();
        disk.close();
    }

    @Test
    void callsThatWriteAreRefusedUntilThereIsRoomAndNothingAcknowledgedIsLost() throws Exception {
        disk.fill();
        int acknowledged = writeUntilRefused();
        assertThat(client.call("pool.get_other_config", pool).has("k" + acknowledged))
                .as("what was refused is not there")
                .isFalse();
        assertRefused(() -> ApiClient.login(daemon));
        assertRefused(() -> client.call("Async.pool.enable_ha", List.of(), Map.of()));

        disk.makeRoom();
        write(acknowledged);
        daemon.kill();
        daemon.startAgain();

        client = client.at(daemon);
        assertThere(acknowledged + 1);
        assertThat(daemon.output()).as("told once").containsOnlyOnce("Entries are refused");
    }

    @Test
    void aDaemonThatDiedOnAFullDiskSaysSoAndStartsWhenThereIsRoom() throws Exception {
        disk.fill();
        int acknowledged = writeUntilRefused();
        daemon.kill();

        Tool refused = daemon.tryToStart();
        assertThat(refused.exitCode()).isEqualTo(STATE_DIRECTORY);
        assertThat(refused.output().strip().lines().toList())
                .last()
                .asString()
                .isEqualTo("xapid: state directory %s cannot be written: the disk is full; make room and start again"
                        .formatted(daemon.stateDirectory()));
        disk.makeRoom();
        daemon.startAgain();

        client = client.at(daemon);
        assertThere(acknowledged);
    }

    private void assertThere(int acknowledged) throws Exception {
        var keys = client.call("pool.get_other_config", pool);
        for (int i = 0; i < acknowledged; i++) {
            assertThat(keys.has("k" + i)).as("acknowledged write " + i).isTrue();
        }
    }

    private int writeUntilRefused() throws Exception {
        for (int i = 0; i < MANY; i++) {
            int number = i;
            try {
                write(number);
            } catch (Refused full) {
                assertRefused(() -> write(number));
                return number;
            }
        }
        throw new AssertionError("the disk does not fill");
    }

    private void write(int number) throws Exception {
        client.call("pool.add_to_other_config", pool, "k" + number, "x");
    }

    private void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.description())
                                .containsExactly(
                                        "OUT_OF_SPACE", daemon.stateDirectory().toString()));
    }
}
