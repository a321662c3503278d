package io.xapid.storage.directory;

import io.xapid.storage.QemuImg;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.StorageBackend;
import io.xapid.storage.VolumeCopyContract;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBackendTest extends VolumeCopyContract {
    @TempDir
    Path folder = Path.of("/nonexistent");

    private final StorageBackend backend = new DirectoryBackend("file", new QemuImg(Path.of("/usr/bin/qemu-img")));

    @Override
    protected StorageBackend backend() {
        return backend;
    }

    @Override
    protected RepositorySpec newRepository() {
        UUID id = UUID.randomUUID();
        return new RepositorySpec(
                id, Map.of("location", folder.resolve(id.toString()).toString()));
    }
}
