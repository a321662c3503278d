package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.Boot.BootloaderKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a host has for paravirtual guests that boot from their disks.
 *
 * @param pygrub the program that reads a guest's disk
 * @param grubs GRUB as a kernel, by the type of guest that it boots in
 */
record XenBootloaders(Optional<Path> pygrub, Map<String, Path> grubs) {
    private static final Map<String, String> GRUBS = Map.of(
            DomainConfig.PV, "usr/lib/grub-xen/grub-x86_64-xen.bin",
            DomainConfig.PVH, "usr/lib/grub-xen/grub-i386-xen_pvh.bin");

    /** A host that has nothing of it. */
    static final XenBootloaders NONE = new XenBootloaders(Optional.empty(), Map.of());

    XenBootloaders {
        grubs = Map.copyOf(grubs);
    }

    /**
     * What is installed.
     *
     * @param root the folder in which {@code /usr} is
     * @param version of the Xen that runs
     */
    static XenBootloaders in(Path root, XenVersion version) {
        var pygrub = Optional.of(root.resolve("usr/lib/xen-" + version + "/bin/pygrub"))
                .filter(Files::isExecutable);
        var grubs = new HashMap<String, Path>();
        GRUBS.forEach((type, name) -> {
            if (Files.isReadable(root.resolve(name))) {
                grubs.put(type, root.resolve(name));
            }
        });
        return new XenBootloaders(pygrub, grubs);
    }

    /** What guests of at least one type can use. */
    Set<BootloaderKind> kinds() {
        var kinds = EnumSet.noneOf(BootloaderKind.class);
        if (pygrub.isPresent()) {
            kinds.add(BootloaderKind.PYGRUB);
        }
        if (!grubs.isEmpty()) {
            kinds.add(BootloaderKind.PVGRUB);
        }
        return kinds;
    }

    /** The GRUB that boots in guests of that type. */
    Optional<Path> grub(String type) {
        return Optional.ofNullable(grubs.get(type));
    }
}
