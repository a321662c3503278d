package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.xapid.hypervisor.DomainState;
import io.xapid.model.event.Task;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The daemon is killed before every single deed of an operation; the next one brings it to an end. */
class SettleTest {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    /** What is done, and what must be true of the VM in the end, wherever it was cut short. */
    private record Story(String message, boolean running, List<Object> arguments, BiConsumer<VmRig, Ref<Vm>> ending) {
        static Story on(boolean running, String message, BiConsumer<VmRig, Ref<Vm>> ending, Object... arguments) {
            return new Story(message, running, List.of(arguments), ending);
        }
    }

    @TestFactory
    Stream<DynamicTest> bringsEveryOperationToItsEnd() {
        return Stream.of(
                        Story.on(false, "VM.start", SettleTest::runs, false, false),
                        Story.on(false, "VM.start", SettleTest::standsStill, true, false),
                        Story.on(true, "VM.hard_shutdown", SettleTest::isOff),
                        Story.on(true, "VM.hard_reboot", SettleTest::runs),
                        Story.on(true, "VM.pause", SettleTest::standsStill),
                        Story.on(false, "VM.clone", SettleTest::hasATwin, "twin"))
                .flatMap(story -> IntStream.range(0, deedsOf(story))
                        .mapToObj(deed -> DynamicTest.dynamicTest(
                                story.message + " killed before deed " + deed, () -> cutShort(story, deed))));
    }

    private static int deedsOf(Story story) {
        try (var rig = new VmRig()) {
            Ref<Vm> vm = furnished(rig, story);
            int before = rig.cut.deeds();
            rig.api.value(story.message, arguments(rig, vm, story));
            return rig.cut.deeds() - before;
        }
    }

    private static void cutShort(Story story, int deed) throws InterruptedException {
        var killed = new VmRig(CutShort.never());
        VmRig next = null;
        try {
            Ref<Vm> vm = furnished(killed, story);
            killed.cut.after(deed);
            Ref<Task> task = Ref.of(killed.api
                    .value("Async." + story.message, arguments(killed, vm, story))
                    .toString());
            assertThat(killed.cut.awaitDeath(20)).isTrue();

            assertThat(killed.api.store.snapshot().table(JobRecord.CLASS).size())
                    .isOne();

            next = killed.afterACrash();
            awaitNoJobs(next);

            story.ending.accept(next, vm);
            assertThat(next.api.row(Task.CLASS, task).get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
            nothingIsMarked(next, vm);
        } finally {
            Objects.requireNonNullElse(next, killed).close();
        }
    }

    private static Ref<Vm> furnished(VmRig rig, Story story) {
        Ref<Vm> vm = rig.guest("guest");
        rig.drive(vm, rig.disk("one"), "0", Map.of());
        rig.drive(vm, rig.disk("two"), "1", Map.of());
        rig.nic(vm, rig.network("net"), "0");
        if (story.running) {
            rig.start(vm);
        }
        return vm;
    }

    private static Object[] arguments(VmRig rig, Ref<Vm> vm, Story story) {
        return Stream.concat(Stream.of(rig.session, vm.value()), story.arguments.stream())
                .toArray();
    }

    private static void awaitNoJobs(VmRig rig) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (rig.api.store.snapshot().table(JobRecord.CLASS).size() > 0) {
            if (System.nanoTime() > deadline) {
                fail("the job does not end");
            }
            Thread.onSpinWait();
        }
    }

    private static void runs(VmRig rig, Ref<Vm> vm) {
        is(rig, vm, PowerState.RUNNING, DomainState.RUNNING);
    }

    private static void standsStill(VmRig rig, Ref<Vm> vm) {
        is(rig, vm, PowerState.PAUSED, DomainState.PAUSED);
    }

    private static void is(VmRig rig, Ref<Vm> vm, PowerState written, DomainState found) {
        assertThat(rig.hypervisor.stateOf(rig.idOf(vm))).isEqualTo(found);
        assertThat(rig.api.row(Vm.CLASS, vm).get(Vm.POWER_STATE)).isEqualTo(written);
        assertThat(rig.api.row(Vm.CLASS, vm).get(Vm.RESIDENT_ON)).isEqualTo(VmRig.HERE);
        assertThat(rig.ledger.disksInUse()).hasSize(2);
        assertThat(rig.ledger.portsInUse()).hasSize(1);
        rig.api
                .row(Vm.CLASS, vm)
                .get(Vm.VBDS)
                .forEach(vbd -> assertThat(rig.api.row(Vbd.CLASS, vbd).get(Vbd.CURRENTLY_ATTACHED))
                        .isTrue());
    }

    private static void isOff(VmRig rig, Ref<Vm> vm) {
        assertThat(rig.hypervisor.list()).isEmpty();
        assertThat(rig.api.row(Vm.CLASS, vm).get(Vm.POWER_STATE)).isEqualTo(PowerState.HALTED);
        assertThat(rig.api.row(Vm.CLASS, vm).get(Vm.RESIDENT_ON).isNull()).isTrue();
        assertThat(rig.ledger.disksInUse()).isEmpty();
        assertThat(rig.ledger.portsInUse()).isEmpty();
    }

    private static void hasATwin(VmRig rig, Ref<Vm> vm) {
        var twins = rig.api.store.snapshot().table(Vm.CLASS).stream()
                .filter(row -> row.get(Vm.NAME_LABEL).equals("twin"))
                .toList();
        assertThat(twins).hasSize(1);
        assertThat(twins.get(0).get(Vm.VBDS)).hasSize(2);
        assertThat(twins.get(0).get(Vm.VIFS)).hasSize(1);
        assertThat(rig.api.store.snapshot().table(Vdi.CLASS).size())
                .as("each disk once more")
                .isEqualTo(4);
    }

    private static void nothingIsMarked(VmRig rig, Ref<Vm> vm) {
        var row = rig.api.row(Vm.CLASS, vm);
        assertThat(row.get(Vm.CURRENT_OPERATIONS)).isEmpty();
        assertThat(row.get(Vm.SCHEDULED_TO_BE_RESIDENT_ON).isNull()).isTrue();
        row.get(Vm.VBDS)
                .forEach(vbd -> assertThat(rig.api.row(Vbd.CLASS, vbd).get(Vbd.CURRENT_OPERATIONS))
                        .isEmpty());
        row.get(Vm.VIFS)
                .forEach(vif -> assertThat(rig.api.row(Vif.CLASS, vif).get(Vif.CURRENT_OPERATIONS))
                        .isEmpty());
        assertThat(rig.api.row(Host.CLASS, VmRig.HERE).get(Host.CURRENT_OPERATIONS))
                .isEmpty();
    }
}
