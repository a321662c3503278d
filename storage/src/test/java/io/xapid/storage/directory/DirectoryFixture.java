package io.xapid.storage.directory;

import io.xapid.storage.NewVolume;
import io.xapid.storage.QemuImg;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import java.nio.file.Path;
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
