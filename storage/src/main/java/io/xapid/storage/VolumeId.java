package io.xapid.storage;

import io.xapid.storage.StorageException.Kind;
import java.util.UUID;
import java.util.regex.Pattern;

/** Identity of a volume. Being a UUID, its text is safe as a file name. */
public record VolumeId(UUID uuid) {
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    public static VolumeId random() {
        return new VolumeId(UUID.randomUUID());
    }

    /** Takes the 36 characters of a UUID and nothing else, in either case. */
    public static VolumeId parse(String text) {
        if (!CANONICAL.matcher(text).matches()) {
            throw new StorageException(Kind.INVALID, "a volume is named by a UUID");
        }
        return new VolumeId(UUID.fromString(text));
    }

    /** The 36 characters, lower-case. */
    @Override
    public String toString() {
        return uuid.toString();
    }
}
