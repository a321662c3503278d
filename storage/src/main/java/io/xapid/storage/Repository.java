package io.xapid.storage;

import io.xapid.storage.StorageException.Kind;
import java.util.UUID;

/**
 * A repository attached to this host, and the volumes in it.
 *
 * <p>A verb that succeeds has put its effect on the medium: it survives a power cut. A verb that fails, or whose
 * process is killed half-way, has happened entirely or not at all; what it leaves lying about is cleared away by the
 * next {@link #scan}. Verbs that take something away are idempotent. Verbs of other volumes run side by side; those of
 * one volume wait for each other or fail with IN_USE, whatever threads they come from.
 *
 * <p>What a backend does not declare in {@link DriverDescription#features()} fails with NOT_SUPPORTED.
 */
public interface Repository extends AutoCloseable {

    RepositorySpec spec();

    /** How full it is, asked of the medium. */
    RepositoryStat stat();

    /** Lists what is there, hidden volumes included, and clears away what earlier failures of this backend left. */
    Scan scan();

    /** Makes an empty volume that reads as zeros. */
    Volume create(NewVolume wanted);

    /**
     * Keeps the present content of a volume as a read-only volume {@code as}. Fails with IN_USE while somebody may
     * write to it.
     */
    Volume snapshot(VolumeId of, VolumeId as, VolumeLabels labels);

    /** Like {@link #snapshot}, but the new volume can be written and has a life of its own. */
    Volume clone(VolumeId of, VolumeId as, VolumeLabels labels);

    /**
     * Makes a volume with the content of another, which may come from any repository of this host and stays attached
     * for as long as this takes. The copy depends on nothing. If {@code wanted} is larger, the rest reads as zeros; if
     * it is smaller, the copy fails with INVALID.
     */
    Volume copy(AttachedVolume source, NewVolume wanted, Transfer transfer);

    /**
     * Replaces the content of a volume that nobody uses by that of another, as {@link #copy} would. The volume keeps its
     * size, the part beyond the source reads as zeros, and if anything fails it keeps its old content. A source larger
     * than the volume fails with INVALID.
     */
    Volume fill(VolumeId volume, AttachedVolume source, Transfer transfer);

    /**
     * Writes into a volume that nobody uses those parts of {@code source} in which it differs from {@code base}, and
     * leaves the rest as it is: who gives it a volume that reads as {@code base} has {@code source} afterwards. What one
     * of the two has not, because it is smaller, counts as zeros. The two may come from any repository of this
     * host, and if anything fails the volume keeps its old content. A source larger than the volume fails with INVALID.
     */
    Volume patch(VolumeId volume, AttachedVolume source, AttachedVolume base, Transfer transfer);

    /**
     * Grows a volume that nobody uses to at least this size. The present size or a little less (that rounds to it) is
     * a no-op; less than that fails with INVALID.
     */
    Volume resize(VolumeId volume, long virtualBytes);

    /** Writes new labels on a volume. */
    Volume relabel(VolumeId volume, VolumeLabels labels);

    /** Removes a volume that nobody uses, and the hidden volumes that only it needed. */
    void delete(VolumeId volume);

    /**
     * Makes a volume reachable for a user. Any number may read, or one alone may write. Who is known by that name
     * already gets the same answer again, so a daemon that restarts tells its repository about running guests this way.
     *
     * @param user the caller's name for who uses it, such as a guest's device
     */
    AttachedVolume attach(VolumeId volume, String user, Access access);

    /** Ends {@link #attach} for that user. */
    void detach(VolumeId volume, String user);

    /**
     * Merges volumes that exist for no reason any more, such as hidden ones with a single child. It may take long, so
     * call it in the background after {@link #delete} and {@link #detach}; other verbs that need a volume interrupt it
     * and it carries on another time.
     */
    default void tidy(Transfer transfer) {
        // most backends keep themselves tidy
    }

    /** Lets go of the repository. Guests that use its volumes keep them. */
    @Override
    void close();

    /** Copies a volume of this repository within it, keeping the source attached for as long as it takes. */
    default Volume copyWithin(VolumeId source, NewVolume wanted, Transfer transfer) {
        if (source.equals(wanted.id())) {
            throw new StorageException(Kind.EXISTS, "volume %s cannot be copied onto itself".formatted(source));
        }
        String user = "copy-" + UUID.randomUUID();
        AttachedVolume open = attach(source, user, Access.READ);
        try {
            return copy(open, wanted, transfer);
        } finally {
            detach(source, user);
        }
    }
}
