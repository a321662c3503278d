package io.xapid.server.storage;

import io.xapid.hypervisor.Medium;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.server.vm.DiskAccess;
import io.xapid.storage.Access;
import io.xapid.storage.AttachedVolume;
import io.xapid.storage.ImageFormat;
import io.xapid.storage.StorageException;

/** Makes the disks of this host's repositories reachable for its guests. */
public final class GuestDisks implements DiskAccess {
    private final Store store;
    private final Repositories repositories;

    public GuestDisks(Store store, Repositories repositories) {
        this.store = store;
        this.repositories = repositories;
    }

    @Override
    public Medium attach(Ref<Vdi> vdi, String user, boolean readOnly) {
        Row<Vdi> row = store.snapshot()
                .find(Vdi.CLASS, vdi)
                .orElseThrow(() -> new CallFailure.HandleInvalid("VDI", vdi.value()));
        try {
            AttachedVolume open = repositories
                    .require(row.get(Vdi.SR))
                    .attach(VdiRows.idOf(row), user, readOnly ? Access.READ : Access.WRITE);
            Medium.Format format = open.format() == ImageFormat.QCOW2 ? Medium.Format.QCOW2 : Medium.Format.RAW;
            return new Medium(open.path(), format);
        } catch (StorageException problem) {
            throw StorageFailures.of(problem, row.get(Vdi.SR), vdi, "attach");
        }
    }

    @Override
    public void detach(Ref<Vdi> vdi, String user) {
        Row<Vdi> row = store.snapshot().get(Vdi.CLASS, vdi);
        if (row != null) {
            repositories.find(row.get(Vdi.SR)).ifPresent(repository -> {
                repository.detach(VdiRows.idOf(row), user);
                repositories.tidyLater(row.get(Vdi.SR));
            });
        }
    }
}
