package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmOperation;
import io.xapid.model.vm.VmPlatform;
import io.xapid.server.api.FieldEdits;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Sets the virtual hardware of VMs. */
public final class VmPlatformService implements VmPlatform {
    private static final long VERSION_WITH_VENDOR_DEVICE = 2;

    private final VmSettings settings;
    private final FieldEdits edits;

    VmPlatformService(VmSettings settings, FieldEdits edits) {
        this.settings = settings;
        this.edits = edits;
    }

    @Override
    public CompletionStage<Void> setPlatform(Call call, Ref<Vm> self, Map<String, String> value) {
        return edits.set(call, Vm.CLASS, self, Vm.PLATFORM, value);
    }

    @Override
    public CompletionStage<Void> addToPlatform(Call call, Ref<Vm> self, String key, String value) {
        return edits.addTo(call, Vm.CLASS, self, Vm.PLATFORM, key, value);
    }

    @Override
    public CompletionStage<Void> removeFromPlatform(Call call, Ref<Vm> self, String key) {
        return edits.removeFrom(call, Vm.CLASS, self, Vm.PLATFORM, key);
    }

    @Override
    public CompletionStage<Void> setDomainType(Call call, Ref<Vm> self, DomainType value) {
        return settings.change(call, self, (transaction, vm) -> {
            if (value == DomainType.UNSPECIFIED) {
                throw new CallFailure.InvalidValue("domain_type", value.wireName());
            }
            VmSettings.requireHalted(vm);
            transaction.set(Vm.CLASS, self, Vm.DOMAIN_TYPE, value);
            transaction.set(Vm.CLASS, self, Vm.HVM_BOOT_POLICY, BootPolicies.of(value, vm.get(Vm.HVM_BOOT_POLICY)));
            Row<Vm> changed = Rows.require(transaction, Vm.CLASS, self);
            transaction.set(Vm.CLASS, self, Vm.MEMORY_OVERHEAD, MemoryModel.overhead(changed));
        });
    }

    @Override
    public CompletionStage<Void> setHasVendorDevice(Call call, Ref<Vm> self, boolean value) {
        return settings.change(call, self, (transaction, vm) -> {
            VmSettings.requireHalted(vm);
            transaction.set(Vm.CLASS, self, Vm.HAS_VENDOR_DEVICE, value);
            if (value) {
                transaction.set(
                        Vm.CLASS,
                        self,
                        Vm.HARDWARE_PLATFORM_VERSION,
                        Math.max(VERSION_WITH_VENDOR_DEVICE, vm.get(Vm.HARDWARE_PLATFORM_VERSION)));
            }
        });
    }

    @Override
    public CompletionStage<Void> setBiosStrings(Call call, Ref<Vm> self, Map<String, String> value) {
        return settings.change(call, self, (transaction, vm) -> {
            requireNoneYet(vm);
            BiosStrings.check(value);
            var strings = new HashMap<>(BootSettings.biosStrings(vm));
            strings.putAll(value);
            transaction.set(Vm.CLASS, self, Vm.BIOS_STRINGS, strings);
        });
    }

    @Override
    public CompletionStage<Void> copyBiosStrings(Call call, Ref<Vm> vm, Ref<Host> host) {
        return settings.change(call, vm, (transaction, row) -> {
            requireNoneYet(row);
            Row<Host> source = Rows.require(transaction, Host.CLASS, host);
            transaction.set(Vm.CLASS, vm, Vm.BIOS_STRINGS, source.get(Host.BIOS_STRINGS));
        });
    }

    private static void requireNoneYet(Row<Vm> vm) {
        if (!vm.get(Vm.BIOS_STRINGS).isEmpty()) {
            throw new VmFailure.BiosStringsAlreadySet();
        }
    }

    @Override
    public CompletionStage<Void> setHvmShadowMultiplier(Call call, Ref<Vm> self, double value) {
        return settings.change(call, self, VmOperation.CHANGING_SHADOW_MEMORY, (transaction, vm) -> {
            if (!(value >= 1)) {
                throw new CallFailure.InvalidValue("multiplier", String.valueOf(value));
            }
            transaction.set(Vm.CLASS, self, Vm.HVM_SHADOW_MULTIPLIER, value);
            Row<Vm> changed = Rows.require(transaction, Vm.CLASS, self);
            transaction.set(Vm.CLASS, self, Vm.MEMORY_OVERHEAD, MemoryModel.overhead(changed));
        });
    }
}
