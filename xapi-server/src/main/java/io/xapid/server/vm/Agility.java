package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.network.Pif;
import io.xapid.model.pool.HaFailure;
import io.xapid.model.storage.Sr;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmMigrationFailure;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether nothing ties a VM to one host. */
final class Agility {
    private Agility() {}

    /** @throws Failure naming the first thing that does */
    static void check(Snapshot state, Row<Vm> vm) {
        if (!vm.get(Vm.VGPUS).isEmpty()) {
            throw new VmMigrationFailure.HasVgpu(vm.ref());
        }
        if (!vm.get(Vm.VUSBS).isEmpty()) {
            throw new VmMigrationFailure.HasVusbs(vm.ref());
        }
        boolean sriov = vm.get(Vm.VIFS).stream()
                .flatMap(ref -> state.find(Vif.CLASS, ref).stream())
                .anyMatch(vif -> VifAdmission.isOfSriov(state, vif));
        if (sriov) {
            throw new VmMigrationFailure.HasSriovVif(vm.ref());
        }
        DeviceFilters.repositories(state, new VmView(state, vm))
                .forEach(ref -> state.find(Sr.CLASS, ref)
                        .filter(sr -> !sr.get(Sr.SHARED))
                        .ifPresent(sr -> {
                            throw new HaFailure.ConstraintViolationSrNotShared(sr.ref());
                        }));
        DeviceFilters.networksOf(state, vm).forEach(network -> {
            if (!isShared(state, network)) {
                throw new HaFailure.ConstraintViolationNetworkNotShared(network.ref());
            }
        });
    }

    /** Whether guests of every host can be on it together. */
    private static boolean isShared(Snapshot state, Row<Network> network) {
        if ("true".equals(network.get(Network.OTHER_CONFIG).get("assume_network_is_shared"))) {
            return true;
        }
        Set<Ref<Host>> on = network.get(Network.PIFS).stream()
                .flatMap(ref -> state.find(Pif.CLASS, ref).stream())
                .map(pif -> pif.get(Pif.HOST))
                .collect(Collectors.toSet());
        return state.table(Host.CLASS).stream().allMatch(host -> on.contains(host.ref()));
    }
}
