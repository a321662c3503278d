package io.xapid.server.host;

import java.util.List;

/**
 * What the host's rows say about the bridge.
 *
 * @param name its kind: {@code qemu}, {@code xen}, {@code simulator}
 * @param version of what it drives
 * @param accelerator how guests' instructions are run, such as {@code kvm} or {@code tcg}
 * @param guestKinds kinds of guests it can run, in the hypervisor's notation, such as {@code hvm-3.0-x86_64}
 * @param bootloaders names of programs that find a kernel in the disk of a guest
 * @param uefi whether guests may boot by UEFI
 */
public record BridgeFacts(
        String name,
        String version,
        String accelerator,
        List<String> guestKinds,
        List<String> bootloaders,
        boolean uefi) {
    public BridgeFacts {
        bootloaders = List.copyOf(bootloaders);
        guestKinds = List.copyOf(guestKinds);
    }
}
