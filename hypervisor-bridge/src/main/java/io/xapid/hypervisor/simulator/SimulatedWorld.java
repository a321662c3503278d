package io.xapid.hypervisor.simulator;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.Capabilities.Feature;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainStatistics;
import io.xapid.hypervisor.DomainStatistics.DiskCounters;
import io.xapid.hypervisor.DomainStatistics.NicCounters;
import io.xapid.hypervisor.GuestReport;
import io.xapid.hypervisor.Nic;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What the simulator says of itself and its guests: that it is one, and that nothing is read or sent. */
final class SimulatedWorld {
    static final int MAX_VCPUS = 64;

    static final Capabilities CAPABILITIES = new Capabilities(
            "simulator",
            "1",
            "none",
            "this is a simulation: no guest's code is run",
            EnumSet.complementOf(EnumSet.of(Feature.REAL_GUESTS, Feature.GRAPHICAL_CONSOLE, Feature.SERIAL_CONSOLE)),
            EnumSet.allOf(Boot.FirmwareKind.class),
            EnumSet.allOf(Boot.BootloaderKind.class),
            Set.of("simulated"),
            Set.of(),
            MAX_VCPUS,
            Disk.SLOTS,
            Nic.SLOTS,
            Map.of());

    private SimulatedWorld() {}

    static GuestReport report(SimulatedDomain domain, Instant now) {
        var addresses = new HashMap<String, List<String>>();
        domain.spec().nics().forEach(nic -> addresses.put(nic.mac(), List.of("192.0.2." + (nic.slot() + 1))));
        return new GuestReport(
                Map.of("name", "Simulated guest", "id", "simulated", "version", "1", "kernel", "none"),
                addresses,
                OptionalLong.of(domain.memoryBytes()),
                OptionalLong.of(domain.memoryBytes() / 2),
                now);
    }

    static DomainStatistics statistics(SimulatedDomain domain, Instant now) {
        var disks = new HashMap<Integer, DiskCounters>();
        domain.spec().disks().forEach(disk -> disks.put(disk.slot(), new DiskCounters(0, 0, 0, 0)));
        var nics = new HashMap<Integer, NicCounters>();
        domain.spec().nics().forEach(nic -> nics.put(nic.slot(), new NicCounters(Optional.empty(), 0, 0, 0, 0)));
        double seconds = domain.ran(now).toMillis() / 1000.0;
        return new DomainStatistics(Collections.nCopies(domain.vcpus(), seconds), domain.memoryBytes(), 0, disks, nics);
    }
}
