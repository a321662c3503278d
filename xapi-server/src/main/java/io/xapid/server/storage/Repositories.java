package io.xapid.server.storage;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.StorageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The repositories that are attached to this host now, by their SR. */
public final class Repositories implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Repositories.class);

    private final Drivers drivers;
    private final Map<Ref<Sr>, Repository> attached = new HashMap<>(); // guarded by this

    public Repositories(Drivers drivers) {
        this.drivers = drivers;
    }

    /** @throws SrFailure.NotAttached when this host does not have it attached */
    public synchronized Repository require(Ref<Sr> sr) {
        Repository repository = attached.get(sr);
        if (repository == null) {
            throw new SrFailure.NotAttached(sr);
        }
        return repository;
    }

    public synchronized boolean has(Ref<Sr> sr) {
        return attached.containsKey(sr);
    }

    /** Attaches a repository, if it is not already. */
    public Repository attach(Row<Sr> sr, Map<String, String> deviceConfig) {
        return attach(sr.ref(), sr.get(Sr.TYPE), specOf(sr.get(Sr.UUID), deviceConfig));
    }

    /** Attaches a repository whose row is still to be written, if it is not already. */
    synchronized Repository attach(Ref<Sr> sr, String type, RepositorySpec spec) {
        Repository present = attached.get(sr);
        if (present != null) {
            return present;
        }
        Repository repository = drivers.require(type).attach(spec);
        attached.put(sr, repository);
        return repository;
    }

    /** Detaches a repository, if it is attached. Guests that use its volumes keep them. */
    public synchronized void detach(Ref<Sr> sr) {
        Repository repository = attached.remove(sr);
        if (repository != null) {
            repository.close();
        }
    }

    /**
     * Attaches what {@code state} says this host has attached: after a start of the daemon.
     *
     * @return a sentence for each that could not be attached; the rest is attached all the same
     */
    public List<String> attachAll(Snapshot state, Ref<?> host) {
        var troubles = new ArrayList<String>();
        for (Row<Pbd> pbd : state.table(Pbd.CLASS).rows()) {
            Row<Sr> sr = state.get(Sr.CLASS, pbd.get(Pbd.SR));
            if (sr != null && pbd.get(Pbd.HOST).equals(host) && pbd.get(Pbd.CURRENTLY_ATTACHED)) {
                try {
                    attach(sr, pbd.get(Pbd.DEVICE_CONFIG));
                } catch (StorageException | SrFailure.UnknownDriver trouble) {
                    log.warn("SR {} cannot be attached: {}", sr.get(Sr.UUID), trouble.getMessage());
                    troubles.add("SR " + sr.get(Sr.UUID) + ": " + trouble.getMessage());
                }
            }
        }
        return troubles;
    }

    static RepositorySpec specOf(String uuid, Map<String, String> deviceConfig) {
        return new RepositorySpec(UUID.fromString(uuid), deviceConfig);
    }

    @Override
    public synchronized void close() {
        attached.values().forEach(Repository::close);
        attached.clear();
    }
}
