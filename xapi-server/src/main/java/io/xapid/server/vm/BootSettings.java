package io.xapid.server.vm;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.OnBoot;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmBootFailure;
import io.xapid.model.vm.VmFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Settings that matter when a VM boots: how they are completed, and what they must not be. */
final class BootSettings {
    static final String DEVICE_MODEL = "device-model";
    private static final String BIOS_MODEL = "qemu-upstream-compat";
    private static final String UEFI_MODEL = "qemu-upstream-uefi";
    private static final String OLD_MODEL = "qemu-trad";
    private static final Set<String> MODELS_WITH_USB = Set.of(BIOS_MODEL, UEFI_MODEL, "qemu-upstream");
    private static final Set<String> SWITCH = Set.of("true", "false", "1", "0");
    private static final Map<String, String> GENERIC_BIOS_STRINGS = Map.of(
            "bios-vendor", "Xen",
            "bios-version", "",
            "system-manufacturer", "Xen",
            "system-product-name", "HVM domU",
            "system-version", "",
            "system-serial-number", "",
            "hp-rombios", "");

    private BootSettings() {}

    static boolean isUefi(Row<Vm> vm) {
        return "uefi".equals(vm.get(Vm.HVM_BOOT_PARAMS).get("firmware"));
    }

    static Map<String, String> biosStrings(Row<Vm> vm) {
        Map<String, String> present = vm.get(Vm.BIOS_STRINGS);
        return present.isEmpty() ? GENERIC_BIOS_STRINGS : present;
    }

    /** The platform switches, with what is missing and what has long been replaced put right. */
    static Map<String, String> completedPlatform(Row<Vm> vm, Lookup state, Ref<Pool> pool) {
        var platform = new HashMap<>(vm.get(Vm.PLATFORM));
        String model = platform.getOrDefault(DEVICE_MODEL, OLD_MODEL);
        if (VmView.typeOf(vm) == DomainType.HVM && model.equals(OLD_MODEL)) {
            platform.put(DEVICE_MODEL, isUefi(vm) ? UEFI_MODEL : BIOS_MODEL);
        }
        if ("auto".equals(platform.get("secureboot"))) {
            Row<Pool> row = state.get(Pool.CLASS, pool);
            boolean certified = row != null && !row.get(Pool.UEFI_CERTIFICATES).isEmpty();
            platform.put("secureboot", String.valueOf(certified));
        }
        return platform;
    }

    /**
     * Throws the documented failure of the first setting with which the VM cannot boot on any host.
     *
     * @param vm with its platform completed
     * @param force whether the caller has waived the check of pinned memory
     */
    static void check(VmView vm, boolean force) {
        checkUsb(vm);
        checkNestedVirt(vm, force);
        checkModel(vm.row());
        if (vm.domainType() != DomainType.PV) {
            coresPerSocket(vm.row());
        }
        checkFirmware(vm);
        checkClocks(vm);
    }

    private static void checkUsb(VmView vm) {
        String model = vm.row().get(Vm.PLATFORM).getOrDefault(DEVICE_MODEL, "undefined");
        if (!vm.row().get(Vm.VUSBS).isEmpty() && !MODELS_WITH_USB.contains(model)) {
            throw new CallFailure.InvalidValue("platform:device-model when vm has VUSBs", model);
        }
    }

    private static void checkNestedVirt(VmView vm, boolean force) {
        String wanted = vm.row().get(Vm.PLATFORM).get("nested-virt");
        if (wanted == null) {
            return;
        }
        Row<Vm> row = vm.row();
        boolean pinned = row.get(Vm.MEMORY_DYNAMIC_MIN).equals(row.get(Vm.MEMORY_DYNAMIC_MAX))
                && row.get(Vm.MEMORY_DYNAMIC_MAX).equals(row.get(Vm.MEMORY_STATIC_MAX));
        if (!force && VmView.isTrue(row.get(Vm.PLATFORM), "nested-virt") && !pinned) {
            throw new VmBootFailure.MemoryConstraintViolationMaxpin("nested virt");
        }
        if (!SWITCH.contains(wanted)) {
            throw new CallFailure.InvalidValue("platform:nested-virt", wanted);
        }
    }

    private static void checkModel(Row<Vm> vm) {
        String model = vm.get(Vm.PLATFORM).getOrDefault(DEVICE_MODEL, "");
        boolean wrong = isUefi(vm) ? model.equals(OLD_MODEL) : model.equals(UEFI_MODEL);
        if (VmView.typeOf(vm) == DomainType.HVM && wrong) {
            throw new CallFailure.InvalidValue("platform:device-model", model + " does not go with the firmware");
        }
    }

    /** How many processors make a socket; 1 where nothing is said. */
    static long coresPerSocket(Row<Vm> vm) {
        String word = vm.get(Vm.PLATFORM).get("cores-per-socket");
        if (word == null) {
            return 1;
        }
        if (!word.matches("-?[0-9]{1,9}")) {
            throw new CallFailure.InvalidValue("platform:cores-per-socket", word);
        }
        long cores = Long.parseLong(word);
        long max = vm.get(Vm.VCPUS_MAX);
        if (cores < 1 || max % cores != 0) {
            throw new VmFailure.VcpuMaxNotSocketMultiple(String.valueOf(max), word);
        }
        return cores;
    }

    private static void checkFirmware(VmView vm) {
        String firmware = vm.row().get(Vm.HVM_BOOT_PARAMS).getOrDefault("firmware", "bios");
        if (!Set.of("bios", "uefi").contains(firmware)) {
            throw new CallFailure.InvalidValue("HVM-boot-params['firmware']", firmware);
        }
        String onBoot = vm.row().get(Vm.NVRAM).getOrDefault("EFI-variables-on-boot", "persist");
        if (!Set.of("persist", "reset").contains(onBoot)) {
            throw new CallFailure.InvalidValue("NVRAM['EFI-variables-on-boot']", onBoot);
        }
        if (firmware.equals("bios") && !vm.row().get(Vm.VTPMS).isEmpty()) {
            throw new CallFailure.NotImplemented("a TPM for a guest that boots by BIOS");
        }
    }

    private static void checkClocks(VmView vm) {
        List<Row<Vdi>> withClock = vm.vdis()
                .filter(vdi -> vdi.get(Vdi.ON_BOOT) == OnBoot.RESET
                        && vdi.get(Vdi.OTHER_CONFIG).containsKey("timeoffset"))
                .toList();
        if (withClock.size() > 1) {
            throw new VmBootFailure.SeveralTimeOffsetDisksResetOnBoot(
                    Stream.concat(Stream.of(vm.ref()), withClock.stream().map(Row::ref))
                            .toArray(Ref<?>[]::new));
        }
    }
}
