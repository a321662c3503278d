package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.Boot.FirmwareKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a host has for guests in whole machines: the QEMU that emulates their devices, and firmware.
 *
 * @param deviceModel the QEMU that libxl starts
 * @param files firmware by its kind
 */
record XenFirmware(Optional<Path> deviceModel, Map<FirmwareKind, Path> files) {
    private static final List<String> DEVICE_MODELS = List.of(
            "usr/libexec/xen-qemu-system-i386", // Debian's
            "usr/lib/xen/bin/qemu-system-i386",
            "usr/libexec/xen/bin/qemu-system-i386");
    private static final Map<FirmwareKind, List<String>> FILES = Map.of(
            FirmwareKind.BIOS, List.of("usr/share/seabios/bios-256k.bin", "usr/share/qemu/bios-256k.bin"),
            FirmwareKind.UEFI, List.of("usr/share/ovmf/OVMF.fd", "usr/share/edk2/ovmf/OVMF.fd"));

    /** A host that has nothing of it. */
    static final XenFirmware NONE = new XenFirmware(Optional.empty(), Map.of());

    XenFirmware {
        files = Map.copyOf(files);
    }

    /** @param root the folder in which {@code /usr} is */
    static XenFirmware in(Path root) {
        var files = new EnumMap<FirmwareKind, Path>(FirmwareKind.class);
        FILES.forEach((kind, names) -> first(root, names).ifPresent(file -> files.put(kind, file)));
        return new XenFirmware(first(root, DEVICE_MODELS).filter(Files::isExecutable), files);
    }

    private static Optional<Path> first(Path root, List<String> names) {
        return names.stream().map(root::resolve).filter(Files::isReadable).findFirst();
    }

    /** Kinds of firmware that guests can have here. */
    Set<FirmwareKind> kinds() {
        return deviceModel.isPresent() ? files.keySet() : Set.of();
    }

    Optional<Path> file(FirmwareKind kind) {
        return Optional.ofNullable(files.get(kind));
    }
}
