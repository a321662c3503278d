package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.network.NetworkFailure;
import io.xapid.model.network.Pif;
import io.xapid.model.network.SriovFailure;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmBootFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a host may not take a VM, as far as its disks and networks go. */
final class DeviceFilters {
    static final List<HostFilter> STORAGE_AND_NETWORK =
            List.of(DeviceFilters::storage, DeviceFilters::networks, DeviceFilters::bonds);
    static final List<HostFilter> VIRTUAL_FUNCTIONS = List.of(DeviceFilters::virtualFunctions);

    private DeviceFilters() {}

    private static Optional<Refusal> storage(HostView host, VmView vm) {
        return repositories(host.state(), vm)
                .filter(sr -> !isPluggedIn(host, sr))
                .findFirst()
                .map(sr -> new Refusal(
                        "has no access to the SR of one of its disks", new VmBootFailure.RequiresSr(vm.ref(), sr)));
    }

    /** The SRs it needs: of the disks in its drives, and of its memory image while it is suspended. */
    static Stream<Ref<Sr>> repositories(Snapshot state, VmView vm) {
        Stream<Row<Vdi>> disks = vm.vbds()
                .filter(vbd -> !vbd.get(Vbd.EMPTY))
                .flatMap(vbd -> state.find(Vdi.CLASS, vbd.get(Vbd.VDI)).stream());
        Stream<Row<Vdi>> image = vm.power() == PowerState.SUSPENDED
                ? state.find(Vdi.CLASS, vm.row().get(Vm.SUSPEND_VDI)).stream()
                : Stream.empty();
        return Stream.concat(disks, image).map(vdi -> vdi.get(Vdi.SR));
    }

    static boolean isPluggedIn(HostView host, Ref<Sr> sr) {
        return host.state()
                .find(Sr.CLASS, sr)
                .map(row -> row.get(Sr.PBDS).stream()
                        .flatMap(ref -> host.state().find(Pbd.CLASS, ref).stream())
                        .anyMatch(pbd -> pbd.get(Pbd.HOST).equals(host.ref()) && pbd.get(Pbd.CURRENTLY_ATTACHED)))
                .orElse(false);
    }

    private static Optional<Refusal> networks(HostView host, VmView vm) {
        return networksOf(host.state(), vm.row())
                .filter(network -> !isAvailable(host, network))
                .findFirst()
                .map(network -> new Refusal(
                        "is not on network " + network.get(Network.NAME_LABEL),
                        new VmBootFailure.RequiresNetwork(vm.ref(), network.ref())));
    }

    static Stream<Row<Network>> networksOf(Snapshot state, Row<Vm> vm) {
        return vm.get(Vm.VIFS).stream()
                .flatMap(ref -> state.find(Vif.CLASS, ref).stream())
                .flatMap(vif -> state.find(Network.CLASS, vif.get(Vif.NETWORK)).stream());
    }

    /** Whether guests of the host can be on the network. */
    static boolean isAvailable(HostView host, Row<Network> network) {
        List<Row<Pif>> pifs = pifs(host.state(), network).toList();
        if (!pifs.isEmpty()) {
            return pifs.stream().anyMatch(pif -> pif.get(Pif.HOST).equals(host.ref()));
        }
        if ("true".equals(network.get(Network.OTHER_CONFIG).get("assume_network_is_shared"))
                || !network.get(Network.MANAGED)) {
            return true;
        }
        List<Ref<Host>> inUseOn = network.get(Network.VIFS).stream()
                .flatMap(ref -> host.state().find(Vif.CLASS, ref).stream())
                .flatMap(vif -> host.state().find(Vm.CLASS, vif.get(Vif.VM)).stream())
                .filter(vm -> vm.get(Vm.POWER_STATE) == PowerState.RUNNING)
                .map(vm -> vm.get(Vm.RESIDENT_ON))
                .toList();
        return inUseOn.isEmpty() || inUseOn.contains(host.ref());
    }

    private static Optional<Refusal> bonds(HostView host, VmView vm) {
        return networksOf(host.state(), vm.row())
                .filter(network -> pifs(host.state(), network)
                        .anyMatch(pif -> pif.get(Pif.HOST).equals(host.ref())
                                && !pif.get(Pif.BOND_SLAVE_OF).isNull()))
                .findFirst()
                .map(network -> new Refusal(
                        "has bound the NIC of network " + network.get(Network.NAME_LABEL) + " into a bond",
                        new NetworkFailure.HostCannotAttachNetwork(host.ref(), network.ref())));
    }

    /** Virtual functions are not handed out yet, so no host has one to spare. */
    private static Optional<Refusal> virtualFunctions(HostView host, VmView vm) {
        return vm.row().get(Vm.VIFS).stream()
                .flatMap(ref -> host.state().find(Vif.CLASS, ref).stream())
                .filter(vif -> VifAdmission.isOfSriov(host.state(), vif))
                .findFirst()
                .map(vif -> new Refusal(
                        "has no virtual function left", new SriovFailure.InsufficientCapacity(vif.get(Vif.NETWORK))));
    }

    private static Stream<Row<Pif>> pifs(Snapshot state, Row<Network> network) {
        return network.get(Network.PIFS).stream().flatMap(ref -> state.find(Pif.CLASS, ref).stream());
    }
}
