package io.xapid.hypervisor.xen.pair;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.MemorySpec;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VcpuSpec;
import io.xapid.hypervisor.VmId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A guest with an address that both hosts see, on a disk that both hosts have. */
final class MovingGuest {
    static final String ADDRESS = "192.168.77.50";
    private static final Path KIT = Path.of("/var/lib/xapid-lab/guest");

    private MovingGuest() {}

    static DomainSpec spec(VmId vm, String kind) {
        boolean machine = kind.equals("hvm");
        return DomainSpec.of(
                        vm,
                        "a guest that moves",
                        MemorySpec.fixed((machine ? 160L : 128L) << 20),
                        VcpuSpec.of(1),
                        new Boot.DirectKernel(
                                KIT.resolve("vmlinuz"),
                                Optional.of(KIT.resolve("initramfs.gz")),
                                "quiet mitigations=off lab.ip=" + ADDRESS + " console=" + (machine ? "ttyS0" : "hvc0")))
                .withPlatform(Map.of("domain_type", kind))
                .plus(Disk.of(0, Medium.raw(Path.of("/dev/disk/by-id/virtio-labshared"))))
                .plus(Nic.of(0, "52:54:00:77:50:01", new Nic.Attachment.Bridge("xenbr0")));
    }
}
