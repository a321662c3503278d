package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** A disk that can truly be full: a small tmpfs, mounted where only this test and its daemons see it. It takes root. */
final class SmallDisk implements AutoCloseable {
    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    static SmallDisk mount(Path path, int mebibytes) throws IOException, InterruptedException {
        Files.createDirectories(path);
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "xapid-test", path.toString());
        return new SmallDisk(path);
    }

    /** Whether {@link #mount} works here. */
    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    Path path() {
        return path;
    }

    /** Takes all the room there is. */
    void fill() throws IOException {
        try (var channel = FileChannel.open(
                filler(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            for (long spare = Long.MAX_VALUE;
                    spare > 0;
                    spare = Files.getFileStore(path).getUsableSpace()) {
                channel.write(ByteBuffer.allocate(4096));
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    void makeRoom() throws IOException {
        Files.deleteIfExists(filler());
    }

    void makeReadOnly() throws IOException, InterruptedException {
        run("mount", "-o", "remount,ro", path.toString());
    }

    @Override
    public void close() {
        try {
            run("umount", "--lazy", path.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Path filler() {
        return path.resolve("filler");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var mount = Tool.run(List.of(command), Map.of());
        assertThat(mount.exitCode()).as(mount.output()).isZero();
    }
}
