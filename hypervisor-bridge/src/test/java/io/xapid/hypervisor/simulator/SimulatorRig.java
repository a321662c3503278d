package io.xapid.hypervisor.simulator;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.MemorySpec;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VcpuSpec;
import io.xapid.hypervisor.VmId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** An imagined machine for the contract. */
final class SimulatorRig implements HypervisorRig {
    private final SimulatedHost host = new SimulatedHost();

    @Override
    public Hypervisor open() {
        return new SimulatedHypervisor(host);
    }

    @Override
    public DomainSpec guest(VmId vm) {
        return DomainSpec.of(
                vm, "a guest", MemorySpec.fixed(128L << 20), VcpuSpec.of(1), Boot.Firmware.bios(Boot.BootDevice.DISK));
    }

    @Override
    public Medium blankDisk() {
        return Medium.raw(Path.of("/simulated", UUID.randomUUID() + ".raw"));
    }

    @Override
    public Medium missingDisk() {
        Medium medium = blankDisk();
        host.breakMedium(medium.path().toString());
        return medium;
    }

    @Override
    public void supply(Medium missing) {
        host.repair(missing.path().toString());
    }

    @Override
    public Nic.Attachment network() {
        return new Nic.Attachment.UserMode();
    }

    @Override
    public void powerOffFromInside(VmId vm) {
        host.powerOff(vm);
    }

    @Override
    public void crashFromInside(VmId vm) {
        host.crash(vm);
    }

    @Override
    public void killBehindTheBack(VmId vm) {
        host.lose(vm);
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void close() {
        for (VmId vm : host.list()) {
            host.lose(vm);
        }
    }
}
