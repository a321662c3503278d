package io.xapid.storage.simulator;

import io.xapid.storage.DriverDescription;
import io.xapid.storage.Feature;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.StorageBackend;
import io.xapid.storage.StorageException;
import io.xapid.storage.StorageException.Kind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Storage without a medium. It keeps the rules and the figures, and no content: what it attaches cannot be opened.
 *
 * <p>Its repositories live as long as this object; attaching one anew is what a restarted daemon would see.
 */
public final class SimulatedStorage implements StorageBackend {
    private final long capacityBytes;
    private final Map<UUID, SimulatedMedium> media = new HashMap<>();

    /** @param capacityBytes how much each repository holds */
    public SimulatedStorage(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    @Override
    public DriverDescription describe() {
        return new DriverDescription(
                "dummy",
                "Simulator",
                "Disks that exist as figures only",
                "xapid",
                "1.0",
                EnumSet.allOf(Feature.class),
                Map.of(),
                Set.of(),
                "user");
    }

    @Override
    public synchronized void create(RepositorySpec spec) {
        if (media.putIfAbsent(spec.id(), new SimulatedMedium(capacityBytes)) != null) {
            throw new StorageException(Kind.EXISTS, "there is a repository %s already".formatted(spec.id()));
        }
    }

    @Override
    public synchronized Repository attach(RepositorySpec spec) {
        SimulatedMedium medium = media.get(spec.id());
        if (medium == null) {
            throw new StorageException(Kind.NOT_FOUND, "there is no repository " + spec.id());
        }
        medium.claim();
        return new SimulatedRepository(spec, medium);
    }

    @Override
    public synchronized void destroy(RepositorySpec spec) {
        SimulatedMedium medium = media.get(spec.id());
        if (medium == null) {
            return;
        }
        medium.claim();
        try {
            if (!medium.volumes().isEmpty()) {
                throw new StorageException(Kind.NOT_EMPTY, "repository %s holds volumes".formatted(spec.id()));
            }
            media.remove(spec.id());
        } finally {
            medium.letGo();
        }
    }
}
