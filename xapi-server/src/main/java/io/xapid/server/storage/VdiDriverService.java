package io.xapid.server.storage;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.StorageOperation;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiChangeTracking;
import io.xapid.model.storage.VdiDriverState;
import io.xapid.model.storage.VdiFailure;
import io.xapid.model.storage.VdiNbdServerInfo;
import io.xapid.model.storage.VdiOperation;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.server.job.Jobs;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Messages of class VDI that depend on what the storage driver can do. No backend of ours tracks changed blocks, and the
 * messages about that say so through admission.
 */
public final class VdiDriverService implements VdiChangeTracking, VdiDriverState {
    private final Store store;
    private final Jobs jobs;
    private final VdiAdmission admission;
    private final SrAdmission srAdmission;

    VdiDriverService(StorageRoom room, Jobs jobs) {
        this.store = room.store();
        this.jobs = jobs;
        this.admission = room.disks();
        this.srAdmission = room.ofRepositories();
    }

    @Override
    public CompletionStage<Void> enableCbt(Call call, Ref<Vdi> self) {
        return refuse(call, self, StorageOperation.VDI_ENABLE_CBT, VdiOperation.ENABLE_CBT);
    }

    @Override
    public CompletionStage<Void> disableCbt(Call call, Ref<Vdi> self) {
        return refuse(call, self, StorageOperation.VDI_DISABLE_CBT, VdiOperation.DISABLE_CBT);
    }

    @Override
    public CompletionStage<Void> dataDestroy(Call call, Ref<Vdi> self) {
        return refuse(call, self, StorageOperation.VDI_DATA_DESTROY, VdiOperation.DATA_DESTROY);
    }

    @Override
    public CompletionStage<String> listChangedBlocks(Call call, Ref<Vdi> vdiFrom, Ref<Vdi> vdiTo) {
        return refuse(call, vdiFrom, StorageOperation.VDI_LIST_CHANGED_BLOCKS, VdiOperation.LIST_CHANGED_BLOCKS);
    }

    /** This daemon serves no disks over NBD, so there are no ways to tell of. */
    @Override
    public CompletionStage<List<Values<VdiNbdServerInfo>>> getNbdInfo(Call call, Ref<Vdi> self) {
        return store.transact(transaction -> {
            if (Disks.require(transaction, self).get(Vdi.TYPE) == VdiType.CBT_METADATA) {
                throw new VdiFailure.IncompatibleType(self, VdiAdmission.typeText(VdiType.CBT_METADATA));
            }
            return List.of();
        });
    }

    @Override
    public CompletionStage<Void> setSharable(Call call, Ref<Vdi> self, boolean value) {
        return tell(call, self, Vdi.SHARABLE, value);
    }

    @Override
    public CompletionStage<Void> setReadOnly(Call call, Ref<Vdi> self, boolean value) {
        return tell(call, self, Vdi.READ_ONLY, value);
    }

    private <T> CompletionStage<Void> tell(Call call, Ref<Vdi> self, Field<Vdi, T> field, T value) {
        return store.transact(transaction -> {
            Row<Vdi> row = Disks.require(transaction, self);
            DriverSession.require(transaction, call, row.get(Vdi.SR));
            transaction.set(Vdi.CLASS, self, field, value);
            return null;
        });
    }

    private <R> CompletionStage<R> refuse(
            Call call, Ref<Vdi> self, StorageOperation ofRepository, VdiOperation operation) {
        return jobs.inTurn(call, transaction -> {
            Row<Vdi> row = Disks.require(transaction, self);
            Row<Sr> sr = Disks.requireSr(transaction, row.get(Vdi.SR));
            srAdmission.admit(transaction, sr, ofRepository);
            admission.admit(transaction, row, operation);
            throw new CallFailure.NotImplemented("VDI." + operation.wireName());
        });
    }
}
