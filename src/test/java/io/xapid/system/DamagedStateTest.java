package io.xapid.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that finds its state damaged: it says so and touches nothing, unless it is told to go on with what is intact. */
class DamagedStateTest {
    private static final int WRITES = 20;
    private static final int DAMAGED = 5; // the exit code that says so

    @TempDir
    Path scratch;

    private RealDaemon daemon;
    private ApiClient client;
    private String pool;

    /** Leaves the state of a daemon that was killed after some acknowledged writes. */
    @BeforeEach
    void leaveSomeState() throws Exception {
        daemon = RealDaemon.start(scratch.resolve("state"), "--hypervisor", "simulator");
        client = ApiClient.login(daemon);
        pool = client.call("pool.get_all").get(0).asText();
        for (int i = 0; i < WRITES; i++) {
            client.call("pool.add_to_other_config", pool, "k" + i, "value");
        }
        daemon.kill();
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void flippedBytesAreRefusedUntilToldToGoOnWithWhatIsIntact() throws Exception {
        flip(log(), position(log(), "k10"));
        Map<String, String> before = files();

        Tool refused = daemon.tryToStart();

        assertThat(refused.exitCode()).isEqualTo(DAMAGED);
        assertThat(refused.output().strip())
                .hasLineCount(1)
                .startsWith("xapid: The state cannot be trusted: ")
                .contains("Nothing was changed", "--recover-prefix");
        assertThat(files()).isEqualTo(before);

        daemon.startAgain("--recover-prefix");
        assertThat(keysAfterwards()).isEqualTo(10);
        assertThat(daemon.output()).contains("what came later is lost", "state.db.damaged-1");
        assertThat(daemon.stateDirectory().resolve("state.db-wal.damaged-1")).exists();
        client.call("pool.add_to_other_config", pool, "k10", "anew");
        daemon.kill();
        daemon.startAgain();
        assertThat(keysAfterwards()).isEqualTo(11);
    }

    @Test
    void anAcknowledgedWriteThatIsCutOffIsRefusedToo() throws Exception {
        try (var file = FileChannel.open(log(), StandardOpenOption.WRITE)) {
            file.truncate(position(log(), "k" + (WRITES - 1)));
        }

        Tool refused = daemon.tryToStart();

        assertThat(refused.exitCode()).isEqualTo(DAMAGED);
        assertThat(refused.output().strip()).hasLineCount(1).contains("--recover-prefix");
    }

    @Test
    void aWriteThatWasCutShortWasNeverAcknowledgedAndIsLeftOut() throws Exception {
        byte[] begun = new byte[1_000];
        Files.write(log(), begun, StandardOpenOption.APPEND);

        daemon.startAgain();

        assertThat(keysAfterwards()).isEqualTo(WRITES);
    }

    @Test
    void aStateThatIsNoneIsRefused() throws Exception {
        Files.writeString(daemon.stateDirectory().resolve("state.db"), "This is not a database. ".repeat(1_000));
        Map<String, String> before = files();

        Tool refused = daemon.tryToStart();

        assertThat(refused.exitCode()).isEqualTo(DAMAGED);
        assertThat(refused.output().strip()).hasLineCount(1).contains("Nothing was changed");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    @EnabledIf(value = "io.xapid.system.SmallDisk#isRoot", disabledReason = "a read-only disk takes root to be made")
    void aDiskThatMayNotBeWrittenIsRefused() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(scratch.resolve("disk"), 1)) {
            disk.makeReadOnly();

            Tool refused = daemon.tryToStart("--state-dir", disk.path().toString());

            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(refused.output().strip())
                    .isEqualTo("xapid: state directory " + disk.path() + " is not writable");
        }
    }

    private int keysAfterwards() throws Exception {
        client = client.at(daemon); // with the session from before the kill
        var keys = client.call("pool.get_other_config", pool);
        int count = 0;
        while (keys.has("k" + count)) {
            count++;
        }
        return count;
    }

    private Path log() {
        return daemon.stateDirectory().resolve("state.db-wal");
    }

    /** Where a text first stands in a file. */
    private static long position(Path file, String text) throws IOException {
        String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
        int at = bytes.indexOf(text);
        assertThat(at).as(text + " in " + file).isPositive();
        return at;
    }

    private static void flip(Path file, long position) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("K".getBytes(UTF_8)), position);
        }
    }

    /** What stands in the state directory, but for the log and the process id in the lock. */
    private Map<String, String> files() throws Exception {
        var found = new TreeMap<String, String>();
        try (Stream<Path> all = Files.walk(daemon.stateDirectory())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                found.put(
                        daemon.stateDirectory().relativize(file).toString(),
                        HexFormat.of().formatHex(sum));
            }
        }
        found.keySet().removeIf(name -> name.startsWith("log/") || name.equals("lock"));
        return found;
    }
}
