package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiOperation;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Tristate;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMode;
import io.xapid.model.vm.VbdOperation;
import io.xapid.model.vm.VbdType;
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

/** Each rule about operations on drives, by which operations it objects to and how. */
class VbdAdmissionTest {
    private static final Set<VbdOperation> PLUGS =
            EnumSet.of(VbdOperation.PLUG, VbdOperation.UNPLUG, VbdOperation.UNPLUG_FORCE);

    private final TestState state = new TestState();
    private final VbdAdmission admission = new VbdAdmission();
    private Ref<Vm> vm = Ref.none();
    private Ref<Vdi> disk = Ref.none();
    private Ref<Vbd> drive = Ref.none();

    @BeforeEach
    void haveARunningGuestWithADisk() {
        vm = state.vm(PowerState.RUNNING);
        disk = state.have(Vdi.CLASS, Map.of(Vdi.MANAGED, true));
        drive = state.have(
                Vbd.CLASS, Map.of(Vbd.VM, vm, Vbd.VDI, disk, Vbd.TYPE, VbdType.DISK, Vbd.MODE, VbdMode.READ_WRITE));
    }

    @AfterEach
    void close() {
        state.close();
    }

    /** @param objectsTo the operations that meet this failure; the others do not */
    private record Case(
            String rule,
            BiConsumer<VbdAdmissionTest, Ref<Vbd>> given,
            Set<VbdOperation> objectsTo,
            List<String> failure) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                        new Case(
                                "being attached",
                                set(Vbd.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", VbdOperation.ATTACH)),
                                EnumSet.complementOf(EnumSet.of(VbdOperation.UNPAUSE)),
                                List.of("OTHER_OPERATION_IN_PROGRESS", "VBD-class", "VBD", "attach", "OpaqueRef:t")),
                        new Case(
                                "being paused",
                                set(Vbd.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", VbdOperation.PAUSE)),
                                EnumSet.complementOf(EnumSet.of(VbdOperation.PAUSE, VbdOperation.UNPAUSE)),
                                List.of("OTHER_OPERATION_IN_PROGRESS", "VBD-class", "VBD", "pause", "OpaqueRef:t")),
                        new Case(
                                "being ejected",
                                set(Vbd.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", VbdOperation.EJECT)),
                                EnumSet.allOf(VbdOperation.class),
                                List.of("OTHER_OPERATION_IN_PROGRESS", "VBD-class", "VBD", "eject", "OpaqueRef:t")),
                        new Case(
                                "not unpluggable",
                                set(Vbd.UNPLUGGABLE, false).andThen(set(Vbd.CURRENTLY_ATTACHED, true)),
                                EnumSet.of(VbdOperation.UNPLUG, VbdOperation.UNPLUG_FORCE),
                                List.of("VBD_NOT_UNPLUGGABLE", "VBD")),
                        new Case(
                                "a disk takes no media",
                                set(Vbd.EMPTY, false),
                                EnumSet.of(VbdOperation.INSERT, VbdOperation.EJECT),
                                List.of("VBD_NOT_REMOVABLE_MEDIA", "VBD")),
                        new Case(
                                "nothing to eject",
                                set(Vbd.TYPE, VbdType.CD).andThen(set(Vbd.EMPTY, true)),
                                EnumSet.of(VbdOperation.EJECT),
                                List.of("VBD_IS_EMPTY", "VBD")),
                        new Case(
                                "no room to insert",
                                set(Vbd.TYPE, VbdType.CD),
                                EnumSet.of(VbdOperation.INSERT),
                                List.of("VBD_NOT_EMPTY", "VBD")),
                        new Case(
                                "connected",
                                set(Vbd.CURRENTLY_ATTACHED, true),
                                EnumSet.of(VbdOperation.PLUG),
                                List.of("DEVICE_ALREADY_ATTACHED", "VBD")),
                        new Case(
                                "claimed",
                                set(Vbd.RESERVED, true),
                                EnumSet.of(VbdOperation.PLUG),
                                List.of("DEVICE_ALREADY_ATTACHED", "VBD")),
                        new Case(
                                "not connected",
                                set(Vbd.CURRENTLY_ATTACHED, false),
                                EnumSet.of(VbdOperation.UNPLUG, VbdOperation.UNPLUG_FORCE),
                                List.of("DEVICE_ALREADY_DETACHED", "VBD")),
                        new Case(
                                "the VM stands still",
                                power(PowerState.PAUSED),
                                PLUGS,
                                List.of("VM_BAD_POWER_STATE", "VM", "running", "paused")),
                        new Case(
                                "the VM is off",
                                power(PowerState.HALTED),
                                EnumSet.of(
                                        VbdOperation.PLUG,
                                        VbdOperation.UNPLUG,
                                        VbdOperation.UNPLUG_FORCE,
                                        VbdOperation.PAUSE,
                                        VbdOperation.UNPAUSE),
                                List.of("VM_BAD_POWER_STATE", "VM", "running", "halted")),
                        new Case(
                                "the VM is about to stop",
                                (test, vbd) -> test.state.set(
                                        Vm.CLASS,
                                        test.vm,
                                        Vm.CURRENT_OPERATIONS,
                                        Map.of("OpaqueRef:t", VmOperation.CLEAN_SHUTDOWN)),
                                EnumSet.of(VbdOperation.PLUG),
                                List.of("OPERATION_NOT_ALLOWED", "*")),
                        new Case(
                                "the guest refuses hot-plugging",
                                guest(Tristate.NO).andThen(set(Vbd.CURRENTLY_ATTACHED, true)),
                                EnumSet.of(VbdOperation.UNPLUG, VbdOperation.UNPLUG_FORCE),
                                List.of("OPERATION_NOT_ALLOWED", "*")),
                        new Case(
                                "the guest has no drivers",
                                (test, vbd) -> test.state.set(Vm.CLASS, test.vm, Vm.GUEST_METRICS, Ref.none()),
                                EnumSet.of(VbdOperation.PLUG),
                                List.of("VM_MISSING_PV_DRIVERS", "VM")),
                        new Case(
                                "CD drives are fixed",
                                set(Vbd.TYPE, VbdType.CD),
                                EnumSet.of(VbdOperation.PLUG),
                                List.of("OPERATION_NOT_ALLOWED", "*")),
                        new Case(
                                "a suspended VM's CD stays",
                                set(Vbd.TYPE, VbdType.CD).andThen(power(PowerState.SUSPENDED)),
                                EnumSet.of(VbdOperation.EJECT),
                                List.of("VM_BAD_POWER_STATE", "VM", "halted, running", "suspended")),
                        new Case(
                                "a disk that nobody manages",
                                (test, vbd) -> test.state.set(Vdi.CLASS, test.disk, Vdi.MANAGED, false),
                                EnumSet.of(
                                        VbdOperation.ATTACH,
                                        VbdOperation.PLUG,
                                        VbdOperation.PAUSE,
                                        VbdOperation.UNPAUSE),
                                List.of("VDI_NOT_MANAGED", "VBD")),
                        new Case(
                                "a busy disk",
                                (test, vbd) -> test.state.set(
                                        Vdi.CLASS,
                                        test.disk,
                                        Vdi.CURRENT_OPERATIONS,
                                        Map.of("OpaqueRef:t", VdiOperation.RESIZE)),
                                EnumSet.of(VbdOperation.ATTACH, VbdOperation.PLUG),
                                List.of("OTHER_OPERATION_IN_PROGRESS", "VDI-class", "VDI", "resize", "OpaqueRef:t")))
                .map(Arguments::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void objectsToTheseOperationsWithTheDocumentedFailure(Case one) {
        one.given.accept(this, drive);

        List<String> expected = one.failure.stream()
                .map(word -> switch (word) {
                    case "VBD" -> drive.value();
                    case "VM" -> vm.value();
                    case "VDI" -> disk.value();
                    case "VBD-class" -> "VBD";
                    case "VDI-class" -> "VDI";
                    default -> word;
                })
                .toList();
        Set<VbdOperation> refused = EnumSet.noneOf(VbdOperation.class);
        for (VbdOperation operation : VbdOperation.values()) {
            if (matches(failure(operation), expected)) {
                refused.add(operation);
            }
        }
        assertThat(refused).isEqualTo(one.objectsTo);
        assertThat(allowed()).doesNotContainAnyElementsOf(one.objectsTo);
    }

    @Test
    void copyingADiskDoesNotKeepItFromBeingUsed() {
        state.set(Vdi.CLASS, disk, Vdi.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", VdiOperation.COPY));

        assertThat(failure(VbdOperation.PLUG)).isEmpty();
    }

    @Test
    void aPluggedDiskOfAGuestWithDriversMayBeUnplugged() {
        state.set(Vbd.CLASS, drive, Vbd.CURRENTLY_ATTACHED, true);

        assertThat(allowed())
                .containsExactlyInAnyOrder(
                        VbdOperation.ATTACH,
                        VbdOperation.PAUSE,
                        VbdOperation.UNPAUSE,
                        VbdOperation.UNPLUG,
                        VbdOperation.UNPLUG_FORCE);
    }

    @Test
    void aDiskThatSomebodyWritesIsNobodyElses() {
        Ref<Vbd> other = other(PowerState.RUNNING, VbdMode.READ_WRITE);

        assertThat(failure(VbdOperation.ATTACH)).containsExactly("VDI_IN_USE", disk.value());
        assertThat(allowed()).as("what others do is checked when it matters").contains(VbdOperation.ATTACH);

        state.set(Vdi.CLASS, disk, Vdi.SHARABLE, true);
        assertThat(failure(VbdOperation.ATTACH)).isEmpty();
        state.set(Vdi.CLASS, disk, Vdi.SHARABLE, false);

        state.set(Vbd.CLASS, other, Vbd.CURRENTLY_ATTACHED, false);
        assertThat(failure(VbdOperation.ATTACH)).isEmpty();
        state.set(Vbd.CLASS, other, Vbd.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", VbdOperation.ATTACH));
        assertThat(failure(VbdOperation.ATTACH)).containsExactly("VDI_IN_USE", disk.value());
    }

    @Test
    void readersShareADiskAndAWriterDoesNotJoinThem() {
        other(PowerState.RUNNING, VbdMode.READ_ONLY);

        assertThat(failure(VbdOperation.ATTACH)).containsExactly("VDI_IN_USE", disk.value());

        state.set(Vbd.CLASS, drive, Vbd.MODE, VbdMode.READ_ONLY);
        assertThat(failure(VbdOperation.ATTACH)).isEmpty();
    }

    @Test
    void suspendedAndSystemVmsDoNotCount() {
        other(PowerState.SUSPENDED, VbdMode.READ_WRITE);
        Ref<Vbd> ofSystem = other(PowerState.RUNNING, VbdMode.READ_WRITE);
        state.set(
                Vm.CLASS,
                state.row(Vbd.CLASS, ofSystem).get(Vbd.VM),
                Vm.OTHER_CONFIG,
                Map.of("is_system_domain", "true"));

        assertThat(failure(VbdOperation.ATTACH)).isEmpty();
    }

    @Test
    void aDiskThatCannotBeWrittenIsAttachedForReadingOnly() {
        state.set(Vdi.CLASS, disk, Vdi.READ_ONLY, true);
        assertThat(failure(VbdOperation.ATTACH)).containsExactly("VDI_READONLY", disk.value());

        state.set(Vbd.CLASS, drive, Vbd.MODE, VbdMode.READ_ONLY);
        assertThatCode(() -> admission.check(state.snapshot(), state.row(Vbd.CLASS, drive), VbdOperation.ATTACH))
                .doesNotThrowAnyException();
    }

    private Ref<Vbd> other(PowerState power, VbdMode mode) {
        return state.have(
                Vbd.CLASS,
                Map.of(
                        Vbd.VM,
                        state.vm(power),
                        Vbd.VDI,
                        disk,
                        Vbd.TYPE,
                        VbdType.DISK,
                        Vbd.MODE,
                        mode,
                        Vbd.CURRENTLY_ATTACHED,
                        true));
    }

    private List<String> failure(VbdOperation operation) {
        Throwable thrown =
                catchThrowable(() -> admission.check(state.snapshot(), state.row(Vbd.CLASS, drive), operation));
        return thrown instanceof Failure failure ? failure.description() : List.of();
    }

    private List<VbdOperation> allowed() {
        return admission.allowed(state.row(Vbd.CLASS, drive), state.snapshot());
    }

    private static boolean matches(List<String> actual, List<String> expected) {
        if (actual.size() != expected.size()) {
            return false;
        }
        for (int i = 0; i < actual.size(); i++) {
            if (!expected.get(i).equals("*") && !expected.get(i).equals(actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static <T> BiConsumer<VbdAdmissionTest, Ref<Vbd>> set(Field<Vbd, T> field, T value) {
        return (test, vbd) -> test.state.set(Vbd.CLASS, vbd, field, value);
    }

    private static BiConsumer<VbdAdmissionTest, Ref<Vbd>> power(PowerState power) {
        return (test, vbd) -> test.state.set(Vm.CLASS, test.vm, Vm.POWER_STATE, power);
    }

    private static BiConsumer<VbdAdmissionTest, Ref<Vbd>> guest(Tristate ability) {
        return (test, vbd) -> test.state.set(
                Vm.CLASS,
                test.vm,
                Vm.GUEST_METRICS,
                test.state.have(
                        VmGuestMetrics.CLASS,
                        Map.of(VmGuestMetrics.CAN_USE_HOTPLUG_VBD, ability, VmGuestMetrics.PV_DRIVERS_DETECTED, true)));
    }
}
