package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.Task;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdOperation;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.VifOperation;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmOperation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of operations that meet another one under way, and how long they wait for it. */
class CollisionTest {
    private static final String OTHER = "OpaqueRef:other-task";
    private static final Duration SHORT = Duration.ofMinutes(2);
    private static final Duration LONG = Duration.ofHours(2);

    private final VmRig rig = new VmRig();
    private final Ref<Vm> vm = rig.guest("guest");
    private final Ref<Vbd> vbd = rig.drive(vm, rig.disk("disk"), "0", Map.of());
    private final Ref<Vif> vif = rig.nic(vm, rig.network("net"), "0");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aStartDoesNotWaitLongForADrive() {
        rig.api.set(Vbd.CLASS, vbd, Vbd.CURRENT_OPERATIONS, Map.of(OTHER, VbdOperation.PLUG));

        assertGivesUpAfter(
                SHORT,
                List.of("OTHER_OPERATION_IN_PROGRESS", "VBD", vbd.value(), "plug", OTHER),
                "VM.start",
                vm.value(),
                false,
                false);
        assertThat(rig.api.row(Vm.CLASS, vm).get(Vm.CURRENT_OPERATIONS)).isEmpty();
    }

    @Test
    void aRebootDoesNotWaitLongForAnInterface() {
        rig.start(vm);
        rig.api.set(Vif.CLASS, vif, Vif.CURRENT_OPERATIONS, Map.of(OTHER, VifOperation.UNPLUG));

        assertGivesUpAfter(
                SHORT,
                List.of("OTHER_OPERATION_IN_PROGRESS", "VIF", vif.value(), "{unplug}", "{" + OTHER + "}"),
                "VM.hard_reboot",
                vm.value());
    }

    @Test
    void aStartWaitsLongForItsVm() {
        rig.api.set(Vm.CLASS, vm, Vm.CURRENT_OPERATIONS, Map.of(OTHER, VmOperation.CLONE));

        assertGivesUpAfter(
                LONG,
                List.of("OTHER_OPERATION_IN_PROGRESS", "VM", vm.value(), "clone", OTHER),
                "VM.start",
                vm.value(),
                false,
                false);
    }

    @Test
    void anUnplugWaitsLongForItsDrive() {
        rig.start(vm);
        rig.reportDrivers(vm);
        rig.api.set(Vbd.CLASS, vbd, Vbd.CURRENT_OPERATIONS, Map.of(OTHER, VbdOperation.INSERT));

        assertGivesUpAfter(
                LONG,
                List.of("OTHER_OPERATION_IN_PROGRESS", "VBD", vbd.value(), "insert", OTHER),
                "VBD.unplug",
                vbd.value());
    }

    /** Orders it, and finds it waiting until just before that time, and failed just after. */
    private void assertGivesUpAfter(Duration wait, List<String> failure, String message, Object... parameters) {
        Object[] all =
                Stream.concat(Stream.of(rig.session), Stream.of(parameters)).toArray();
        Ref<Task> task = Ref.of(rig.api.value("Async." + message, all).toString());
        rig.await(() -> rig.patience.pending() > 0);
        rig.patience.advance(wait.minusSeconds(1));
        assertThat(rig.api.row(Task.CLASS, task).get(Task.STATUS)).isEqualTo(TaskStatus.PENDING);
        rig.patience.advance(Duration.ofSeconds(1));
        rig.await(() -> rig.api.row(Task.CLASS, task).get(Task.STATUS) != TaskStatus.PENDING);
        assertThat(rig.api.row(Task.CLASS, task).get(Task.ERROR_INFO)).isEqualTo(failure);
    }
}
