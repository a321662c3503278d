package io.xapid.server.storage;

import io.xapid.model.storage.SrFailure;
import io.xapid.storage.DriverDescription;
import io.xapid.storage.Feature;
import io.xapid.storage.StorageBackend;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The storage backends of this host, by the type that clients call them. */
public final class Drivers implements Abilities {
    private final Map<String, StorageBackend> byType;
    private final Map<String, DriverDescription> descriptions;

    public Drivers(Collection<? extends StorageBackend> backends) {
        byType = backends.stream()
                .collect(Collectors.toUnmodifiableMap(
                        backend -> backend.describe().type(), backend -> backend));
        descriptions = new TreeMap<>();
        byType.forEach((type, backend) -> descriptions.put(type, backend.describe()));
    }

    /** @throws SrFailure.UnknownDriver when there is none of that type */
    public StorageBackend require(String type) {
        StorageBackend backend = byType.get(type);
        if (backend == null) {
            throw new SrFailure.UnknownDriver(type);
        }
        return backend;
    }

    public List<DriverDescription> all() {
        return List.copyOf(descriptions.values());
    }

    public @Nullable DriverDescription find(String type) {
        return descriptions.get(type);
    }

    /** What repositories of that type can do; nothing when the type is unknown here. */
    public Set<Feature> featuresOf(String type) {
        DriverDescription description = descriptions.get(type);
        return description == null ? Set.of() : description.features();
    }

    @Override
    public boolean can(String type, String name) {
        return featuresOf(type).stream().anyMatch(feature -> feature.name().equals(name));
    }
}
