package io.xapid.storage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Storage did not do what was asked. The message is for operators; the {@link Kind} is for the caller to act on. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as it makes a difference to the caller. */
    public enum Kind {
        /** The request makes no sense as it stands: a bad name, size or configuration. */
        INVALID,
        /** There is no such volume, repository or file. */
        NOT_FOUND,
        /** Something of that identity is there already. */
        EXISTS,
        /** A repository that still holds something cannot be destroyed or made over. */
        NOT_EMPTY,
        /** Somebody uses the volume or the repository. */
        IN_USE,
        /** The volume must not be written. */
        READ_ONLY,
        /** The backend cannot do this at all. */
        NOT_SUPPORTED,
        /** No space is left for it. */
        NO_SPACE,
        /** Larger than the backend can hold. */
        TOO_LARGE,
        /** The volume has as many ancestors as are allowed. */
        CHAIN_TOO_LONG,
        /** The caller cancelled, or its thread was interrupted. */
        CANCELLED,
        /** It took longer than it may. */
        TIMED_OUT,
        /** What is stored is not what should be there. */
        CORRUPT,
        /** The repository is not attached here any more. */
        DETACHED,
        /** The medium, the file system or a tool failed. */
        IO
    }

    private final Kind kind;

    public StorageException(Kind kind, String message) {
        this(kind, message, null);
    }

    public StorageException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * What an I/O failure means for storage.
     *
     * @param doing what cannot be done, as in "cannot write the labels"
     */
    public static StorageException of(String doing, IOException failure) {
        return new StorageException(kindOf(failure), "%s: %s".formatted(doing, failure), failure);
    }

    private static Kind kindOf(IOException failure) {
        if (failure instanceof ClosedByInterruptException) {
            return Kind.CANCELLED;
        }
        if (failure instanceof NoSuchFileException) {
            return Kind.NOT_FOUND;
        }
        if (failure instanceof FileAlreadyExistsException) {
            return Kind.EXISTS;
        }
        String text = String.valueOf(failure.getMessage());
        boolean full = text.contains("No space left on device") || text.contains("Disk quota exceeded");
        return full ? Kind.NO_SPACE : Kind.IO;
    }

    public Kind kind() {
        return kind;
    }
}
