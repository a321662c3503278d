package io.xapid.storage;

import io.xapid.storage.StorageException.Kind;
import java.util.Map;

/**
 * What people and the daemon write on a volume. The backend keeps it and reads no meaning into it.
 *
 * @param type what the volume is for, in the caller's words, such as {@code user} or {@code suspend}
 * @param keys anything else worth finding again when only the storage is left
 */
public record VolumeLabels(String name, String description, String type, Map<String, String> keys) {
    /** The longest labels a volume carries: all characters of all parts together. */
    public static final int MAX_CHARACTERS = 128 * 1024;

    public VolumeLabels {
        keys = Map.copyOf(keys);
        long characters = (long) name.length() + description.length() + type.length();
        for (var key : keys.entrySet()) {
            characters += key.getKey().length() + key.getValue().length();
        }
        if (characters > MAX_CHARACTERS) {
            throw new StorageException(
                    Kind.INVALID,
                    "labels of %d characters are longer than the %d allowed".formatted(characters, MAX_CHARACTERS));
        }
    }

    /** A name and nothing else, for a disk of type {@code user}. */
    public static VolumeLabels named(String name) {
        return new VolumeLabels(name, "", "user", Map.of());
    }
}
