package io.xapid.storage.directory;

import static io.xapid.storage.ExpectedFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.storage.NewVolume;
import io.xapid.storage.QemuImg;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.StorageException;
import io.xapid.storage.StorageException.Kind;
import io.xapid.storage.Transfer;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A repository on a file system of 8 MiB, with no byte left. */
@EnabledIf(value = "isRoot", disabledReason = "a full disk takes root to be made")
class FullDiskTest {
    private static final long MIB = 1 << 20;
    private static final VolumeLabels LABELS = VolumeLabels.named("disk");
    private static final int BLOCK = 4_096;

    @TempDir
    Path mount = Path.of("/nonexistent");

    private final DirectoryBackend backend = new DirectoryBackend("file", new QemuImg(Path.of("/usr/bin/qemu-img")));
    private VolumeId volume = VolumeId.random();
    private Repository repository;
    private Disk disk;

    @SuppressWarnings("NullAway.Init") // JUnit calls fill first
    FullDiskTest() {}

    static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    @BeforeEach
    void fill() throws Exception {
        run("mount", "-t", "tmpfs", "-o", "size=8m", "xapid-test", mount.toString());
        var spec = new RepositorySpec(
                UUID.randomUUID(), Map.of("location", mount.resolve("sr").toString()));
        backend.create(spec);
        repository = backend.attach(spec);
        disk = new Disk(repository);
        volume = repository.create(new NewVolume(volume, LABELS, 16 * MIB)).id();
        disk.write(volume, 1, 0, 4 * MIB);
        repository.stat();
        try (var ballast = Files.newOutputStream(mount.resolve("ballast"))) {
            while (true) {
                ballast.write(new byte[BLOCK]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    @AfterEach
    void unmount() throws Exception {
        try {
            repository.close();
        } finally {
            run("umount", mount.toString());
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    @Test
    void refusesWhatDoesNotFitAndKeepsWhatIsThere() {
        var id = VolumeId.random();
        assertFails(Kind.NO_SPACE, () -> repository.create(new NewVolume(id, LABELS, MIB)));
        assertFails(Kind.NO_SPACE, () -> repository.snapshot(volume, id, LABELS));
        assertFails(Kind.NO_SPACE, () -> repository.clone(volume, id, LABELS));
        assertFails(
                Kind.NO_SPACE,
                () -> repository.copyWithin(volume, new NewVolume(id, LABELS, 16 * MIB), Transfer.unwatched()));
        assertFails(Kind.NO_SPACE, () -> repository.relabel(volume, VolumeLabels.named("new")));

        assertThat(repository.scan().remarks()).isEmpty();
        assertThat(repository.scan().volumes()).singleElement().satisfies(only -> {
            assertThat(only.id()).isEqualTo(volume);
            assertThat(only.labels()).isEqualTo(LABELS);
            assertThat(only.parent()).isEmpty();
        });
        assertThat(mount.resolve("sr")).isDirectoryNotContaining("glob:**/.tmp-*");
        disk.expect(volume, 1, 0, 4 * MIB);
        disk.expect(volume, 0, 4 * MIB, 12 * MIB);
    }

    @Test
    void tellsHowFullItIsAndGivesSpaceBack() throws IOException {
        assertThat(repository.stat().utilisedBytes())
                .isEqualTo(repository.stat().physicalBytes());
        assertThat(repository.stat().physicalBytes()).isEqualTo(8 * MIB);
        assertThat(repository.stat().virtualBytes()).isEqualTo(16 * MIB);

        repository.delete(volume);
        assertThat(repository.stat().utilisedBytes()).isLessThan(5 * MIB);
        repository.create(new NewVolume(VolumeId.random(), LABELS, MIB));
    }

    @Test
    void staysWholeWhereverTheSpaceEnds() throws IOException {
        Path ballast = mount.resolve("ballast");
        for (long blocks = 1; blocks <= 200; blocks += 7) {
            try (var file = FileChannel.open(ballast, StandardOpenOption.WRITE)) {
                file.truncate(file.size() - 7L * BLOCK);
            }
            try {
                repository.snapshot(volume, VolumeId.random(), LABELS);
                break;
            } catch (StorageException e) {
                assertThat(e.kind()).isEqualTo(Kind.NO_SPACE);
            }
            List<Volume> left = repository.scan().volumes();
            assertThat(left.stream().filter(v -> !v.hidden()).map(Volume::id)).containsExactly(volume);
            disk.expect(volume, 1, 0, 4 * MIB);
        }

        assertThat(repository.scan().volumes()).filteredOn(v -> !v.hidden()).hasSize(2);
        disk.expect(volume, 1, 0, 4 * MIB);
    }
}
