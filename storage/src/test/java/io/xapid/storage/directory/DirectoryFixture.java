package io.xapid.storage.directory;

import io.xapid.storage.NewVolume;
import io.xapid.storage.QemuImg;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory with one repository in it, attached. */
abstract class DirectoryFixture {
    static final long MIB = 1 << 20;
    static final VolumeLabels LABELS = VolumeLabels.named("disk");
    static final QemuImg QEMU_IMG = new QemuImg(Path.of("/usr/bin/qemu-img"));

    @TempDir
    Path folder = Path.of("/nonexistent");

    final DirectoryBackend backend = new DirectoryBackend("file", QEMU_IMG);
    RepositorySpec spec = new RepositorySpec(UUID.randomUUID(), Map.of());
    Repository repository;
    Disk disk;

    @SuppressWarnings("NullAway.Init") // JUnit calls attach first
    DirectoryFixture() {}

    @BeforeEach
    void attach() {
        spec = new RepositorySpec(
                UUID.randomUUID(), Map.of("location", folder.resolve("sr").toString()));
        backend.create(spec);
        repository = backend.attach(spec);
        disk = new Disk(repository);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    /** A program that copies 8 MiB a second, so that a test can get in between. */
    final Path slowQemuImg() throws IOException {
        Path script = folder.resolve("slow-qemu-img");
        Files.writeString(script, """
                #!/bin/sh
                if [ "$1" = convert ]; then shift; exec qemu-img convert -r 8M "$@"; fi
                exec qemu-img "$@"
                """);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    /** Attaches anew, for copies that take long. */
    final void slowDown() throws IOException {
        repository.close();
        repository = new DirectoryBackend("file", new QemuImg(slowQemuImg())).attach(spec);
        disk = new Disk(repository);
    }

    final VolumeId make(long bytes) {
        return repository
                .create(new NewVolume(VolumeId.random(), LABELS, bytes))
                .id();
    }

    final VolumeId snapshot(VolumeId of) {
        return repository.snapshot(of, VolumeId.random(), LABELS).id();
    }

    final VolumeId cloneOf(VolumeId of) {
        return repository.clone(of, VolumeId.random(), LABELS).id();
    }

    final List<Volume> hidden() {
        return repository.scan().volumes().stream().filter(Volume::hidden).toList();
    }
}
