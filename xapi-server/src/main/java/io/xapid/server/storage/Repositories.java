package io.xapid.server.storage;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.store.Row;
import io.xapid.server.plan.Cancellation;
import io.xapid.storage.Access;
import io.xapid.storage.AttachedVolume;
import io.xapid.storage.NewVolume;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.StorageException;
import io.xapid.storage.Transfer;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The repositories that are attached to this host now, by their SR.
 *
 * <p>Attaching asks the medium and may take long; it holds up nobody who wants another repository.
 */
public final class Repositories implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Repositories.class);

    private static final int SECONDS_TO_LET_GO = 5;

    private final Drivers drivers;
    private final Tidier tidier;
    private final Map<Ref<Sr>, Slot> slots = new ConcurrentHashMap<>();

    /** @param background runs what need not be waited for; the caller owns it */
    public Repositories(Drivers drivers, Executor background) {
        this.drivers = drivers;
        this.tidier = new Tidier(this::find, background);
    }

    /**
     * Copies a volume in full into a repository of this host, until somebody asks to stop.
     *
     * @param user by what name the source knows who reads it meanwhile
     */
    Volume copy(
            Ref<Sr> source,
            VolumeId from,
            String user,
            Repository target,
            VolumeId as,
            VolumeLabels labels,
            Transfer transfer,
            Cancellation cancellation)
            throws Exception {
        return reading(source, from, user, open -> {
            var wanted = new NewVolume(as, labels, open.virtualBytes());
            return cancellation.whileWakeable(transfer::cancel, () -> target.copy(open, wanted, transfer));
        });
    }

    /** Does something while a volume can be read. */
    <R> R reading(Ref<Sr> sr, VolumeId volume, String user, Reading<R> work) throws Exception {
        Repository repository = require(sr);
        AttachedVolume open = repository.attach(volume, user, Access.READ);
        try {
            return work.of(open);
        } finally {
            repository.detach(volume, user);
        }
    }

    /** What is done with a volume that can be read. */
    @FunctionalInterface
    interface Reading<R> {
        R of(AttachedVolume open) throws Exception;
    }

    /** @throws SrFailure.NotAttached when this host does not have it attached */
    public Repository require(Ref<Sr> sr) {
        return find(sr).orElseThrow(() -> new SrFailure.NotAttached(sr));
    }

    Optional<Repository> find(Ref<Sr> sr) {
        Slot slot = slots.get(sr);
        return slot == null ? Optional.empty() : Optional.ofNullable(slot.repository);
    }

    public boolean has(Ref<Sr> sr) {
        return find(sr).isPresent();
    }

    /** Those that are attached at this moment. */
    List<Ref<Sr>> attached() {
        return slots.keySet().stream().filter(this::has).toList();
    }

    /** Attaches a repository, if it is not already. */
    public Repository attach(Row<Sr> sr, Map<String, String> deviceConfig) {
        return attach(sr.ref(), sr.get(Sr.TYPE), specOf(sr.get(Sr.UUID), deviceConfig));
    }

    /** Attaches a repository whose row is still to be written, if it is not already. */
    Repository attach(Ref<Sr> sr, String type, RepositorySpec spec) {
        return slots.computeIfAbsent(sr, any -> new Slot())
                .attach(() -> drivers.require(type).attach(spec));
    }

    /** Detaches a repository, if it is attached. Guests that use its volumes keep them. */
    public void detach(Ref<Sr> sr) {
        Slot slot = slots.get(sr);
        if (slot != null) {
            tidier.callOff(sr);
            slot.detach();
        }
    }

    /** Has the repository merge what exists for no reason any more, some time soon. */
    void tidyLater(Ref<Sr> sr) {
        tidier.later(sr);
    }

    static RepositorySpec specOf(String uuid, Map<String, String> deviceConfig) {
        return new RepositorySpec(UUID.fromString(uuid), deviceConfig);
    }

    /** Lets go of all, but for those whose medium does not answer. */
    @Override
    public void close() {
        tidier.close();
        slots.forEach((sr, slot) -> {
            try {
                if (!slot.detachWithin(SECONDS_TO_LET_GO)) {
                    log.warn("SR {} is still being attached or detached; it is left to itself", sr);
                }
            } catch (StorageException stuck) {
                log.warn("SR {} does not let go: {}", sr, stuck.getMessage());
            }
        });
    }

    /** One repository's place: its own lock, so that a slow medium holds up nobody else. */
    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Repository repository;

        Repository attach(Supplier<Repository> opening) {
            lock();
            try {
                Repository present = repository;
                if (present == null) {
                    present = opening.get();
                    repository = present;
                }
                return present;
            } finally {
                lock.unlock();
            }
        }

        void detach() {
            lock();
            try {
                letGo();
            } finally {
                lock.unlock();
            }
        }

        boolean detachWithin(int seconds) {
            try {
                if (!lock.tryLock(seconds, TimeUnit.SECONDS)) {
                    return false;
                }
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return false;
            }
            try {
                letGo();
                return true;
            } finally {
                lock.unlock();
            }
        }

        private void letGo() {
            Repository present = repository;
            if (present != null) {
                repository = null;
                present.close();
            }
        }

        private void lock() {
            try {
                lock.lockInterruptibly();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new StorageException(StorageException.Kind.CANCELLED, "interrupted", stopping);
            }
        }
    }
}
