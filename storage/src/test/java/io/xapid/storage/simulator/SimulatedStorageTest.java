package io.xapid.storage.simulator;

import static io.xapid.storage.ExpectedFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.storage.RepositorySpec;
import io.xapid.storage.StorageBackend;
import io.xapid.storage.StorageException.Kind;
import io.xapid.storage.VolumeCopyContract;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SimulatedStorageTest extends VolumeCopyContract {
    private final StorageBackend backend = new SimulatedStorage(16 << 20);

    @Override
    protected StorageBackend backend() {
        return backend;
    }

    @Override
    protected RepositorySpec newRepository() {
        return new RepositorySpec(UUID.randomUUID(), Map.of());
    }

    @Test
    void runsOutOfSpace() {
        assertFails(Kind.NO_SPACE, () -> {
            for (int i = 0; i < 1_000; i++) {
                make(MIB);
            }
        });
        assertThat(repository.stat().utilisedBytes())
                .isLessThanOrEqualTo(repository.stat().physicalBytes());
    }
}
