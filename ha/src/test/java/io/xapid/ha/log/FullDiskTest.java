package io.xapid.ha.log;

import static io.xapid.ha.log.StateDir.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xapid.model.store.LogException;
import io.xapid.model.store.RecordingSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is truly full: a small tmpfs. Mounting it takes root. */
class FullDiskTest {
    private static final int DISK_KIB = 2048;

    @TempDir
    Path directory;

    private Path disk = Path.of("unset");

    @BeforeEach
    void mount() throws Exception {
        boolean isRoot = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        assumeTrue(isRoot, "a full disk takes root to be made");
        disk = Files.createDirectory(directory.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=" + DISK_KIB + "k", "xapid-test", disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        if (Files.exists(disk)) {
            run("umount", "--lazy", disk.toString());
        }
    }

    @Test
    void refusesEntriesWhileThereIsNoRoomAndGoesOnWhenThereIs() throws Exception {
        var state = new StateDir(disk.resolve("state"));
        var sink = new RecordingSink();
        long acknowledged;
        try (var log = new LocalLog(state.path())) {
            log.start(sink);
            StateDir.append(log, 1, 10);
            fill();

            acknowledged = appendUntilFull(log, 11);
            for (int i = 0; i < 5; i++) {
                assertFull(log, acknowledged + 1);
            }
            assertThat(sink.last()).isEqualTo(acknowledged);
            makeRoom();
            StateDir.append(log, acknowledged + 1, acknowledged + 10);
            assertThat(sink.texts()).containsExactlyElementsOf(texts(1, acknowledged + 10));
        }

        assertThat(state.open().texts()).containsExactlyElementsOf(texts(1, acknowledged + 10));
    }

    @Test
    void whatWasRefusedDoesNotComeBackAfterACrash() throws Exception {
        var state = new StateDir(disk.resolve("state"));
        try (var log = new LocalLog(state.path())) {
            log.start(new RecordingSink());
            StateDir.append(log, 1, 10);
            fill();
            long acknowledged = appendUntilFull(log, 11);

            StateDir killed = state.copyTo(directory.resolve("killed"));

            assertThat(killed.open().texts()).containsExactlyElementsOf(texts(1, acknowledged));
        }
    }

    @Test
    void startsOnAFullDiskAndWaitsForRoom() throws Exception {
        var state = new StateDir(disk.resolve("state"));
        StateDir killed;
        long acknowledged;
        try (var log = new LocalLog(state.path())) {
            log.start(new RecordingSink());
            fill();
            acknowledged = appendUntilFull(log, 1);
            killed = new StateDir(disk.resolve("state"));
            Files.createDirectories(directory.resolve("copy"));
            killed = killed.copyTo(directory.resolve("copy"));
        }
        makeRoom();
        StateDir restored = killed.copyTo(disk.resolve("restored"));
        fill();

        try (var log = new LocalLog(restored.path())) {
            var sink = new RecordingSink();
            log.start(sink);
            assertThat(sink.texts()).containsExactlyElementsOf(texts(1, acknowledged));
            makeRoom();
            StateDir.append(log, acknowledged + 1, acknowledged + 1);
        }
    }

    @Test
    void anImageThatFindsNoRoomFailsAndEntriesGoOn() throws Exception {
        var state = new StateDir(disk.resolve("state"));
        try (var log = new LocalLog(state.path())) {
            log.start(new RecordingSink());
            StateDir.append(log, 1, 10);

            var kept = log.keep(10, out -> out.write(new byte[DISK_KIB * 2048])).toCompletableFuture();

            assertThatThrownBy(kept::join)
                    .hasCauseInstanceOf(LogException.class)
                    .hasMessageContaining("is full");
            StateDir.append(log, 11, 20);
            log.keep(20, out -> out.write(new byte[1000])).toCompletableFuture().join();
        }

        assertThat(state.open().sink().imageIndex()).isEqualTo(20);
    }

    @Test
    void aFirstStartWithoutRoomSaysSo() throws Exception {
        fill();

        assertThatThrownBy(() -> new StateDir(disk.resolve("state")).open())
                .isInstanceOf(LogException.class)
                .hasMessageContaining(disk.resolve("state").toString());
    }

    private static long appendUntilFull(LocalLog log, long from) {
        for (long index = from; index < from + 10_000; index++) {
            try {
                log.append(index, StateDir.entry(index)).toCompletableFuture().join();
            } catch (CompletionException full) {
                assertThat(full.getCause()).isInstanceOf(LogException.class).hasMessageContaining("is full");
                return index - 1;
            }
        }
        throw new AssertionError("the disk does not fill");
    }

    private void assertFull(LocalLog log, long index) {
        assertThatThrownBy(() -> log.append(index, StateDir.entry(index))
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(LogException.class)
                .hasMessageContaining("The disk under " + disk.resolve("state") + " is full");
    }

    /** Leaves room for a few pages. */
    private void fill() throws IOException {
        try (var channel = FileChannel.open(
                filler(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long spare = 10L * DurableDatabase.PAGE_BYTES;
            while (Files.getFileStore(disk).getUsableSpace() > spare) {
                channel.write(ByteBuffer.allocate(1024));
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private void makeRoom() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return disk.resolve("filler");
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(List.of(command)).inheritIO().start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }
}
