package io.xapid.server.host;

import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.RepositoryStat;
import io.xapid.storage.StorageBackend;
import io.xapid.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * The two repositories that a host starts with: one for disks, one for CDs.
 *
 * <p>Their uuids follow from the host's, so that a daemon killed between making them and writing it down finds them
 * again.
 */
public final class LocalStorage {
    private final StorageBackend disks;
    private final StorageBackend cds;
    private final Path folder;

    /** @param folder where both get a folder of their own */
    public LocalStorage(StorageBackend disks, StorageBackend cds, Path folder) {
        this.disks = disks;
        this.cds = cds;
        this.folder = folder;
    }

    /** Makes both, whatever of them is there already. */
    void make(UUID host) throws IOException {
        Files.createDirectories(folder);
        make(disks, disks(host));
        make(cds, cds(host));
    }

    private static void make(StorageBackend backend, RepositorySpec spec) {
        try {
            backend.create(spec);
        } catch (StorageException problem) {
            if (problem.kind() != StorageException.Kind.EXISTS) {
                throw problem;
            }
        }
    }

    /** How full they are. */
    Fill fill(UUID host) {
        return new Fill(stat(disks, disks(host)), stat(cds, cds(host)));
    }

    /** How full both are. */
    record Fill(RepositoryStat disks, RepositoryStat cds) {}

    private static RepositoryStat stat(StorageBackend backend, RepositorySpec spec) {
        try (Repository repository = backend.attach(spec)) {
            return repository.stat();
        }
    }

    RepositorySpec disks(UUID host) {
        return spec(host, "disks");
    }

    RepositorySpec cds(UUID host) {
        return spec(host, "iso");
    }

    String diskType() {
        return disks.describe().type();
    }

    String cdType() {
        return cds.describe().type();
    }

    private RepositorySpec spec(UUID host, String name) {
        UUID uuid = UUID.nameUUIDFromBytes((host + "/" + name).getBytes(StandardCharsets.UTF_8));
        return new RepositorySpec(uuid, Map.of("location", folder.resolve(name).toString()));
    }
}
