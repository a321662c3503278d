package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainStatistics;
import io.xapid.hypervisor.DomainStatistics.DiskCounters;
import io.xapid.hypervisor.DomainStatistics.NicCounters;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.xen.XenFolder.Built;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Reads what a guest has used: of Xen its processors and memory, of the control domain's kernel and of QEMU its drives and NICs. */
final class XenCounters {
    private static final Path BACKENDS = Path.of("/sys/bus/xen-backend/devices");
    private static final Path INTERFACES = Path.of("/sys/class/net");
    private static final int SECTOR_BYTES = 512;
    private static final double NANOSECONDS = TimeUnit.SECONDS.toNanos(1);

    private final XenDomain domain;

    XenCounters(XenDomain domain) {
        this.domain = domain;
    }

    DomainStatistics read(DomainSpec spec) {
        Built built = domain.built().orElseThrow(() -> went());
        long memory = domain.info(built).orElseThrow(() -> went()).memoryKib() << 10;
        var vcpus = domain.tools().asking().ask(libxl -> libxl.processors().of(built.domid())).stream()
                .limit(built.vcpus())
                .map(vcpu -> vcpu.nanoseconds() / NANOSECONDS)
                .toList();
        var disks = new HashMap<Integer, DiskCounters>();
        Map<Integer, DiskCounters> emulated =
                spec.disks().isEmpty() ? Map.of() : domain.tools().drives().of(built.domid());
        for (Disk disk : spec.disks()) {
            Stream.of(disk(built.domid(), disk.slot()), Optional.ofNullable(emulated.get(disk.slot())))
                    .flatMap(Optional::stream)
                    .forEach(counters -> disks.merge(disk.slot(), counters, DiskCounters::plus));
        }
        var nics = new HashMap<Integer, NicCounters>();
        spec.nics().forEach(nic -> nic(built.domid(), nic).ifPresent(counters -> nics.put(nic.slot(), counters)));
        return new DomainStatistics(vcpus, memory, memory, disks, nics);
    }

    private HypervisorException went() {
        return new HypervisorException(Reason.NOT_FOUND, "guest " + domain.vm() + " just went");
    }

    /** What the kernel's backend counts. Drives that QEMU serves, such as those of QCOW2 images, are not there. */
    private static Optional<DiskCounters> disk(int domid, int slot) {
        return Drives.numbers(slot).stream()
                .map(number ->
                        BACKENDS.resolve("vbd-%d-%d".formatted(domid, number)).resolve("statistics"))
                .filter(Files::isDirectory)
                .findFirst()
                .map(counters -> new DiskCounters(
                        number(counters.resolve("rd_sect")).orElse(0) * SECTOR_BYTES,
                        number(counters.resolve("wr_sect")).orElse(0) * SECTOR_BYTES,
                        number(counters.resolve("rd_req")).orElse(0),
                        number(counters.resolve("wr_req")).orElse(0)));
    }

    /** What went through its backend, and through the old card that a machine may have beside it. */
    private static Optional<NicCounters> nic(int domid, Nic nic) {
        String name = "vif%d.%d".formatted(domid, nic.slot());
        if (!Files.isDirectory(counters(name))) {
            return Optional.empty();
        }
        return Optional.of(
                new NicCounters( // the guest receives what its backend sends
                        Optional.of(name),
                        sum(name, "tx_bytes"),
                        sum(name, "rx_bytes"),
                        sum(name, "tx_packets"),
                        sum(name, "rx_packets")));
    }

    private static long sum(String name, String counter) {
        return number(counters(name).resolve(counter)).orElse(0)
                + number(counters(name + "-emu").resolve(counter)).orElse(0);
    }

    private static Path counters(String name) {
        return INTERFACES.resolve(name).resolve("statistics");
    }

    private static OptionalLong number(Path file) {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
