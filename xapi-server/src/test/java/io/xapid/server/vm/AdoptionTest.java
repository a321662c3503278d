package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.vm.OnCrash;
import io.xapid.model.vm.OnExit;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmGuestMetrics;
import io.xapid.model.vm.VmMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a new daemon makes of guests that an earlier one has started. */
class AdoptionTest {
    private VmRig rig = new VmRig();
    private final Ref<Vm> vm = rig.guest("guest");
    private final Ref<Vdi> disk = rig.disk("disk");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aGuestGoesOnAsIfNothingHadHappened() {
        start();
        rig.reportDrivers(vm);
        rig.api.value("VM.set_other_config", rig.session, vm.value(), Map.of("said", "before"));
        String before = new HostTruth(rig).inWords();
        Row<Vm> row = rig.api.row(Vm.CLASS, vm);
        Row<VmMetrics> metrics = rig.api.row(VmMetrics.CLASS, row.get(Vm.METRICS));
        rig.api.clock.advance(Duration.ofMinutes(5));

        restart();

        assertThat(new HostTruth(rig).inWords()).isEqualTo(before);
        new HostTruth(rig).assertInOrder();
        Row<VmMetrics> now = rig.api.row(VmMetrics.CLASS, row.get(Vm.METRICS));
        assertThat(now.get(VmMetrics.START_TIME)).isEqualTo(metrics.get(VmMetrics.START_TIME));
        assertThat(rig.api
                        .row(VmGuestMetrics.CLASS, rig.api.row(Vm.CLASS, vm).get(Vm.GUEST_METRICS))
                        .ref())
                .isEqualTo(row.get(Vm.GUEST_METRICS));
        assertDiskIsHeld();
    }

    @Test
    void aPausedGuestStaysPaused() {
        start();
        rig.api.value("VM.pause", rig.session, vm.value());

        restart();

        assertThat(power()).isEqualTo(PowerState.PAUSED);
        rig.api.value("VM.unpause", rig.session, vm.value());
        assertThat(power()).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void anAdoptedGuestCanBeDealtWithAsAnyOther() {
        start();
        restart();

        rig.api.value("VM.hard_reboot", rig.session, vm.value());
        new HostTruth(rig).assertInOrder();
        rig.api.value("VM.hard_shutdown", rig.session, vm.value());

        new HostTruth(rig).assertInOrder();
        rig.api.value("VDI.destroy", rig.session, disk.value());
    }

    @ParameterizedTest
    @CsvSource({"DESTROY, HALTED", "RESTART, RUNNING"})
    void aGuestThatSwitchedItselfOffMeanwhileBecomesWhatItIsSetTo(OnExit action, PowerState expected) {
        start();
        rig.api.set(Vm.CLASS, vm, Vm.ACTIONS_AFTER_SHUTDOWN, action);

        rig = rig.crashed(() -> rig.host.powerOff(rig.idOf(vm)));
        adopt();

        assertThat(power()).isEqualTo(expected);
        new HostTruth(rig).assertInOrder();
    }

    @ParameterizedTest
    @CsvSource({"DESTROY, HALTED", "RESTART, RUNNING", "PRESERVE, PAUSED"})
    void aGuestThatCrashedMeanwhileBecomesWhatItIsSetTo(OnCrash action, PowerState expected) {
        start();
        rig.api.set(Vm.CLASS, vm, Vm.ACTIONS_AFTER_CRASH, action);
        rig.api.clock.advance(Duration.ofMinutes(5));

        rig = rig.crashed(() -> rig.host.crash(rig.idOf(vm)));
        adopt();

        assertThat(power()).isEqualTo(expected);
    }

    /** As after a power cut: all guests of the host are gone, and nobody asked for them to come back by themselves. */
    @Test
    void aGuestThatWasLostMeanwhileIsOff() {
        start();
        rig.api.set(Vm.CLASS, vm, Vm.ACTIONS_AFTER_CRASH, OnCrash.RESTART);
        rig.api.clock.advance(Duration.ofMinutes(5));

        rig = rig.crashed(() -> rig.host.lose(rig.idOf(vm)));
        adopt();

        assertThat(power()).isEqualTo(PowerState.HALTED);
        new HostTruth(rig).assertInOrder();
    }

    @Test
    void aGuestThatRestartedMeanwhileIsNew() {
        start();
        rig.api.clock.advance(Duration.ofMinutes(5));

        rig = rig.crashed(() -> rig.host.reboot(rig.idOf(vm)));
        adopt();

        Row<Vm> row = rig.api.row(Vm.CLASS, vm);
        assertThat(rig.api.row(VmMetrics.CLASS, row.get(Vm.METRICS)).get(VmMetrics.START_TIME))
                .isEqualTo(rig.api.clock.instant());
        assertDiskIsHeld();
    }

    @Test
    void newsOfAGuestDoesNotKeepItFromBeingAdopted() throws Exception {
        start();
        rig = rig.afterACrash();
        var busy = new CountDownLatch(1);
        var settling = rig.jobs.between(vm, () -> await(busy)); // as a job would be
        try (VmReconciler reconciler = rig.room.reconciler(rig.jobs, rig.api.clock)) {
            rig.host.stubborn(rig.idOf(vm), false); // there is news
            reconciler.adopt();
            busy.countDown();
            settling.get(20, TimeUnit.SECONDS);
            rig.awaitQuiet(vm);
        }

        assertDiskIsHeld();
    }

    @Test
    void whatWasUnpluggedIsNotAttachedAgain() {
        start();
        rig.reportDrivers(vm);
        Row<Vm> row = rig.api.row(Vm.CLASS, vm);
        rig.api.value("VBD.unplug", rig.session, row.get(Vm.VBDS).get(0).value());
        rig.api.value("VIF.unplug", rig.session, row.get(Vm.VIFS).get(0).value());

        restart();

        new HostTruth(rig).assertInOrder();
        assertThat(rig.ledger.disksInUse()).isEmpty();
        assertThat(rig.ledger.portsInUse()).isEmpty();
        rig.disks.attach(disk, "somebody else", false);
    }

    @Test
    void aDriveThatCannotBeHadAnyMoreDoesNotEndTheGuest() {
        start();
        rig = rig.afterACrash();
        rig.api.set(Vbd.CLASS, rig.api.row(Vm.CLASS, vm).get(Vm.VBDS).get(0), Vbd.USERDEVICE, "nonsense");

        adopt();

        assertThat(power()).isEqualTo(PowerState.RUNNING);
    }

    private void start() {
        rig.drive(vm, disk, "0", Map.of());
        rig.nic(vm, rig.network("net"), "0");
        rig.start(vm);
    }

    private void restart() {
        rig = rig.afterACrash();
        adopt();
    }

    private void adopt() {
        try (VmReconciler reconciler = rig.room.reconciler(rig.jobs, rig.api.clock)) {
            reconciler.adopt();
            rig.awaitQuiet(vm);
            rig.await(() -> rig.api.row(Vm.CLASS, vm).get(Vm.CURRENT_OPERATIONS).isEmpty());
            rig.awaitQuiet(vm);
        }
    }

    /** The storage knows that a guest writes to the disk. */
    private void assertDiskIsHeld() {
        assertThatThrownBy(() -> rig.disks.attach(disk, "somebody else", false)).isInstanceOf(Failure.class);
    }

    private PowerState power() {
        return rig.api.row(Vm.CLASS, vm).get(Vm.POWER_STATE);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
