package io.xapid.storage;

import java.util.Map;
import java.util.Set;

/**
 * What a backend is and can do.
 *
 * @param type short lower-case name by which repositories of this backend are asked for, such as {@code iso}
 * @param configuration the keys it understands, each with a line about its meaning
 * @param required those of the keys without which a repository cannot be made or attached
 * @param contentType what its volumes hold: {@code user} for disks, {@code iso} for CDs
 */
public record DriverDescription(
        String type,
        String name,
        String description,
        String vendor,
        String version,
        Set<Feature> features,
        Map<String, String> configuration,
        Set<String> required,
        String contentType) {
    public DriverDescription {
        features = Set.copyOf(features);
        configuration = Map.copyOf(configuration);
        required = Set.copyOf(required);
    }
}
