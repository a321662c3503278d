package io.xapid.server.vm;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Capabilities;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdType;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmBootFailure;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How VMs without firmware boot: by a kernel of the host's that they name, or by one in a disk of theirs. */
final class KernelBoot {
    /** Others would have the host write files, or read them, as the VM's owner likes. */
    private static final Pattern HARMLESS = Pattern.compile("-q|--entry=[0-9]{1,4}|--offset=[0-9]{1,15}");

    private static final int MOST_ARGUMENTS = 8;

    private final Capabilities capabilities;
    private final List<Path> kernelFolders;

    KernelBoot(Capabilities capabilities, List<Path> kernelFolders) {
        this.capabilities = capabilities;
        this.kernelFolders = List.copyOf(kernelFolders);
    }

    /** A kernel that is named goes before a bootloader. */
    Boot boot(Lookup state, Row<Vm> vm) {
        return vm.get(Vm.PV_KERNEL).isEmpty() ? bootloader(state, vm) : kernel(vm);
    }

    private Boot bootloader(Lookup state, Row<Vm> vm) {
        String name = vm.get(Vm.PV_BOOTLOADER);
        if (name.isEmpty()) {
            throw failure(vm, "The VM names neither a kernel nor a bootloader.");
        }
        Boot.BootloaderKind kind = capabilities.bootloaders().stream()
                .filter(there -> there.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> failure(vm, whatThereIs()));
        String own = vm.get(Vm.PV_ARGS);
        return new Boot.Bootloader(
                kind, bootDisk(state, vm), arguments(vm), own.isEmpty() ? vm.get(Vm.PV_LEGACY_ARGS) : own);
    }

    private static List<String> arguments(Row<Vm> vm) {
        String text = vm.get(Vm.PV_BOOTLOADER_ARGS).strip();
        List<String> words = text.isEmpty() ? List.of() : List.of(text.split("\\s+", MOST_ARGUMENTS + 1));
        if (words.size() > MOST_ARGUMENTS
                || !words.stream().allMatch(word -> HARMLESS.matcher(word).matches())) {
            throw failure(vm, "Of the bootloader's arguments only -q, --entry=N and --offset=N are allowed.");
        }
        return words;
    }

    private String whatThereIs() {
        return capabilities.bootloaders().isEmpty()
                ? "This host runs no bootloaders, only kernels that the VM names."
                : capabilities.bootloaders().stream()
                        .map(Boot.BootloaderKind::wireName)
                        .sorted()
                        .collect(Collectors.joining(", ", "This host has no bootloader of that name, but ", "."));
    }

    /** The first that is marked, or else the first. */
    private static int bootDisk(Lookup state, Row<Vm> vm) {
        return vm.get(Vm.VBDS).stream()
                .flatMap(ref -> Stream.ofNullable(state.get(Vbd.CLASS, ref)))
                .filter(vbd -> vbd.get(Vbd.TYPE) == VbdType.DISK && !vbd.get(Vbd.EMPTY))
                .min(Comparator.<Row<Vbd>, Boolean>comparing(vbd -> !vbd.get(Vbd.BOOTABLE))
                        .thenComparing(vbd -> DeviceSpecs.position(vm, vbd)))
                .map(vbd -> DeviceSpecs.position(vm, vbd))
                .orElseThrow(() -> failure(vm, "The VM has no disk in which a bootloader could look."));
    }

    private static VmBootFailure.BootloaderFailed failure(Row<Vm> vm, String why) {
        return new VmBootFailure.BootloaderFailed(vm.ref(), why);
    }

    private Boot kernel(Row<Vm> vm) {
        if (!capabilities.can(Capabilities.Feature.DIRECT_KERNEL_BOOT)) {
            throw failure(vm, "The hypervisor of this host cannot load a kernel.");
        }
        String ramdisk = vm.get(Vm.PV_RAMDISK);
        String kernel = vm.get(Vm.PV_KERNEL);
        return new Boot.DirectKernel(
                permitted("kernel", kernel),
                ramdisk.isEmpty() ? Optional.empty() : Optional.of(permitted("ramdisk", ramdisk)),
                vm.get(Vm.PV_ARGS));
    }

    private Path permitted(String what, String file) {
        try {
            Path path = Path.of(file);
            if (!path.isAbsolute()) {
                throw new CallFailure.InvalidValue(what, file, "It must be an absolute path.");
            }
            Path real = path.toRealPath(); // links must not lead out of the folders
            for (Path folder : kernelFolders) {
                if (real.startsWith(folder.toRealPath())) {
                    return real;
                }
            }
            throw new CallFailure.InvalidValue(what, file, "It lies outside the folders for kernels.");
        } catch (InvalidPathException | IOException absent) {
            throw new CallFailure.InvalidValue(what, file, "There is no such file in the folders for kernels.");
        }
    }
}
