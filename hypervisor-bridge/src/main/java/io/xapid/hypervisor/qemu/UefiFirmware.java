package io.xapid.hypervisor.qemu;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * UEFI firmware as the distribution installs it.
 *
 * @param code the firmware itself, shared and never written
 * @param variables an empty store of its variables, to copy from
 */
record UefiFirmware(Path code, Path variables) {

    private static final List<UefiFirmware> KNOWN = List.of(
            of("/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd"),
            of("/usr/share/OVMF/OVMF_CODE.fd", "/usr/share/OVMF/OVMF_VARS.fd"),
            of("/usr/share/edk2/ovmf/OVMF_CODE.fd", "/usr/share/edk2/ovmf/OVMF_VARS.fd"));

    /** The firmware of this host, if it has one. */
    static Optional<UefiFirmware> installed() {
        return KNOWN.stream()
                .filter(one -> Files.isReadable(one.code) && Files.isReadable(one.variables))
                .findFirst();
    }

    private static UefiFirmware of(String code, String variables) {
        return new UefiFirmware(Path.of(code), Path.of(variables));
    }
}
