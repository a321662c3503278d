package io.xapid.server.vm;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.Consoles;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.MemorySpec;
import io.xapid.hypervisor.VcpuSpec;
import io.xapid.hypervisor.VmId;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.OnSoftReboot;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmBootFailure;
import io.xapid.model.vm.VmFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Translates VMs, as their rows want them, into the hypervisor's words; or says, in the API's, why that cannot be. */
final class DomainSpecs {
    private static final long LEAST_MEMORY = 1L << 20;
    private static final String DOMAIN_TYPE = "domain_type";
    private static final String SHADOW = "shadow-multiplier";
    private static final String SOFT_RESETS = "leave-soft-resets";

    private final Capabilities capabilities;
    private final KernelBoot kernels;
    private final Ref<Pool> pool;

    /** @param kernelFolders where kernels and RAM disks of guests may lie */
    DomainSpecs(Capabilities capabilities, List<Path> kernelFolders, Ref<Pool> pool) {
        this.capabilities = capabilities;
        this.pool = pool;
        this.kernels = new KernelBoot(capabilities, kernelFolders);
    }

    /** Checks what the hypervisor of this host must be able to do, and says what to build. */
    Blueprint blueprint(Lookup state, Row<Vm> vm) {
        var devices = new DeviceSpecs(state, vm, capabilities);
        var bare = new DomainSpec(
                idOf(vm),
                vm.get(Vm.NAME_LABEL),
                memory(vm),
                vcpus(vm),
                boot(state, vm),
                List.of(),
                List.of(),
                Consoles.BOTH,
                HostDevices.of(vm),
                platform(state, vm),
                XenstoreDataSetter.forGuest(vm.get(Vm.XENSTORE_DATA)));
        return new Blueprint(vm.ref(), bare, devices.drives(), devices.ports());
    }

    static VmId idOf(Row<Vm> vm) {
        return VmId.of(vm.get(Vm.UUID));
    }

    /** What hypervisors are to be told by name beside what stands there by the VM's owner's wish. */
    private Map<String, String> platform(Lookup state, Row<Vm> vm) {
        var wishes = new HashMap<>(vm.get(Vm.PLATFORM));
        wishes.remove(DOMAIN_TYPE); // what stands in the VM's own field counts
        if (capabilities.platformKeys().contains(DOMAIN_TYPE)) {
            wishes.put(DOMAIN_TYPE, VmView.typeOf(vm).wireName());
        }
        if (capabilities.platformKeys().contains(ProcessorLevel.KEY)) {
            ProcessorLevel.of(state, pool, vm).ifPresent(level -> wishes.put(ProcessorLevel.KEY, level.toString()));
        }
        wishes.remove(SHADOW);
        if (capabilities.platformKeys().contains(SHADOW) && vm.get(Vm.HVM_SHADOW_MULTIPLIER) > 1) {
            wishes.put(SHADOW, String.valueOf(vm.get(Vm.HVM_SHADOW_MULTIPLIER)));
        }
        wishes.remove(SOFT_RESETS);
        if (vm.get(Vm.ACTIONS_AFTER_SOFTREBOOT) != OnSoftReboot.SOFT_REBOOT) {
            wishes.put(SOFT_RESETS, "true");
        }
        return wishes;
    }

    private static MemorySpec memory(Row<Vm> vm) {
        if (vm.get(Vm.MEMORY_DYNAMIC_MIN) < LEAST_MEMORY) {
            throw new VmFailure.MemorySizeTooLow(vm.ref());
        }
        MemoryModel.Limits limits = MemoryModel.Limits.of(vm);
        if (!limits.areInOrder()) {
            throw new VmBootFailure.MemoryConstraintViolationOrder();
        }
        return new MemorySpec(
                vm.get(Vm.MEMORY_STATIC_MAX), vm.get(Vm.MEMORY_DYNAMIC_MIN), vm.get(Vm.MEMORY_DYNAMIC_MAX));
    }

    private VcpuSpec vcpus(Row<Vm> vm) {
        long max = vm.get(Vm.VCPUS_MAX);
        if (max > capabilities.maxVcpus()) {
            throw new VmFailure.TooManyVcpus(vm.ref());
        }
        return new VcpuSpec(
                Math.toIntExact(vm.get(Vm.VCPUS_AT_STARTUP)),
                Math.toIntExact(max),
                Math.toIntExact(BootSettings.coresPerSocket(vm)),
                capabilities.can(Capabilities.Feature.VCPU_SHARES)
                        ? ProcessorShare.of(vm.get(Vm.VCPUS_PARAMS))
                        : Optional.empty());
    }

    private Boot boot(Lookup state, Row<Vm> vm) {
        return VmView.typeOf(vm) == DomainType.HVM ? firmware(vm) : kernels.boot(state, vm);
    }

    private Boot firmware(Row<Vm> vm) {
        boolean uefi = BootSettings.isUefi(vm);
        Boot.FirmwareKind kind = uefi ? Boot.FirmwareKind.UEFI : Boot.FirmwareKind.BIOS;
        if (!capabilities.firmware().contains(kind)) {
            throw new CallFailure.ValueNotSupported(
                    "HVM-boot-params['firmware']", uefi ? "uefi" : "bios", "This host has no such firmware.");
        }
        return new Boot.Firmware(kind, bootOrder(vm.get(Vm.HVM_BOOT_PARAMS)), Optional.empty());
    }

    static List<Boot.BootDevice> bootOrder(Map<String, String> parameters) {
        var order = new ArrayList<Boot.BootDevice>();
        parameters.getOrDefault("order", "cd").chars().forEach(letter -> {
            Boot.@Nullable BootDevice device =
                    switch (letter) {
                        case 'c' -> Boot.BootDevice.DISK;
                        case 'd' -> Boot.BootDevice.CDROM;
                        case 'n' -> Boot.BootDevice.NETWORK;
                        default -> null; // floppy drives, and what nobody knows
                    };
            if (device != null && !order.contains(device)) {
                order.add(device);
            }
        });
        return order;
    }
}
