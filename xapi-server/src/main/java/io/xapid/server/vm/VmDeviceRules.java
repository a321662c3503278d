package io.xapid.server.vm;

import io.xapid.model.host.Pci;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiFailure;
import io.xapid.model.store.Row;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vgpu;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmMigrationFailure;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.vm.VmAdmission.Question;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules about the devices a VM has. */
final class VmDeviceRules {
    private static final Set<VmOperation> PICTURES =
            EnumSet.of(VmOperation.SNAPSHOT, VmOperation.CHECKPOINT, VmOperation.SUSPEND);
    private static final Set<VmOperation> WITHOUT_USB = EnumSet.of(
            VmOperation.SUSPEND,
            VmOperation.SNAPSHOT,
            VmOperation.CHECKPOINT,
            VmOperation.MIGRATE_SEND,
            VmOperation.POOL_MIGRATE);

    static final List<VmAdmission.Rule> RULES = List.of(
            VmDeviceRules::disksThatForget,
            VmDeviceRules::cachedDisksThatForget,
            VmDeviceRules::pciDevices,
            VmDeviceRules::gpus,
            VmDeviceRules::usbDevices);

    private VmDeviceRules() {}

    private static @Nullable Failure disksThatForget(Question asked) {
        boolean refused = asked.isOneOf(PICTURES) && asked.vm().vdis().anyMatch(VmDeviceRules::forgetsAtBoot);
        return refused ? new VdiFailure.OnBootModeIncompatible() : null;
    }

    private static @Nullable Failure cachedDisksThatForget(Question asked) {
        boolean refused = asked.is(VmOperation.POOL_MIGRATE)
                && asked.vm()
                        .vdis()
                        .anyMatch(vdi -> forgetsAtBoot(vdi) && VmView.isTrue(vdi.get(Vdi.SM_CONFIG), "caching"));
        return refused ? new VdiFailure.OnBootModeIncompatible() : null;
    }

    private static boolean forgetsAtBoot(Row<Vdi> vdi) {
        return "reset".equals(vdi.get(Vdi.SM_CONFIG).get("on_boot"));
    }

    private static @Nullable Failure pciDevices(Question asked) {
        List<Ref<Pci>> attached = asked.vm().row().get(Vm.ATTACHED_PCIS);
        if (!asked.isOneOf(VmGuestRules.MOVES) || attached.isEmpty()) {
            return null;
        }
        Set<Ref<Pci>> ofSharedGpus = asked.vm()
                .vgpus()
                .filter(asked.vm()::isOfNvidiaSriov)
                .map(vgpu -> vgpu.get(Vgpu.PCI))
                .collect(Collectors.toSet());
        return ofSharedGpus.containsAll(attached)
                ? null
                : new VmMigrationFailure.HasPciAttached(asked.vm().ref());
    }

    private static @Nullable Failure gpus(Question asked) {
        if (asked.vm().row().get(Vm.VGPUS).isEmpty()) {
            return null;
        }
        boolean allowed =
                switch (asked.operation()) {
                    case MIGRATE_SEND ->
                        asked.vm().power() == PowerState.HALTED || asked.vm().areVgpusSuspendable();
                    case POOL_MIGRATE, SUSPEND -> asked.vm().areVgpusSuspendable();
                    case CHECKPOINT ->
                        asked.vm().power() == PowerState.SUSPENDED || asked.vm().areVgpusSuspendable();
                    default -> true;
                };
        return allowed ? null : new VmMigrationFailure.HasVgpu(asked.vm().ref());
    }

    private static @Nullable Failure usbDevices(Question asked) {
        boolean refused =
                asked.isOneOf(WITHOUT_USB) && !asked.vm().row().get(Vm.VUSBS).isEmpty();
        return refused ? new VmMigrationFailure.HasVusbs(asked.vm().ref()) : null;
    }

    static @Nullable Failure oneVtpm(Question asked) {
        int present = asked.vm().row().get(Vm.VTPMS).size();
        boolean refused = asked.is(VmOperation.CREATE_VTPM) && present > 0;
        return refused ? new VmFailure.VtpmMaxAmountReached(String.valueOf(present)) : null;
    }
}
