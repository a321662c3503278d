package io.xapid.server.vm;

import io.xapid.hypervisor.Medium;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;

/** Makes disks reachable for guests of this host. */
public interface DiskAccess {
    /**
     * Makes a disk reachable. Who is known by that name already gets the same answer again, which is how a daemon that
     * has started anew tells of the guests it found running.
     *
     * @param user who uses it, such as {@code vbd-<uuid>}
     * @throws Failure the documented one, when it cannot be reached or somebody else has it
     */
    Medium attach(Ref<Vdi> vdi, String user, boolean readOnly);

    /** Ends {@link #attach} for that user; does nothing when there is nothing to end. */
    void detach(Ref<Vdi> vdi, String user);
}
