package io.xapid.hypervisor;

import static io.xapid.hypervisor.DomainState.PAUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xapid.hypervisor.HypervisorException.Reason;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules about devices, memory and processors, which belong to {@link HypervisorContract}. */
abstract class DeviceRules extends RigTest {

    @Test
    void drivesComeAndGoWhileTheGuestRuns() {
        Disk first = Disk.of(0, rig.blankDisk());
        Disk second = Disk.of(1, rig.blankDisk()).asReadOnly();
        hypervisor.create(rig.guest(VM));
        hypervisor.plug(VM, first);
        hypervisor.plug(VM, first);
        boot();
        hypervisor.plug(VM, first);
        refused(Reason.WRONG_STATE, () -> hypervisor.plug(VM, Disk.of(0, rig.blankDisk())));
        refusedAnyhow(() -> hypervisor.plug(VM, Disk.of(2, rig.missingDisk())));
        assertThat(hypervisor.specOf(VM).orElseThrow().disks()).containsExactly(first);

        hypervisor.plug(VM, second);
        assertThat(hypervisor.specOf(VM).orElseThrow().disks()).containsExactlyInAnyOrder(first, second);
        assertThat(hypervisor.statisticsOf(VM).disks()).containsOnlyKeys(0, 1);

        hypervisor.unplugDisk(VM, 0);
        hypervisor.unplugDisk(VM, 0);
        hypervisor.unplugDisk(VM, 7);
        assertThat(hypervisor.specOf(VM).orElseThrow().disks()).containsExactly(second);
        assertThat(hypervisor.statisticsOf(VM).disks()).containsOnlyKeys(1);
        hypervisor.plug(VM, first);
        hypervisor.pause(VM);
        hypervisor.unplugDisk(VM, 0);
        hypervisor.unplugDisk(VM, 1);
        assertThat(hypervisor.specOf(VM).orElseThrow().disks()).isEmpty();
    }

    @Test
    void nicsComeAndGoWhileTheGuestRuns() {
        Nic nic = Nic.of(1, MAC, rig.network());
        hypervisor.create(rig.guest(VM));
        boot();
        hypervisor.plug(VM, nic);
        hypervisor.plug(VM, nic);
        refused(Reason.WRONG_STATE, () -> hypervisor.plug(VM, Nic.of(1, "52:54:00:12:34:99", rig.network())));
        eventually(() -> assertThat(hypervisor.guestReportOf(VM).orElseThrow().addresses())
                .containsKey(MAC));

        hypervisor.unplugNic(VM, 1);
        hypervisor.unplugNic(VM, 1);
        assertThat(hypervisor.specOf(VM).orElseThrow().nics()).isEmpty();
        eventually(() -> assertThat(hypervisor.guestReportOf(VM).orElseThrow().addresses())
                .doesNotContainKey(MAC));
        hypervisor.plug(VM, nic);
        assertThat(hypervisor.specOf(VM).orElseThrow().nics()).containsExactly(nic);
    }

    @Test
    void whatWasPluggedBeforeTheFirstStartCanBeTakenAwayBeforeIt() {
        hypervisor.create(rig.guest(VM));
        hypervisor.build(VM);
        hypervisor.plug(VM, Disk.of(0, rig.blankDisk()));
        hypervisor.plug(VM, Nic.of(0, MAC, rig.network()));
        hypervisor.unplugNic(VM, 0);
        hypervisor.unplugDisk(VM, 0);
        DomainSpec left = hypervisor.specOf(VM).orElseThrow();
        assertThat(left.nics()).isEmpty();
        assertThat(left.disks()).isEmpty();
        assertThat(hypervisor.stateOf(VM)).isEqualTo(PAUSED);
        boot();
    }

    @Test
    void discsAreChangedAndTakenOut() {
        Medium one = rig.blankDisk();
        Medium two = rig.blankDisk();
        hypervisor.create(rig.guest(VM).plus(Disk.cdrom(3, Optional.empty())));
        hypervisor.changeMedium(VM, 3, Optional.of(one));
        hypervisor.build(VM);
        assertThat(inDrive()).contains(one);
        hypervisor.changeMedium(VM, 3, Optional.of(two));
        hypervisor.changeMedium(VM, 3, Optional.of(two));
        assertThat(inDrive()).contains(two);
        refusedAnyhow(() -> hypervisor.changeMedium(VM, 3, Optional.of(rig.missingDisk())));
        assertThat(inDrive()).isEmpty();
        hypervisor.changeMedium(VM, 3, Optional.of(one));
        hypervisor.unpause(VM);
        hypervisor.changeMedium(VM, 3, Optional.empty());
        hypervisor.changeMedium(VM, 3, Optional.empty());
        assertThat(inDrive()).isEmpty();
        refused(Reason.NOT_FOUND, () -> hypervisor.changeMedium(VM, 4, Optional.empty()));
    }

    private Optional<Medium> inDrive() {
        return hypervisor.specOf(VM).orElseThrow().disk(3).orElseThrow().medium();
    }

    @Test
    void memoryAndVcpusChangeWithinTheirBounds() {
        var base = rig.guest(VM);
        long most = base.memory().staticMaxBytes();
        hypervisor.create(base.withMemory(new MemorySpec(most, most / 2, most)).withVcpus(new VcpuSpec(1, 2, 1)));
        hypervisor.build(VM);
        refusedAnyhow(() -> hypervisor.setVcpus(VM, 3));
        refusedAnyhow(() -> hypervisor.setMemoryTarget(VM, most * 2));
        hypervisor.setVcpus(VM, 2);
        assertThat(hypervisor.statisticsOf(VM).cpuSeconds()).hasSize(2);
        boot();
        hypervisor.setMemoryTarget(VM, most / 4 * 3);
        eventually(() -> assertThat(hypervisor.statisticsOf(VM).memoryBytes())
                .isCloseTo(most / 4 * 3, within(1L << 20))); // a machine's own pages may be counted with the guest's
    }

    @Test
    void aGuestsShareOfProcessorsChangesWhileItLives() {
        var first = new VcpuShare(512, 50, Set.of(0));
        var second = new VcpuShare(128, 0, Set.of());
        DomainSpec base = rig.guest(VM);
        if (!hypervisor.capabilities().can(Capabilities.Feature.VCPU_SHARES)) {
            hypervisor.create(base);
            hypervisor.build(VM);
            refused(Reason.UNSUPPORTED, () -> hypervisor.setVcpuShare(VM, first));
            return;
        }
        hypervisor.create(base.withVcpus(base.vcpus().withShare(first)));
        refused(Reason.WRONG_STATE, () -> hypervisor.setVcpuShare(VM, second));
        hypervisor.build(VM);
        assertThat(hypervisor.specOf(VM).orElseThrow().vcpus().share()).contains(first);
        hypervisor.setVcpuShare(VM, second);
        assertThat(hypervisor.specOf(VM).orElseThrow().vcpus().share()).contains(second);
    }
}
