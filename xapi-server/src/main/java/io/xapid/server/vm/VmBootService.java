package io.xapid.server.vm;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmBoot;
import io.xapid.model.vm.VmOperation;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sets how VMs boot. */
public final class VmBootService implements VmBoot {
    private final Store store;
    private final VmSettings settings;
    private final VmAdmission admission;

    VmBootService(Store store, VmSettings settings, VmAdmission admission) {
        this.store = store;
        this.settings = settings;
        this.admission = admission;
    }

    @Override
    public CompletionStage<Void> setHvmBootPolicy(Call call, Ref<Vm> self, String value) {
        return settings.change(call, self, (transaction, vm) -> {
            VmSettings.requireHalted(vm);
            transaction.set(Vm.CLASS, self, Vm.HVM_BOOT_POLICY, value);
            transaction.set(Vm.CLASS, self, Vm.DOMAIN_TYPE, BootPolicies.typeFor(value));
        });
    }

    /** What boots is what stands in the row; there is no other record of it. */
    @Override
    public CompletionStage<Values<Vm>> getBootRecord(Call call, Ref<Vm> self) {
        Row<Vm> vm = Rows.require(store.snapshot(), Vm.CLASS, self);
        admission.check(store.snapshot(), vm, VmOperation.GET_BOOT_RECORD);
        return CompletableFuture.completedFuture(vm);
    }

    @Override
    public CompletionStage<Void> setNvram(Call call, Ref<Vm> self, Map<String, String> value) {
        return settings.change(
                call,
                self,
                VmOperation.CHANGING_NVRAM,
                (transaction, vm) -> transaction.set(Vm.CLASS, self, Vm.NVRAM, value));
    }

    @Override
    public CompletionStage<Void> addToNvram(Call call, Ref<Vm> self, String key, String value) {
        return settings.change(call, self, VmOperation.CHANGING_NVRAM, (transaction, vm) -> {
            var variables = new HashMap<>(vm.get(Vm.NVRAM));
            if (variables.putIfAbsent(key, value) != null) {
                throw new CallFailure.MapDuplicateKey("VM", "NVRAM", self.value(), key);
            }
            transaction.set(Vm.CLASS, self, Vm.NVRAM, variables);
        });
    }

    @Override
    public CompletionStage<Void> removeFromNvram(Call call, Ref<Vm> self, String key) {
        return settings.change(call, self, VmOperation.CHANGING_NVRAM, (transaction, vm) -> {
            var variables = new HashMap<>(vm.get(Vm.NVRAM));
            variables.remove(key);
            transaction.set(Vm.CLASS, self, Vm.NVRAM, variables);
        });
    }
}
