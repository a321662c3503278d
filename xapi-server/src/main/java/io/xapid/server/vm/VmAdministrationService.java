package io.xapid.server.vm;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmAdministration;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.api.FieldEdits;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers what may be done with VMs, and keeps what administrators note about them. */
public final class VmAdministrationService implements VmAdministration {
    private final Store store;
    private final VmSettings settings;
    private final VmAdmission admission;
    private final FieldEdits edits;

    VmAdministrationService(Store store, VmSettings settings, VmAdmission admission, FieldEdits edits) {
        this.store = store;
        this.settings = settings;
        this.admission = admission;
        this.edits = edits;
    }

    @Override
    public CompletionStage<Void> assertOperationValid(Call call, Ref<Vm> self, VmOperation op) {
        Snapshot state = store.snapshot();
        admission.check(state, Rows.require(state, Vm.CLASS, self), op);
        return Done.stage();
    }

    /** They are worked out whenever they are read; those who wait for events are told to read again. */
    @Override
    public CompletionStage<Void> updateAllowedOperations(Call call, Ref<Vm> self) {
        return settings.change(call, self, (transaction, vm) -> transaction.touch(Vm.CLASS, self));
    }

    @Override
    public CompletionStage<Void> setBlockedOperations(Call call, Ref<Vm> self, Map<VmOperation, String> value) {
        return edits.set(call, Vm.CLASS, self, Vm.BLOCKED_OPERATIONS, value);
    }

    @Override
    public CompletionStage<Void> addToBlockedOperations(Call call, Ref<Vm> self, VmOperation key, String value) {
        return edits.addTo(call, Vm.CLASS, self, Vm.BLOCKED_OPERATIONS, key, value);
    }

    @Override
    public CompletionStage<Void> removeFromBlockedOperations(Call call, Ref<Vm> self, VmOperation key) {
        return edits.removeFrom(call, Vm.CLASS, self, Vm.BLOCKED_OPERATIONS, key);
    }

    @Override
    public CompletionStage<Void> setOtherConfig(Call call, Ref<Vm> self, Map<String, String> value) {
        return edits.set(call, Vm.CLASS, self, Vm.OTHER_CONFIG, value);
    }

    @Override
    public CompletionStage<Void> addToOtherConfig(Call call, Ref<Vm> self, String key, String value) {
        return edits.addTo(call, Vm.CLASS, self, Vm.OTHER_CONFIG, key, value);
    }

    @Override
    public CompletionStage<Void> removeFromOtherConfig(Call call, Ref<Vm> self, String key) {
        return edits.removeFrom(call, Vm.CLASS, self, Vm.OTHER_CONFIG, key);
    }

    @Override
    public CompletionStage<List<String>> getAllowedVbdDevices(Call call, Ref<Vm> vm) {
        Snapshot state = store.snapshot();
        Row<Vm> row = Rows.require(state, Vm.CLASS, vm);
        return CompletableFuture.completedFuture(FreePositions.ofDrives(state, row));
    }

    @Override
    public CompletionStage<List<String>> getAllowedVifDevices(Call call, Ref<Vm> vm) {
        Snapshot state = store.snapshot();
        Row<Vm> row = Rows.require(state, Vm.CLASS, vm);
        return CompletableFuture.completedFuture(FreePositions.ofInterfaces(state, row));
    }
}
