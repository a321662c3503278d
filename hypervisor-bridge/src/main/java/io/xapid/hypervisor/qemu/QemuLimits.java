package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.Capabilities.Feature;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.Nic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What QEMU can do on this host, and whether a guest's wishes keep to it. */
record QemuLimits(Capabilities capabilities) {
    private static final int MAX_VCPUS = 255;
    private static final int CAP_NET_ADMIN = 12;

    static QemuLimits ofThisHost(String version, Accelerator accelerator, boolean uefi) {
        var features = EnumSet.complementOf(EnumSet.of(Feature.VCPU_SHARES, Feature.HOST_DEVICES));
        if (!mayMakeTaps()) {
            features.removeAll(Set.of(Feature.BRIDGED_NICS, Feature.TAP_NICS));
        }
        return new QemuLimits(new Capabilities(
                "qemu",
                version,
                accelerator.kind().wireName(),
                accelerator.reason(),
                features,
                uefi ? EnumSet.allOf(Boot.FirmwareKind.class) : EnumSet.of(Boot.FirmwareKind.BIOS),
                Set.of(),
                Set.of("pc"),
                QemuCommand.PLATFORM_KEYS,
                MAX_VCPUS,
                Disk.SLOTS,
                Nic.SLOTS,
                Map.of("qemu", version)));
    }

    /** Taps need their device and the network administrator's rights; the QEMU processes inherit ours. */
    private static boolean mayMakeTaps() {
        try {
            return Files.isWritable(Path.of("/dev/net/tun"))
                    && Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .filter(line -> line.startsWith("CapEff:"))
                            .map(line -> Long.parseUnsignedLong(
                                    line.substring("CapEff:".length()).strip(), 16))
                            .anyMatch(effective -> (effective >> CAP_NET_ADMIN & 1) == 1);
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    void check(DomainSpec spec) {
        if (spec.vcpus().max() > MAX_VCPUS) {
            throw unsupported("QEMU gives a guest at most %d vCPUs".formatted(MAX_VCPUS));
        }
        if (spec.boot() instanceof Boot.Firmware firmware
                && !capabilities.firmware().contains(firmware.kind())) {
            throw unsupported("this host has no %s firmware for guests".formatted(firmware.kind()));
        }
        if (spec.boot() instanceof Boot.Bootloader) {
            throw unsupported("QEMU runs no bootloaders of paravirtual guests");
        }
        if (!spec.hostDevices().isEmpty()) {
            throw unsupported("the QEMU bridge passes no devices of the host through");
        }
        long emulated = spec.disks().stream()
                .filter(disk -> disk.bus() == Disk.Bus.EMULATED)
                .count();
        if (emulated > QemuCommand.IDE_PLACES) {
            throw unsupported("a guest has at most %d emulated drives".formatted(QemuCommand.IDE_PLACES));
        }
        spec.nics().forEach(this::check);
    }

    void check(Nic nic) {
        if (!(nic.attachment() instanceof Nic.Attachment.UserMode) && !capabilities.can(Feature.BRIDGED_NICS)) {
            throw unsupported("this daemon may not make taps; NICs have to be in user mode");
        }
    }

    private static HypervisorException unsupported(String why) {
        return new HypervisorException(Reason.UNSUPPORTED, why);
    }
}
