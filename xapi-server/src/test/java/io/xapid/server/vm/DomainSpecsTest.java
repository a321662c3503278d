package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Snapshot;
import io.xapid.model.vm.OnSoftReboot;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.ApiKit;
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

    @Test
    void aSoftRebootIsLeftToUsUnlessItIsTheUsualOne() throws Exception {
        try (var rig = new VmRig()) {
            Ref<Vm> vm = rig.guest("guest");
            assertThat(platform(rig, vm, Set.of())).isEmpty();

            rig.api.set(Vm.CLASS, vm, Vm.ACTIONS_AFTER_SOFTREBOOT, OnSoftReboot.RESTART);
            assertThat(platform(rig, vm, Set.of())).containsOnlyKeys("leave-soft-resets");
        }
    }

    @Test
    void aGuestSeesNoMoreThanAllHostsHaveAndItsOwnerAllows() throws Exception {
        try (var rig = new VmRig()) {
            Ref<Vm> vm = rig.guest("guest");
            Set<String> keys = Set.of("featureset");
            assertThat(platform(rig, vm, keys)).isEmpty(); // of hypervisors that do not tell what they can give

            rig.api.set(Pool.CLASS, ApiKit.POOL, Pool.CPU_INFO, Map.of("features_hvm", "178bfbff-00000007"));
            assertThat(platform(rig, vm, keys)).containsExactly(Map.entry("featureset", "178bfbff-00000007"));

            rig.api.set(Vm.CLASS, vm, Vm.PLATFORM, Map.of("featureset", "ffffffff-00000002-ffffffff"));
            assertThat(platform(rig, vm, keys)).containsExactly(Map.entry("featureset", "178bfbff-00000002"));

            rig.api.set(Vm.CLASS, vm, Vm.PLATFORM, Map.of("featureset", "no-aes"));
            assertThatThrownBy(() -> platform(rig, vm, keys))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            refusal -> assertThat(refusal.description())
                                    .startsWith("VALUE_NOT_SUPPORTED", "platform['featureset']", "no-aes"));
        }
    }

    @Test
    void aGuestIsGivenWhatIsMarkedForIt() throws Exception {
        try (var rig = new VmRig()) {
            Ref<Vm> vm = rig.guest("guest");
            rig.api.value("VM.set_xenstore_data", rig.session, vm.value(), Map.of("vm-data/a/b", "c", "mine", "/ /"));

            assertThat(spec(rig, vm, Set.of()).data().entries()).containsExactly(Map.entry("a/b", "c"));
            assertThat(rig.api.failure("VM.add_to_xenstore_data", rig.session, vm.value(), "vm-data//", "x"))
                    .startsWith("VALUE_NOT_SUPPORTED", "xenstore_data");
        }
    }

    private static Map<String, String> platform(VmRig rig, Ref<Vm> vm, Set<String> keys) {
        return spec(rig, vm, keys).platform();
    }

    private static DomainSpec spec(VmRig rig, Ref<Vm> vm, Set<String> keys) {
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
        return new DomainSpecs(asking, List.of(), ApiKit.POOL)
                .blueprint(state, state.find(Vm.CLASS, vm).orElseThrow())
                .bare();
    }
}
