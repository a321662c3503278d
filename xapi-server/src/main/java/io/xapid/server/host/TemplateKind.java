package io.xapid.server.host;

import java.util.List;

/**
 * A kind of guest that operators ask for by name.
 *
 * @param memoryMegabytes what such a guest gets unless told otherwise
 * @param diskGigabytes size of the disk made for it; 0 for none
 * @param uefi whether it boots by UEFI rather than by BIOS
 * @param windows whether it wants to be shown what Windows expects of a hypervisor
 */
record TemplateKind(
        String name,
        String description,
        long memoryMegabytes,
        long vcpus,
        long diskGigabytes,
        boolean uefi,
        boolean windows) {

    /** What clients look for by name; the rest is added by whoever needs it. */
    static List<TemplateKind> all() {
        return List.of(
                new TemplateKind(
                        "Other install media",
                        "Any operating system, from a CD or the network.",
                        1024,
                        1,
                        0,
                        false,
                        false),
                linux("AlmaLinux 8", 2048, 20),
                linux("AlmaLinux 9", 2048, 20),
                linux("CentOS 7", 2048, 10),
                linux("CentOS Stream 9", 2048, 20),
                linux("Debian Bookworm 12", 2048, 10),
                linux("Debian Bullseye 11", 2048, 10),
                linux("Debian Trixie 13", 2048, 10),
                linux("Generic Linux BIOS", 1024, 10),
                linuxUefi("Generic Linux UEFI", 1024, 10),
                linux("Oracle Linux 8", 2048, 20),
                linux("Oracle Linux 9", 2048, 20),
                linux("Red Hat Enterprise Linux 8", 2048, 20),
                linux("Red Hat Enterprise Linux 9", 2048, 20),
                linux("Rocky Linux 8", 2048, 20),
                linux("Rocky Linux 9", 2048, 20),
                linux("SUSE Linux Enterprise Server 15 SP6", 2048, 20),
                linux("Ubuntu Focal Fossa 20.04", 2048, 10),
                linux("Ubuntu Jammy Jellyfish 22.04", 2048, 10),
                linux("Ubuntu Noble Numbat 24.04", 2048, 10),
                windows("Windows 10 (64-bit)", 2, 64, false),
                windows("Windows 11", 2, 64, true),
                windows("Windows Server 2016 (64-bit)", 1, 32, false),
                windows("Windows Server 2019 (64-bit)", 1, 32, false),
                windows("Windows Server 2022 (64-bit)", 1, 32, true),
                windows("Windows Server 2025 (64-bit)", 1, 32, true));
    }

    private static TemplateKind linux(String name, long memoryMegabytes, long diskGigabytes) {
        return new TemplateKind(name, "Linux, booted by BIOS.", memoryMegabytes, 1, diskGigabytes, false, false);
    }

    private static TemplateKind linuxUefi(String name, long memoryMegabytes, long diskGigabytes) {
        return new TemplateKind(name, "Linux, booted by UEFI.", memoryMegabytes, 1, diskGigabytes, true, false);
    }

    private static TemplateKind windows(String name, long vcpus, long diskGigabytes, boolean uefi) {
        return new TemplateKind(
                name,
                "Windows, booted by %s.".formatted(uefi ? "UEFI" : "BIOS"),
                4096,
                vcpus,
                diskGigabytes,
                uefi,
                true);
    }
}
