package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.Task;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.host.Host;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guests that are asked to end, made to end, and said to have ended. */
class VmEndingTest {
    private final VmRig rig = new VmRig();
    private final Ref<Vm> vm = rig.guest("guest");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aGuestThatTakesNoNoticeIsEndedAllTheSame() {
        start();
        rig.host.stubborn(rig.idOf(vm), true);
        rig.api.value("VM.set_shutdown_delay", rig.session, vm.value(), "1"); // how long shutdown waits for it

        rig.api.value("VM.shutdown", rig.session, vm.value());

        assertThat(power()).isEqualTo(PowerState.HALTED);
        new HostTruth(rig).assertInOrder();
    }

    @Test
    void aPausedGuestCannotBeAskedAndIsEnded() {
        start();
        rig.api.value("VM.pause", rig.session, vm.value());
        assertThat(rig.api.failure("VM.clean_shutdown", rig.session, vm.value()))
                .containsExactly("VM_BAD_POWER_STATE", vm.value(), "running", "paused");

        rig.api.value("VM.shutdown", rig.session, vm.value());

        assertThat(power()).isEqualTo(PowerState.HALTED);
    }

    @Test
    void aGuestWithoutAWordOfItsAbilitiesIsNotAsked() {
        rig.start(vm);

        assertThat(rig.api.failure("VM.clean_shutdown", rig.session, vm.value()))
                .containsExactly("VM_LACKS_FEATURE", vm.value());
        assertThat(rig.api.failure("VM.clean_reboot", rig.session, vm.value()))
                .containsExactly("VM_LACKS_FEATURE", vm.value());
    }

    @Test
    void aHardShutdownDoesNotWaitForACleanOne() {
        start();
        rig.host.stubborn(rig.idOf(vm), true);
        Ref<Task> patient = task("VM.clean_shutdown");
        rig.await(() -> !row().get(Vm.CURRENT_OPERATIONS).isEmpty());

        rig.api.value("VM.hard_shutdown", rig.session, vm.value());

        rig.await(() -> status(patient) != TaskStatus.PENDING);
        assertThat(status(patient)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(power()).isEqualTo(PowerState.HALTED);
        new HostTruth(rig).assertInOrder();
    }

    @Test
    void aHardRebootDoesNotWaitForACleanOne() {
        start();
        rig.host.stubborn(rig.idOf(vm), true);
        Ref<Task> patient = task("VM.clean_reboot");
        rig.await(() -> !row().get(Vm.CURRENT_OPERATIONS).isEmpty());

        rig.api.value("VM.hard_reboot", rig.session, vm.value());

        rig.await(() -> status(patient) != TaskStatus.PENDING);
        assertThat(status(patient)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(power()).isEqualTo(PowerState.RUNNING);
        new HostTruth(rig).assertInOrder();
    }

    @Test
    void aCleanShutdownThatIsCancelledLeavesTheGuestAlone() {
        start();
        rig.host.stubborn(rig.idOf(vm), true);
        Ref<Task> patient = task("VM.clean_shutdown");
        rig.await(() -> !row().get(Vm.CURRENT_OPERATIONS).isEmpty());

        rig.api.value("task.cancel", rig.session, patient.value());

        rig.await(() -> status(patient) != TaskStatus.PENDING);
        assertThat(status(patient)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(power()).isEqualTo(PowerState.RUNNING);
        new HostTruth(rig).assertInOrder();
    }

    @Test
    void aGuestIsSeenToRunWhileItsStartIsWaitedFor() {
        rig.api.value("VM.set_start_delay", rig.session, vm.value(), "600");
        Object[] start = {rig.session, vm.value(), false, false};
        Ref<Task> starting = Ref.of(rig.api.value("Async.VM.start", start).toString());
        rig.await(() -> power() == PowerState.RUNNING);
        assertThat(status(starting)).isEqualTo(TaskStatus.PENDING);

        rig.api.value("task.cancel", rig.session, starting.value());

        rig.await(() -> status(starting) != TaskStatus.PENDING);
        assertThat(status(starting)).as("enough of waiting").isEqualTo(TaskStatus.SUCCESS);
        assertThat(power()).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void aGuestIsSeenToBeOffWhileItsEndIsWaitedFor() {
        start();
        rig.api.value("VM.set_shutdown_delay", rig.session, vm.value(), "600");
        Ref<Task> ending = task("VM.clean_shutdown");
        rig.await(() -> power() == PowerState.HALTED);
        assertThat(status(ending)).isEqualTo(TaskStatus.PENDING);

        rig.api.value("task.cancel", rig.session, ending.value());

        rig.await(() -> status(ending) != TaskStatus.PENDING);
        assertThat(status(ending)).isEqualTo(TaskStatus.SUCCESS);
        new HostTruth(rig).assertInOrder();
    }

    // VM.power_state_reset

    @Test
    void aGuestOfThisHostIsNotSaidToBeOff() {
        start();

        assertThat(rig.api.failure("VM.power_state_reset", rig.session, vm.value()))
                .containsExactly("DOMAIN_EXISTS", vm.value());
        assertThat(power()).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void aGuestOfALostHostIsSaidToBeOff() {
        Ref<HostMetrics> metrics = rig.api.have(HostMetrics.CLASS, Map.of(HostMetrics.LIVE, true));
        Ref<Host> other = rig.api.have(Host.CLASS, Map.of(Host.NAME_LABEL, "other", Host.METRICS, metrics));
        rig.api.set(Vm.CLASS, vm, Vm.RESIDENT_ON, other);
        rig.api.set(Vm.CLASS, vm, Vm.POWER_STATE, PowerState.RUNNING);
        rig.api.set(Vm.CLASS, vm, Vm.DOMID, 5L);
        assertThat(rig.api.failure("VM.power_state_reset", rig.session, vm.value()))
                .containsExactly("HOST_IS_LIVE", other.value());
        rig.api.set(HostMetrics.CLASS, metrics, HostMetrics.LIVE, false);

        rig.api.value("VM.power_state_reset", rig.session, vm.value());

        new HostTruth(rig).assertInOrder();
        assertThat(power()).isEqualTo(PowerState.HALTED);
        rig.start(vm);
    }

    @Test
    void theControlDomainIsNeverSaidToBeOff() {
        rig.api.set(Vm.CLASS, vm, Vm.IS_CONTROL_DOMAIN, true);

        assertThat(rig.api.failure("VM.power_state_reset", rig.session, vm.value()))
                .containsExactly("CANNOT_RESET_CONTROL_DOMAIN", vm.value());
    }

    private void start() {
        rig.drive(vm, rig.disk("disk"), "0", Map.of());
        rig.nic(vm, rig.network("net"), "0");
        rig.start(vm);
        rig.reportDrivers(vm);
    }

    private Ref<Task> task(String message) {
        return Ref.of(rig.api.value("Async." + message, rig.session, vm.value()).toString());
    }

    private TaskStatus status(Ref<Task> task) {
        return rig.api.row(Task.CLASS, task).get(Task.STATUS);
    }

    private Row<Vm> row() {
        return rig.api.row(Vm.CLASS, vm);
    }

    private PowerState power() {
        return row().get(Vm.POWER_STATE);
    }
}
