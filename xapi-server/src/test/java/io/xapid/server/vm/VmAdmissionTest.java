package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.host.Pci;
import io.xapid.model.host.Pgpu;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Vdi;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vgpu;
import io.xapid.model.vm.VgpuImplementation;
import io.xapid.model.vm.VgpuType;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmAppliance;
import io.xapid.model.vm.VmMetrics;
import io.xapid.model.vm.VmOperation;
import io.xapid.model.vm.Vmpp;
import io.xapid.model.vm.Vmss;
import io.xapid.model.vm.Vtpm;
import io.xapid.model.vm.Vusb;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule about operations on VMs, by what it objects to and what it lets pass. */
class VmAdmissionTest {
    private final TestState state = new TestState();
    private final VmAdmission admission = new VmAdmission(TestState.POOL);

    @AfterEach
    void close() {
        state.close();
    }

    /** The rule, the power state, what makes it object, the operation, and the code and parameters after the VM's. */
    private record Case(
            String rule,
            PowerState power,
            BiConsumer<TestState, Ref<Vm>> given,
            VmOperation operation,
            List<String> expected) {
        Case(
                String rule,
                PowerState power,
                BiConsumer<TestState, Ref<Vm>> given,
                VmOperation operation,
                String... expected) {
            this(rule, power, given, operation, List.of(expected));
        }

        @Override
        public String toString() {
            return rule + " (" + operation.wireName() + ")";
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                        new Case(
                                "blocked by the administrator",
                                PowerState.HALTED,
                                set(Vm.BLOCKED_OPERATIONS, Map.of(VmOperation.START, "not today")),
                                VmOperation.START,
                                "OPERATION_BLOCKED",
                                "VM",
                                "not today"),
                        new Case(
                                "something else is under way",
                                PowerState.RUNNING,
                                set(Vm.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", VmOperation.PAUSE)),
                                VmOperation.SUSPEND,
                                "OTHER_OPERATION_IN_PROGRESS",
                                "\"VM\"",
                                "VM",
                                "pause",
                                "OpaqueRef:t"),
                        new Case(
                                "templates do not start",
                                PowerState.HALTED,
                                set(Vm.IS_A_TEMPLATE, true),
                                VmOperation.START,
                                "VM_IS_TEMPLATE",
                                "VM",
                                "start"),
                        new Case(
                                "default templates stay",
                                PowerState.HALTED,
                                set(Vm.IS_A_TEMPLATE, true).andThen(set(Vm.IS_DEFAULT_TEMPLATE, true)),
                                VmOperation.DESTROY,
                                "VM_IS_TEMPLATE",
                                "VM",
                                "destroy"),
                        new Case(
                                "old default templates stay",
                                PowerState.HALTED,
                                set(Vm.IS_A_TEMPLATE, true)
                                        .andThen(set(Vm.OTHER_CONFIG, Map.of("default_template", "true"))),
                                VmOperation.MIGRATE_SEND,
                                "VM_IS_TEMPLATE",
                                "VM",
                                "migrate_send"),
                        new Case(
                                "snapshots do not start",
                                PowerState.HALTED,
                                set(Vm.IS_A_SNAPSHOT, true),
                                VmOperation.START,
                                "VM_IS_SNAPSHOT",
                                "VM",
                                "start"),
                        new Case(
                                "only templates are provisioned",
                                PowerState.HALTED,
                                VmAdmissionTest::nothing,
                                VmOperation.PROVISION,
                                "PROVISION_ONLY_ALLOWED_ON_TEMPLATE"),
                        new Case(
                                "only snapshots are reverted to",
                                PowerState.HALTED,
                                VmAdmissionTest::nothing,
                                VmOperation.REVERT,
                                "REVERT_ONLY_ALLOWED_ON_SNAPSHOT"),
                        new Case(
                                "immobile for this run",
                                PowerState.RUNNING,
                                metrics(VmMetrics.NOMIGRATE),
                                VmOperation.SUSPEND,
                                "VM_IS_IMMOBILE",
                                "VM"),
                        new Case(
                                "immobile by its switches where nothing is measured",
                                PowerState.RUNNING,
                                set(Vm.METRICS, Ref.none()).andThen(set(Vm.PLATFORM, Map.of("nomigrate", "True"))),
                                VmOperation.POOL_MIGRATE,
                                "VM_IS_IMMOBILE",
                                "VM"),
                        new Case(
                                "memory is pinned under nested virtualisation",
                                PowerState.RUNNING,
                                metrics(VmMetrics.NESTED_VIRT),
                                VmOperation.CHANGING_DYNAMIC_RANGE,
                                "VM_IS_USING_NESTED_VIRT",
                                "VM"),
                        new Case(
                                "domain 0 keeps its processors",
                                PowerState.RUNNING,
                                set(Vm.IS_CONTROL_DOMAIN, true).andThen(set(Vm.DOMID, 0L)),
                                VmOperation.CHANGING_VCPUS,
                                "OPERATION_NOT_ALLOWED",
                                "*"),
                        new Case(
                                "control domains are not paused",
                                PowerState.RUNNING,
                                set(Vm.IS_CONTROL_DOMAIN, true).andThen(set(Vm.DOMID, 7L)),
                                VmOperation.PAUSE,
                                "OPERATION_NOT_ALLOWED",
                                "*"),
                        new Case(
                                "the guest says that it cannot be suspended",
                                PowerState.RUNNING,
                                (state, vm) -> state.guestSays(vm, Map.of("data-cant-suspend-reason", "GPU")),
                                VmOperation.SUSPEND,
                                "VM_NON_SUSPENDABLE",
                                "VM",
                                "GPU"),
                        lacking("suspending", VmOperation.CHECKPOINT),
                        lacking("shutting down", VmOperation.CLEAN_SHUTDOWN),
                        lacking("restarting", VmOperation.CLEAN_REBOOT),
                        lacking("taking processors", VmOperation.CHANGING_VCPUS_LIVE),
                        new Case(
                                "quiesced snapshots are gone",
                                PowerState.RUNNING,
                                VmAdmissionTest::nothing,
                                VmOperation.SNAPSHOT_WITH_QUIESCE,
                                "VM_SNAPSHOT_WITH_QUIESCE_NOT_SUPPORTED",
                                "VM"),
                        new Case(
                                "disks that forget have no picture",
                                PowerState.HALTED,
                                disk(Map.of("on_boot", "reset")),
                                VmOperation.SNAPSHOT,
                                "VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION"),
                        new Case(
                                "cached disks that forget stay",
                                PowerState.RUNNING,
                                disk(Map.of("on_boot", "reset", "caching", "TRUE")),
                                VmOperation.POOL_MIGRATE,
                                "VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION"),
                        new Case(
                                "PCI devices stay",
                                PowerState.RUNNING,
                                set(Vm.ATTACHED_PCIS, List.of(new Ref<Pci>("OpaqueRef:pci"))),
                                VmOperation.SUSPEND,
                                "VM_HAS_PCI_ATTACHED",
                                "VM"),
                        new Case(
                                "GPUs that cannot be saved stay",
                                PowerState.RUNNING,
                                gpu(VgpuImplementation.GVT_G),
                                VmOperation.SUSPEND,
                                "VM_HAS_VGPU",
                                "VM"),
                        new Case(
                                "USB devices have no picture",
                                PowerState.HALTED,
                                (state, vm) -> state.have(Vusb.CLASS, Map.of(Vusb.VM, vm)),
                                VmOperation.SNAPSHOT,
                                "VM_HAS_VUSBS",
                                "VM"),
                        new Case(
                                "members of an appliance are no templates",
                                PowerState.HALTED,
                                (state, vm) ->
                                        state.set(Vm.CLASS, vm, Vm.APPLIANCE, state.have(VmAppliance.CLASS, Map.of())),
                                VmOperation.MAKE_INTO_TEMPLATE,
                                "VM_IS_PART_OF_AN_APPLIANCE",
                                "VM",
                                "*"),
                        new Case(
                                "protected VMs are no templates",
                                PowerState.HALTED,
                                (state, vm) ->
                                        state.set(Vm.CLASS, vm, Vm.PROTECTION_POLICY, state.have(Vmpp.CLASS, Map.of())),
                                VmOperation.MAKE_INTO_TEMPLATE,
                                "VM_ASSIGNED_TO_PROTECTION_POLICY",
                                "VM",
                                "*"),
                        new Case(
                                "scheduled VMs are no templates",
                                PowerState.HALTED,
                                (state, vm) ->
                                        state.set(Vm.CLASS, vm, Vm.SNAPSHOT_SCHEDULE, state.have(Vmss.CLASS, Map.of())),
                                VmOperation.MAKE_INTO_TEMPLATE,
                                "VM_ASSIGNED_TO_SNAPSHOT_SCHEDULE",
                                "VM",
                                "*"),
                        new Case(
                                "only system domains offer services",
                                PowerState.RUNNING,
                                VmAdmissionTest::nothing,
                                VmOperation.QUERY_SERVICES,
                                "NOT_SYSTEM_DOMAIN",
                                "VM"),
                        new Case(
                                "hosts are being upgraded",
                                PowerState.HALTED,
                                (state, vm) -> state.set(
                                        Pool.CLASS,
                                        TestState.POOL,
                                        Pool.OTHER_CONFIG,
                                        Map.of("rolling_upgrade_in_progress", "")),
                                VmOperation.SNAPSHOT,
                                "NOT_SUPPORTED_DURING_UPGRADE"),
                        new Case(
                                "one TPM is enough",
                                PowerState.HALTED,
                                (state, vm) -> state.have(Vtpm.CLASS, Map.of(Vtpm.VM, vm)),
                                VmOperation.CREATE_VTPM,
                                "VTPM_MAX_AMOUNT_REACHED",
                                "1"))
                .map(Arguments::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void objectsWithTheDocumentedFailure(Case one) {
        Ref<Vm> vm = state.vm(one.power);
        one.given.accept(state, vm);

        Failure failure = Objects.requireNonNull(objection(vm, one.operation, true), "an objection");

        List<String> expected = one.expected.stream()
                .map(word -> word.equals("VM") ? vm.value() : word.equals("\"VM\"") ? "VM" : word)
                .toList();
        assertThat(failure.description())
                .usingElementComparator((is, wanted) -> wanted.equals("*") ? 0 : is.compareTo(wanted))
                .containsExactlyElementsOf(expected);
        assertThat(admission.allowed(state.row(Vm.CLASS, vm), state.snapshot())).doesNotContain(one.operation);
    }

    @Test
    void theFirstRuleThatObjectsNamesTheFailure() {
        Ref<Vm> vm = state.vm(PowerState.RUNNING);
        state.set(Vm.CLASS, vm, Vm.IS_A_TEMPLATE, true);
        state.set(Vm.CLASS, vm, Vm.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", VmOperation.PAUSE));
        assertThat(code(vm, VmOperation.START)).isEqualTo("VM_BAD_POWER_STATE");

        state.set(Vm.CLASS, vm, Vm.BLOCKED_OPERATIONS, Map.of(VmOperation.START, "no"));
        assertThat(code(vm, VmOperation.START)).isEqualTo("OPERATION_BLOCKED");

        assertThat(code(vm, VmOperation.SUSPEND)).isEqualTo("OTHER_OPERATION_IN_PROGRESS");
    }

    @Test
    void aForcedMigrationIsSparedWhatTheGuestWouldHaveToDo() {
        Ref<Vm> vm = state.silentVm(PowerState.RUNNING);
        state.set(VmMetrics.CLASS, state.row(Vm.CLASS, vm).get(Vm.METRICS), VmMetrics.NOMIGRATE, true);

        assertThat(objection(vm, VmOperation.POOL_MIGRATE, true)).isNotNull();
        assertThat(objection(vm, VmOperation.POOL_MIGRATE, false)).isNull();
        assertThat(objection(vm, VmOperation.CHANGING_VCPUS_LIVE, false)).isNotNull();
    }

    @Test
    void aGuestNeedsNoDriversWhereItsKindBringsThem() {
        Ref<Vm> vm = state.silentVm(PowerState.RUNNING);
        assertThat(objection(vm, VmOperation.CLEAN_SHUTDOWN, true)).isNotNull();

        for (DomainType kind : List.of(DomainType.PV, DomainType.PVH, DomainType.PV_IN_PVH)) {
            state.set(VmMetrics.CLASS, state.row(Vm.CLASS, vm).get(Vm.METRICS), VmMetrics.CURRENT_DOMAIN_TYPE, kind);
            assertThat(objection(vm, VmOperation.CLEAN_SHUTDOWN, true))
                    .as("%s", kind)
                    .isNull();
        }
    }

    @Test
    void oneWordOfTheGuestIsEnough() {
        Ref<Vm> vm = state.silentVm(PowerState.RUNNING);
        state.guestSays(vm, Map.of("feature-poweroff", "1"));
        assertThat(objection(vm, VmOperation.CLEAN_SHUTDOWN, true)).isNull();
        assertThat(objection(vm, VmOperation.CLEAN_REBOOT, true)).isNotNull();

        state.guestSays(vm, Map.of("feature-shutdown", "1"));
        assertThat(objection(vm, VmOperation.CLEAN_REBOOT, true)).isNull();
        assertThat(objection(vm, VmOperation.SUSPEND, true)).isNotNull();

        state.guestSays(vm, Map.of("feature-suspend", "yes"));
        assertThat(objection(vm, VmOperation.SUSPEND, true)).isNotNull();
    }

    @Test
    void whatIsSharedAmongGpusDoesNotHoldAGuestBack() {
        Ref<Vm> vm = state.vm(PowerState.RUNNING);
        gpu(VgpuImplementation.NVIDIA_SRIOV).accept(state, vm);
        Ref<Vgpu> gpu = state.row(Vm.CLASS, vm).get(Vm.VGPUS).get(0);
        state.set(Vgpu.CLASS, gpu, Vgpu.PCI, new Ref<>("OpaqueRef:pci"));
        state.set(Vm.CLASS, vm, Vm.ATTACHED_PCIS, List.of(new Ref<Pci>("OpaqueRef:pci")));

        assertThat(objection(vm, VmOperation.SUSPEND, true)).isNull();
    }

    private @Nullable Failure objection(Ref<Vm> vm, VmOperation operation, boolean strictly) {
        return admission.objection(state.snapshot(), state.row(Vm.CLASS, vm), operation, strictly);
    }

    private String code(Ref<Vm> vm, VmOperation operation) {
        Failure failure = objection(vm, operation, true);
        return failure == null ? "" : failure.code();
    }

    private static <T> BiConsumer<TestState, Ref<Vm>> set(Field<Vm, T> field, T value) {
        return (state, vm) -> state.set(Vm.CLASS, vm, field, value);
    }

    private static void nothing(TestState state, Ref<Vm> vm) {
        assertThat(state.row(Vm.CLASS, vm).ref()).isEqualTo(vm);
    }

    private static BiConsumer<TestState, Ref<Vm>> metrics(Field<VmMetrics, Boolean> field) {
        return (state, vm) -> state.set(VmMetrics.CLASS, state.row(Vm.CLASS, vm).get(Vm.METRICS), field, true);
    }

    private static Case lacking(String ability, VmOperation operation) {
        return new Case(
                "a guest without drivers for " + ability,
                PowerState.RUNNING,
                (state, vm) -> state.set(Vm.CLASS, vm, Vm.GUEST_METRICS, Ref.none()),
                operation,
                "VM_LACKS_FEATURE",
                "VM");
    }

    private static BiConsumer<TestState, Ref<Vm>> disk(Map<String, String> smConfig) {
        return (state, vm) -> state.have(
                Vbd.CLASS, Map.of(Vbd.VM, vm, Vbd.VDI, state.have(Vdi.CLASS, Map.of(Vdi.SM_CONFIG, smConfig))));
    }

    private static BiConsumer<TestState, Ref<Vm>> gpu(VgpuImplementation kind) {
        return (state, vm) -> state.have(
                Vgpu.CLASS,
                Map.of(
                        Vgpu.VM, vm,
                        Vgpu.TYPE, state.have(VgpuType.CLASS, Map.of(VgpuType.IMPLEMENTATION, kind)),
                        Vgpu.RESIDENT_ON,
                                state.have(Pgpu.CLASS, Map.of(Pgpu.COMPATIBILITY_METADATA, Map.of("nvidia", "1")))));
    }
}
