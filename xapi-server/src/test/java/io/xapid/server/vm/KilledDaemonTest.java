package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.DomainState;
import io.xapid.model.event.Task;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The daemon dies before or after any word to the hypervisor; the next one ends what was begun, with a real result. */
class KilledDaemonTest {
    private VmRig rig = new VmRig();

    @AfterEach
    void close() {
        rig.close();
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                        List.of("VM.start", "create"),
                        List.of("VM.start", "build"),
                        List.of("VM.start", "unpause"),
                        List.of("VM.start", "consolesOf"),
                        List.of("VM.hard_shutdown", "destroy"),
                        List.of("VM.hard_reboot", "destroy"),
                        List.of("VM.hard_reboot", "create"),
                        List.of("VM.hard_reboot", "build"),
                        List.of("VM.hard_reboot", "unpause"),
                        List.of("VM.pause", "pause"),
                        List.of("VM.unpause", "unpause"),
                        List.of("VBD.plug", "plug"),
                        List.of("VBD.unplug", "unplugDisk"),
                        List.of("VIF.plug", "plug"),
                        List.of("VIF.unplug", "unplugNic"))
                .flatMap(moment ->
                        Stream.of(true, false).map(early -> Arguments.of(moment.get(0), moment.get(1), early)));
    }

    @ParameterizedTest(name = "{0} dies at {1}, before: {2}")
    @MethodSource("moments")
    void endsWhatTheLastOneBegan(String message, String word, boolean early) throws Exception {
        Ref<Vm> vm = rig.guest("guest");
        Ref<Vbd> vbd = rig.drive(vm, rig.disk("disk"), "0", Map.of());
        Ref<Vif> vif = rig.nic(vm, rig.network("0"), "0");
        prepare(message, vm, vbd, vif);
        rig.cut.at(word, early);

        Ref<Task> task = Ref.of(rig.api
                .value("Async." + message, arguments(message, vm, vbd, vif))
                .toString());
        assertThat(rig.cut.awaitDeath(20)).as("it comes to " + word).isTrue();
        rig = rig.afterACrash();

        until(() -> rig.api.row(Task.CLASS, task).get(Task.STATUS) != TaskStatus.PENDING);
        assertThat(rig.api.row(Task.CLASS, task).get(Task.STATUS))
                .as(rig.api.row(Task.CLASS, task).get(Task.ERROR_INFO).toString())
                .isEqualTo(TaskStatus.SUCCESS);
        assertThat(rig.api.store.snapshot().table(JobRecord.CLASS).size()).isZero();
        assertThat(rig.api.row(Vm.CLASS, vm).get(Vm.CURRENT_OPERATIONS)).isEmpty();
        assertThat(rig.api.row(Vbd.CLASS, vbd).get(Vbd.CURRENT_OPERATIONS)).isEmpty();
        assertThat(rig.api.row(Vif.CLASS, vif).get(Vif.CURRENT_OPERATIONS)).isEmpty();
        assertHasItsEffect(message, vm, vbd, vif);
    }

    private void prepare(String message, Ref<Vm> vm, Ref<Vbd> vbd, Ref<Vif> vif) {
        if (message.equals("VM.start")) {
            return;
        }
        rig.start(vm);
        rig.reportDrivers(vm);
        switch (message) {
            case "VM.unpause" -> rig.api.value("VM.pause", rig.session, vm.value());
            case "VBD.plug" -> rig.api.value("VBD.unplug", rig.session, vbd.value());
            case "VIF.plug" -> rig.api.value("VIF.unplug", rig.session, vif.value());
            default -> {
                // it runs, which is what the rest need
            }
        }
    }

    private Object[] arguments(String message, Ref<Vm> vm, Ref<Vbd> vbd, Ref<Vif> vif) {
        if (message.equals("VM.start")) {
            return new Object[] {rig.session, vm.value(), false, false};
        }
        Ref<?> subject = message.startsWith("VBD") ? vbd : message.startsWith("VIF") ? vif : vm;
        return new Object[] {rig.session, subject.value()};
    }

    private void assertHasItsEffect(String message, Ref<Vm> vm, Ref<Vbd> vbd, Ref<Vif> vif) {
        DomainState domain = rig.hypervisor.stateOf(rig.idOf(vm));
        PowerState power = rig.api.row(Vm.CLASS, vm).get(Vm.POWER_STATE);
        switch (message) {
            case "VM.hard_shutdown" -> {
                assertThat(domain).isEqualTo(DomainState.ABSENT);
                assertThat(power).isEqualTo(PowerState.HALTED);
            }
            case "VM.pause" -> {
                assertThat(domain).isEqualTo(DomainState.PAUSED);
                assertThat(power).isEqualTo(PowerState.PAUSED);
            }
            default -> {
                assertThat(domain).isEqualTo(DomainState.RUNNING);
                assertThat(power).isEqualTo(PowerState.RUNNING);
                boolean hasDisk = !message.equals("VBD.unplug");
                boolean hasNic = !message.equals("VIF.unplug");
                var spec = rig.hypervisor.specOf(rig.idOf(vm)).orElseThrow();
                assertThat(spec.disks()).hasSize(hasDisk ? 1 : 0);
                assertThat(spec.nics()).hasSize(hasNic ? 1 : 0);
                assertThat(rig.api.row(Vbd.CLASS, vbd).get(Vbd.CURRENTLY_ATTACHED))
                        .isEqualTo(hasDisk);
                assertThat(rig.api.row(Vif.CLASS, vif).get(Vif.CURRENTLY_ATTACHED))
                        .isEqualTo(hasNic);
            }
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(5);
        }
    }
}
