package io.xapid.storage;

import io.xapid.storage.StorageException.Kind;
import java.util.Map;
import java.util.UUID;

/**
 * Which repository, and where it is.
 *
 * @param configuration the backend's own keys, see {@link DriverDescription#configuration()}
 */
public record RepositorySpec(UUID id, Map<String, String> configuration) {
    public RepositorySpec {
        configuration = Map.copyOf(configuration);
    }

    /** The value of a key that must be there. */
    public String require(String key) {
        String value = configuration.get(key);
        if (value == null || value.isEmpty()) {
            throw new StorageException(Kind.INVALID, "repository %s: the key '%s' is missing".formatted(id, key));
        }
        return value;
    }
}
