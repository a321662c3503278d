package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Transaction;
import io.xapid.server.plan.Cancellation;
import java.util.Collection;
import java.util.Map;

/**
 * Makes and removes disks for plans about VMs: the volume and its row.
 *
 * <p>Who asks has chosen reference and uuid beforehand. A disk that is there already by that uuid is taken as it is, so
 * that a plan cut short by a crash can be carried out again.
 */
public interface DiskLibrary {
    /** @param uuid of the disk and its volume */
    record Identity(Ref<Vdi> vdi, String uuid, Ref<Sr> sr) {}

    /** An empty disk that is wanted. Size in bytes. */
    record Wanted(Identity identity, String name, VdiType type, long virtualSize, Map<String, String> otherConfig) {
        public Wanted {
            otherConfig = Map.copyOf(otherConfig);
        }
    }

    /**
     * A host that has all of some repositories plugged, {@code here} if it has; {@code here} also for none at all.
     *
     * @throws Failure the documented one, when there is none
     */
    Ref<Host> acting(Transaction state, Ref<Host> here, Collection<Ref<Sr>> repositories);

    /** @throws Failure the documented one, when it cannot be made */
    void create(Wanted wanted);

    /** Makes a disk that shares what it can with another in the same SR. */
    void clone(Ref<Vdi> source, Identity as, Cancellation cancellation) throws Exception;

    /** Makes a disk with the content of another, in any SR of this host. */
    void copy(Ref<Vdi> source, Identity as, Cancellation cancellation) throws Exception;

    /** Removes volume and row; does nothing about what is not there. */
    void destroy(Identity disk);
}
