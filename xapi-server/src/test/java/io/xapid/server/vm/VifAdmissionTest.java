package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.network.NetworkSriov;
import io.xapid.model.network.Pif;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Tristate;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.VifOperation;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmGuestMetrics;
import io.xapid.model.vm.VmOperation;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule about operations on interfaces, by which operations it objects to and how. */
class VifAdmissionTest {
    private static final Set<VifOperation> PLUGS = EnumSet.of(VifOperation.PLUG, VifOperation.UNPLUG);

    private final TestState state = new TestState();
    private final VifAdmission admission = new VifAdmission();
    private Ref<Vm> vm = Ref.none();
    private Ref<Network> network = Ref.none();
    private Ref<Vif> nic = Ref.none();

    @BeforeEach
    void haveARunningGuestWithAnInterface() {
        vm = state.vm(PowerState.RUNNING);
        network = state.have(Network.CLASS, Map.of());
        nic = state.have(Vif.CLASS, Map.of(Vif.VM, vm, Vif.NETWORK, network, Vif.DEVICE, "0"));
    }

    @AfterEach
    void close() {
        state.close();
    }

    private record Case(
            String rule,
            BiConsumer<VifAdmissionTest, Ref<Vif>> given,
            Set<VifOperation> objectsTo,
            List<String> failure) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                        new Case(
                                "something under way",
                                set(Vif.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", VifOperation.ATTACH)),
                                EnumSet.allOf(VifOperation.class),
                                List.of(
                                        "OTHER_OPERATION_IN_PROGRESS",
                                        "VIF-class",
                                        "VIF",
                                        "{attach}",
                                        "{OpaqueRef:t}")),
                        new Case(
                                "several things under way",
                                set(
                                        Vif.CURRENT_OPERATIONS,
                                        Map.of("OpaqueRef:t2", VifOperation.PLUG, "OpaqueRef:t1", VifOperation.ATTACH)),
                                EnumSet.allOf(VifOperation.class),
                                List.of(
                                        "OTHER_OPERATION_IN_PROGRESS",
                                        "VIF-class",
                                        "VIF",
                                        "{attach; plug}",
                                        "{OpaqueRef:t1; OpaqueRef:t2}")),
                        new Case(
                                "domain 0",
                                (test, vif) -> {
                                    test.state.set(Vm.CLASS, test.vm, Vm.IS_CONTROL_DOMAIN, true);
                                    test.state.set(Vm.CLASS, test.vm, Vm.DOMID, 0L);
                                },
                                EnumSet.of(VifOperation.PLUG),
                                List.of("OPERATION_NOT_ALLOWED", "*")),
                        new Case(
                                "an SR-IOV network",
                                (test, vif) -> test.makeSriov(),
                                PLUGS,
                                List.of("OPERATION_NOT_ALLOWED", "*")),
                        new Case(
                                "connected",
                                set(Vif.CURRENTLY_ATTACHED, true),
                                EnumSet.of(VifOperation.PLUG),
                                List.of("DEVICE_ALREADY_ATTACHED", "VIF")),
                        new Case(
                                "claimed",
                                set(Vif.RESERVED, true),
                                EnumSet.of(VifOperation.PLUG),
                                List.of("DEVICE_ALREADY_ATTACHED", "VIF")),
                        new Case(
                                "not connected",
                                set(Vif.CURRENTLY_ATTACHED, false),
                                EnumSet.of(VifOperation.UNPLUG),
                                List.of("DEVICE_ALREADY_DETACHED", "VIF")),
                        new Case(
                                "the VM is off",
                                (test, vif) -> test.state.set(Vm.CLASS, test.vm, Vm.POWER_STATE, PowerState.HALTED),
                                PLUGS,
                                List.of("VM_BAD_POWER_STATE", "VM", "running", "halted")),
                        new Case(
                                "the VM is about to stop",
                                (test, vif) -> test.state.set(
                                        Vm.CLASS,
                                        test.vm,
                                        Vm.CURRENT_OPERATIONS,
                                        Map.of("OpaqueRef:t", VmOperation.HARD_SHUTDOWN)),
                                EnumSet.of(VifOperation.PLUG),
                                List.of("OPERATION_NOT_ALLOWED", "*")),
                        new Case(
                                "the guest refuses hot-plugging",
                                (test, vif) -> {
                                    test.guest(Map.of(VmGuestMetrics.CAN_USE_HOTPLUG_VIF, Tristate.NO));
                                    test.state.set(Vif.CLASS, vif, Vif.CURRENTLY_ATTACHED, true);
                                },
                                EnumSet.of(VifOperation.UNPLUG),
                                List.of("OPERATION_NOT_ALLOWED", "*")),
                        new Case(
                                "the guest has no drivers",
                                (test, vif) -> test.state.set(Vm.CLASS, test.vm, Vm.GUEST_METRICS, Ref.none()),
                                EnumSet.of(VifOperation.PLUG),
                                List.of("VM_MISSING_PV_DRIVERS", "VM")))
                .map(Arguments::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void objectsToTheseOperationsWithTheDocumentedFailure(Case one) {
        one.given.accept(this, nic);

        List<String> expected = one.failure.stream()
                .map(word -> switch (word) {
                    case "VIF" -> nic.value();
                    case "VM" -> vm.value();
                    case "VIF-class" -> "VIF";
                    default -> word;
                })
                .toList();
        Set<VifOperation> refused = EnumSet.noneOf(VifOperation.class);
        for (VifOperation operation : VifOperation.values()) {
            List<String> actual = failure(operation);
            boolean same = actual.size() == expected.size()
                    && (actual.equals(expected)
                            || (expected.contains("*") && actual.get(0).equals(expected.get(0))));
            if (same) {
                refused.add(operation);
            }
        }
        assertThat(refused).isEqualTo(one.objectsTo);
        assertThat(admission.allowed(state.row(Vif.CLASS, nic), state.snapshot()))
                .doesNotContainAnyElementsOf(one.objectsTo);
    }

    @Test
    void aDriverThatHasConnectedIsEnough() {
        guest(Map.of(VmGuestMetrics.PV_DRIVERS_DETECTED, true));

        assertThat(admission.allowed(state.row(Vif.CLASS, nic), state.snapshot()))
                .containsExactly(VifOperation.ATTACH, VifOperation.PLUG);
    }

    private void guest(Map<Field<VmGuestMetrics, ?>, Object> words) {
        state.set(Vm.CLASS, vm, Vm.GUEST_METRICS, state.have(VmGuestMetrics.CLASS, words));
    }

    private void makeSriov() {
        Ref<Pif> pif = state.have(Pif.CLASS, Map.of(Pif.NETWORK, network));
        state.have(NetworkSriov.CLASS, Map.of(NetworkSriov.LOGICAL_PIF, pif));
    }

    private List<String> failure(VifOperation operation) {
        Throwable thrown =
                catchThrowable(() -> admission.check(state.snapshot(), state.row(Vif.CLASS, nic), operation));
        return thrown instanceof Failure failure ? failure.description() : List.of();
    }

    private static <T> BiConsumer<VifAdmissionTest, Ref<Vif>> set(Field<Vif, T> field, T value) {
        return (test, vif) -> test.state.set(Vif.CLASS, vif, field, value);
    }
}
