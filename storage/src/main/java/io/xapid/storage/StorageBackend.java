package io.xapid.storage;

/**
 * A kind of storage, such as a directory of images.
 *
 * <p>{@link #create} makes a repository once; {@link #attach} opens it on this host, after {@code create} and after
 * every start of the daemon; {@link #destroy} takes it away when no host has it attached. Verbs that take something
 * away are idempotent: a repository that is not there has been destroyed.
 *
 * <p>All methods may be called from any thread, may block on the medium, and end early with
 * {@link StorageException.Kind#CANCELLED} when their thread is interrupted.
 */
public interface StorageBackend {

    /** What this backend is and can do. Touches nothing. */
    DriverDescription describe();

    /** Makes an empty repository; fails with EXISTS or NOT_EMPTY rather than take over what it did not make. */
    void create(RepositorySpec spec);

    /**
     * Opens a repository for this host. Fails with NOT_FOUND if it was never made, and IN_USE if it is open already and
     * cannot be shared.
     */
    Repository attach(RepositorySpec spec);

    /** Removes a repository that holds no volume; fails with NOT_EMPTY otherwise. */
    void destroy(RepositorySpec spec);
}
