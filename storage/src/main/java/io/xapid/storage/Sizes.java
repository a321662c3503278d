package io.xapid.storage;

import io.xapid.storage.StorageException.Kind;

/**
 * For backends: which virtual sizes they give to volumes.
 *
 * @param stepBytes sizes are rounded up to multiples of this
 * @param maxBytes no volume is larger than this, a multiple of the step
 */
public record Sizes(long stepBytes, long maxBytes) {

    /** The size that a volume gets if this many bytes are asked for; fails with INVALID or TOO_LARGE. */
    public long rounded(long bytes) {
        if (bytes <= 0) {
            throw new StorageException(Kind.INVALID, "a volume of %d bytes makes no sense".formatted(bytes));
        }
        if (bytes > maxBytes) {
            throw new StorageException(
                    Kind.TOO_LARGE, "%d bytes are more than the %d a volume can have".formatted(bytes, maxBytes));
        }
        return (bytes + stepBytes - 1) / stepBytes * stepBytes;
    }

    /** The size that a volume of {@code presentBytes} gets if it is resized; fails with INVALID if that is less. */
    public long grown(VolumeId volume, long presentBytes, long bytes) {
        long rounded = rounded(bytes);
        if (rounded < presentBytes) {
            throw new StorageException(
                    Kind.INVALID,
                    "volume %s has %d bytes and cannot shrink to %d".formatted(volume, presentBytes, rounded));
        }
        return rounded;
    }

    /** The size of a copy; fails with INVALID if the source does not fit. */
    public long ofCopy(AttachedVolume source, long bytes) {
        long rounded = rounded(bytes);
        if (rounded < source.virtualBytes()) {
            throw new StorageException(
                    Kind.INVALID,
                    "a volume of %d bytes cannot hold %d bytes".formatted(rounded, source.virtualBytes()));
        }
        return rounded;
    }
}
