package io.xapid.storage;

import io.xapid.storage.StorageException.Kind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads paths from a repository's configuration. They come from clients. */
public final class Locations {
    private static final int MAX_CHARACTERS = 1_024;

    private Locations() {}

    /** The directory that a key names: an absolute path without detours. It need not exist. */
    public static Path directory(RepositorySpec spec, String key) {
        String text = spec.require(key);
        boolean plain = text.length() <= MAX_CHARACTERS && text.chars().noneMatch(Character::isISOControl);
        try {
            if (plain && text.startsWith("/") && Path.of(text).normalize().equals(Path.of(text))) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            throw new StorageException(Kind.INVALID, "the '%s' given is not a path".formatted(key), e);
        }
        throw new StorageException(
                Kind.INVALID, "the '%s' given is not an absolute path free of '..' and odd characters".formatted(key));
    }
}
