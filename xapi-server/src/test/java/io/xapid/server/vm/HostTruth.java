package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.VmId;
import io.xapid.model.host.Host;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.server.storage.Shelves;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What there is on a host of guests, drives, interfaces and disks, and whether rows say the same. */
final class HostTruth {
    private final VmRig rig;
    private final Snapshot state;

    HostTruth(VmRig rig) {
        this.rig = rig;
        this.state = rig.api.store.snapshot();
    }

    /** All that a job could change. */
    String inWords() {
        var lines = new ArrayList<String>();
        rig.hypervisor.list().stream()
                .sorted(Comparator.comparing(VmId::toString))
                .forEach(id -> lines.add(
                        "domain %s %s %s".formatted(id, rig.hypervisor.stateOf(id), rig.hypervisor.specOf(id))));
        lines.add("disks in use " + rig.ledger.disksInUse().stream().sorted().toList());
        lines.add("ports in use " + new TreeMap<>(rig.ledger.connections()));
        state.table(Vm.CLASS).stream().map(HostTruth::guestInWords).sorted().forEach(lines::add);
        state.table(Vbd.CLASS).stream().map(HostTruth::driveInWords).sorted().forEach(lines::add);
        state.table(Vif.CLASS).stream()
                .map(HostTruth::interfaceInWords)
                .sorted()
                .forEach(lines::add);
        lines.add("host " + state.find(Host.CLASS, VmRig.HERE).orElseThrow().get(Host.CURRENT_OPERATIONS));
        lines.addAll(new Shelves(rig.storageRoom, state).inWords());
        return String.join("\n", lines);
    }

    private static String guestInWords(Row<Vm> vm) {
        var words = new TreeMap<String, Object>();
        List.of(
                        Vm.POWER_STATE,
                        Vm.RESIDENT_ON,
                        Vm.SCHEDULED_TO_BE_RESIDENT_ON,
                        Vm.DOMID,
                        Vm.CURRENT_OPERATIONS,
                        Vm.CONSOLES,
                        Vm.MEMORY_DYNAMIC_MIN,
                        Vm.MEMORY_DYNAMIC_MAX,
                        Vm.MEMORY_TARGET,
                        Vm.VCPUS_AT_STARTUP,
                        Vm.IS_A_TEMPLATE,
                        Vm.OTHER_CONFIG)
                .forEach(field -> words.put(field.toString(), vm.get(field)));
        return "VM %s %s %s".formatted(vm.ref(), vm.get(Vm.NAME_LABEL), words);
    }

    private static String driveInWords(Row<Vbd> vbd) {
        return "VBD %s attached %s reserved %s VDI %s empty %s doing %s"
                .formatted(
                        vbd.ref(),
                        vbd.get(Vbd.CURRENTLY_ATTACHED),
                        vbd.get(Vbd.RESERVED),
                        vbd.get(Vbd.VDI),
                        vbd.get(Vbd.EMPTY),
                        vbd.get(Vbd.CURRENT_OPERATIONS));
    }

    private static String interfaceInWords(Row<Vif> vif) {
        return "VIF %s attached %s reserved %s network %s doing %s"
                .formatted(
                        vif.ref(),
                        vif.get(Vif.CURRENTLY_ATTACHED),
                        vif.get(Vif.RESERVED),
                        vif.get(Vif.NETWORK),
                        vif.get(Vif.CURRENT_OPERATIONS));
    }

    /** Fails when rows say something else than what is, or something is there that no row asks for. */
    void assertInOrder() {
        var disks = new TreeSet<String>();
        var ports = new TreeMap<String, String>();
        for (Row<Vm> vm : state.table(Vm.CLASS).rows()) {
            DomainState domain = rig.hypervisor.stateOf(DomainSpecs.idOf(vm));
            assertThat(domain).as("domain of " + vm.get(Vm.NAME_LABEL)).isEqualTo(expected(vm.get(Vm.POWER_STATE)));
            boolean here = domain != DomainState.ABSENT;
            assertThat(vm.get(Vm.RESIDENT_ON).equals(VmRig.HERE)).isEqualTo(here);
            assertThat(vm.get(Vm.DOMID) >= 0).isEqualTo(here);
            Optional<DomainSpec> spec = rig.hypervisor.specOf(DomainSpecs.idOf(vm));
            assertDrives(vm, spec.map(DomainSpec::disks).orElse(List.of()), disks);
            assertInterfaces(vm, spec.map(DomainSpec::nics).orElse(List.of()).size(), ports);
        }
        assertThat(rig.ledger.disksInUse()).containsExactlyInAnyOrderElementsOf(disks);
        assertThat(rig.ledger.connections()).isEqualTo(ports);
        assertThat(new Shelves(rig.storageRoom, state).disagreements()).isEmpty();
    }

    private static DomainState expected(PowerState power) {
        return switch (power) {
            case RUNNING -> DomainState.RUNNING;
            case PAUSED -> DomainState.PAUSED;
            case HALTED, SUSPENDED -> DomainState.ABSENT;
        };
    }

    private void assertDrives(Row<Vm> vm, Collection<Disk> found, Set<String> inUse) {
        var media = new TreeMap<Integer, Boolean>();
        found.forEach(disk -> media.put(disk.slot(), disk.medium().isPresent()));
        var said = new TreeMap<Integer, Boolean>();
        vm.get(Vm.VBDS).stream()
                .map(ref -> state.find(Vbd.CLASS, ref).orElseThrow())
                .filter(vbd -> vbd.get(Vbd.CURRENTLY_ATTACHED))
                .forEach(vbd -> {
                    int slot = DriveNames.position(vbd.get(Vbd.USERDEVICE), DriveNames.Room.ORDINARY)
                            .orElseThrow();
                    said.put(slot, !vbd.get(Vbd.EMPTY));
                    if (!vbd.get(Vbd.EMPTY)) {
                        inUse.add(DeviceSpecs.userOf(vbd));
                    }
                });
        assertThat(said).as("drives of " + vm.get(Vm.NAME_LABEL)).isEqualTo(media);
    }

    private void assertInterfaces(Row<Vm> vm, int found, Map<String, String> inUse) {
        List<Row<Vif>> said = vm.get(Vm.VIFS).stream()
                .map(ref -> state.find(Vif.CLASS, ref).orElseThrow())
                .filter(vif -> vif.get(Vif.CURRENTLY_ATTACHED))
                .toList();
        assertThat(said).as("interfaces of " + vm.get(Vm.NAME_LABEL)).hasSize(found);
        said.forEach(vif -> inUse.put(
                Ledger.port(vm.get(Vm.UUID), Integer.parseInt(vif.get(Vif.DEVICE))),
                vif.get(Vif.NETWORK).value()));
    }
}
