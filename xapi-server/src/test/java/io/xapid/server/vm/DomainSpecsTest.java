package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.Capabilities;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Snapshot;
import io.xapid.model.vm.Vm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DomainSpecsTest {
    @Test
    void onlyAHypervisorThatAsksIsToldWhichKindOfGuestItIs() throws Exception {
        try (var rig = new VmRig()) {
            Ref<Vm> vm = rig.guest("guest");

            assertThat(platform(rig, vm, Set.of())).isEmpty();
            assertThat(platform(rig, vm, Set.of("domain_type"))).containsExactly(Map.entry("domain_type", "hvm"));
        }
    }

    private static Map<String, String> platform(VmRig rig, Ref<Vm> vm, Set<String> keys) {
        Capabilities its = rig.hypervisor.capabilities();
        var asking = new Capabilities(
                its.name(),
                its.version(),
                its.accelerator(),
                its.acceleratorReason(),
                its.features(),
                its.firmware(),
                its.bootloaders(),
                its.machines(),
                keys,
                its.maxVcpus(),
                its.maxDisks(),
                its.maxNics(),
                its.versions());
        Snapshot state = rig.api.store.snapshot();
        return new DomainSpecs(asking, List.of())
                .blueprint(state, state.find(Vm.CLASS, vm).orElseThrow())
                .bare()
                .platform();
    }
}
