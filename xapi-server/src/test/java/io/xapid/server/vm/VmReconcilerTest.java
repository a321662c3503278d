package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.simulator.Verb;
import io.xapid.model.event.PoolMessage;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Row;
import io.xapid.model.vm.OnCrash;
import io.xapid.model.vm.OnExit;
import io.xapid.model.vm.OnSoftReboot;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmMetrics;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.api.ApiKit;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests that end, crash and restart by themselves, while the daemon looks. */
class VmReconcilerTest {
    private static final Duration LONG_AGO = Duration.ofMinutes(3);

    private final VmRig rig = new VmRig();
    private final VmReconciler reconciler = rig.room.reconciler(rig.jobs, rig.api.clock);
    private final Ref<Vm> vm = rig.guest("guest");

    @BeforeEach
    void start() {
        rig.drive(vm, rig.disk("disk"), "0", Map.of());
        rig.nic(vm, rig.network("net"), "0");
        rig.start(vm);
        settle();
    }

    @AfterEach
    void close() {
        reconciler.close();
        rig.close();
    }

    @Test
    void aGuestThatSwitchesItselfOffIsOff() {
        rig.api.set(Vm.CLASS, vm, Vm.ACTIONS_AFTER_SHUTDOWN, OnExit.DESTROY);

        rig.host.powerOff(rig.idOf(vm));
        settle();

        assertIsOff();
        assertThat(alerts()).contains("VM_SHUTDOWN");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProtectedGuestMaySwitchItselfOffWhereThePoolLetsIt(boolean startedAgainByThePool) {
        rig.api.set(Vm.CLASS, vm, Vm.HA_ALWAYS_RUN, true);
        rig.api.set(Pool.CLASS, ApiKit.POOL, Pool.HA_REBOOT_VM_ON_INTERNAL_SHUTDOWN, startedAgainByThePool);

        rig.host.powerOff(rig.idOf(vm));
        settle();

        assertThat(row().get(Vm.HA_ALWAYS_RUN)).isEqualTo(startedAgainByThePool);
    }

    @Test
    void aGuestThatSwitchesItselfOffIsStartedAgainWhereItIsSetSo() {
        rig.api.set(Vm.CLASS, vm, Vm.ACTIONS_AFTER_SHUTDOWN, OnExit.RESTART);
        rig.api.clock.advance(Duration.ofSeconds(10));

        rig.host.powerOff(rig.idOf(vm));
        settle();

        assertRunsAgain();
    }

    @ParameterizedTest
    @EnumSource(OnCrash.class)
    void aCrashedGuestBecomesWhatItIsSetTo(OnCrash action) {
        rig.api.set(Vm.CLASS, vm, Vm.ACTIONS_AFTER_CRASH, action);
        rig.api.clock.advance(LONG_AGO);

        rig.host.crash(rig.idOf(vm));
        settle();

        assertThat(alerts()).contains("VM_CRASHED");
        switch (action) {
            case DESTROY, COREDUMP_AND_DESTROY -> assertIsOff();
            case RESTART, COREDUMP_AND_RESTART, RENAME_RESTART -> assertRunsAgain();
            case PRESERVE -> {
                assertThat(row().get(Vm.POWER_STATE)).isEqualTo(PowerState.PAUSED);
                assertThat(rig.hypervisor.stateOf(rig.idOf(vm))).isEqualTo(DomainState.CRASHED);
                assertThat(rig.ledger.disksInUse()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(OnSoftReboot.class)
    void aGuestWithAnotherKernelToStartBecomesWhatItIsSetTo(OnSoftReboot action) {
        rig.api.set(Vm.CLASS, vm, Vm.ACTIONS_AFTER_SOFTREBOOT, action);

        rig.host.softReset(rig.idOf(vm));
        settle();

        assertThat(alerts()).doesNotContain("VM_CRASHED");
        switch (action) {
            case DESTROY -> assertIsOff();
            case RESTART, SOFT_REBOOT -> assertRunsAgain();
            case PRESERVE -> {
                assertThat(row().get(Vm.POWER_STATE)).isEqualTo(PowerState.PAUSED);
                assertThat(rig.hypervisor.stateOf(rig.idOf(vm))).isEqualTo(DomainState.SOFT_RESET);
            }
        }
    }

    @Test
    void aPreservedGuestIsEndedWhenSomebodyHasSeenEnough() {
        rig.api.set(Vm.CLASS, vm, Vm.ACTIONS_AFTER_CRASH, OnCrash.PRESERVE);
        rig.host.crash(rig.idOf(vm));
        settle();
        int told = alerts().size();
        reconciler.lookAtAll();
        settle();
        assertThat(alerts()).as("told once").hasSize(told);

        assertThat(rig.api.failure("VM.unpause", rig.session, vm.value()))
                .first()
                .isEqualTo("VM_BAD_POWER_STATE");
        rig.api.value("VM.hard_shutdown", rig.session, vm.value());

        assertIsOff();
    }

    @ParameterizedTest
    @CsvSource({"119, false", "121, true"})
    void aGuestThatCrashesAtOnceIsNotStartedAgain(int secondsAfterStart, boolean again) {
        rig.api.set(Vm.CLASS, vm, Vm.ACTIONS_AFTER_CRASH, OnCrash.RESTART);
        rig.api.clock.advance(Duration.ofSeconds(secondsAfterStart));

        rig.host.crash(rig.idOf(vm));
        settle();

        if (again) {
            assertRunsAgain();
        } else {
            assertIsOff();
        }
    }

    /** As when its process is killed: there is nothing left to preserve. */
    @ParameterizedTest
    @EnumSource(OnCrash.class)
    void aGuestThatIsLostCountsAsCrashed(OnCrash action) {
        rig.api.set(Vm.CLASS, vm, Vm.ACTIONS_AFTER_CRASH, action);
        rig.api.clock.advance(LONG_AGO);

        rig.host.lose(rig.idOf(vm));
        settle();

        assertThat(alerts()).contains("VM_CRASHED");
        switch (action) {
            case DESTROY, COREDUMP_AND_DESTROY, PRESERVE -> assertIsOff();
            case RESTART, COREDUMP_AND_RESTART, RENAME_RESTART -> assertRunsAgain();
        }
    }

    @Test
    void aGuestThatRestartsItselfIsNew() {
        rig.api.set(Vm.CLASS, vm, Vm.REQUIRES_REBOOT, true);
        rig.reportDrivers(vm);
        Ref<?> said = row().get(Vm.GUEST_METRICS);
        rig.api.clock.advance(LONG_AGO);
        long domain = row().get(Vm.DOMID);

        rig.host.reboot(rig.idOf(vm));
        settle();

        assertThat(row().get(Vm.POWER_STATE)).isEqualTo(PowerState.RUNNING);
        assertThat(startTime()).isEqualTo(rig.api.clock.instant());
        assertThat(row().get(Vm.REQUIRES_REBOOT)).isFalse();
        assertThat(row().get(Vm.GUEST_METRICS)).isNotEqualTo(said);
        assertThat(row().get(Vm.DOMID)).isEqualTo(domain);
        assertThat(alerts()).containsOnlyOnce("VM_REBOOTED");
        reconciler.lookAtAll();
        settle();
        assertThat(alerts()).as("told once").containsOnlyOnce("VM_REBOOTED");
    }

    @Test
    void aGuestThatRestartsItselfIsOffWhereItIsSetSo() {
        rig.api.set(Vm.CLASS, vm, Vm.ACTIONS_AFTER_REBOOT, OnExit.DESTROY);
        rig.api.clock.advance(LONG_AGO);

        rig.host.reboot(rig.idOf(vm));
        settle();

        assertIsOff();
    }

    @Test
    void aGuestThatCannotBeStartedAgainIsOff() {
        rig.api.set(Vm.CLASS, vm, Vm.ACTIONS_AFTER_CRASH, OnCrash.RESTART);
        rig.api.clock.advance(LONG_AGO);
        rig.host.fail(Verb.BUILD, 1, "no more of that");

        rig.host.crash(rig.idOf(vm));
        settle();

        assertIsOff();
    }

    @Test
    void aGuestThatIsPausedBehindOurBackReadsAsPaused() {
        rig.hypervisor.pause(rig.idOf(vm));

        reconciler.lookAtAll();
        settle();

        assertThat(row().get(Vm.POWER_STATE)).isEqualTo(PowerState.PAUSED);
    }

    @Test
    void aGuestThatWasToGoElsewhereAndIsWantedNowhereElseGoesOnHere() {
        rig.hypervisor.suspend(rig.idOf(vm), Channels.newChannel(OutputStream.nullOutputStream()));

        reconciler.lookAtAll();
        settle();

        assertThat(rig.hypervisor.stateOf(rig.idOf(vm))).isEqualTo(DomainState.RUNNING);
        assertThat(row().get(Vm.POWER_STATE)).isEqualTo(PowerState.RUNNING);
        new HostTruth(rig).assertInOrder();
    }

    @Test
    void aGuestThatSomebodyIsTakingElsewhereIsLeftAlone() {
        rig.hypervisor.suspend(rig.idOf(vm), Channels.newChannel(OutputStream.nullOutputStream()));
        rig.api.set(Vm.CLASS, vm, Vm.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", VmOperation.POOL_MIGRATE));

        reconciler.lookAtAll();
        rig.awaitQuiet(vm);

        assertThat(rig.hypervisor.stateOf(rig.idOf(vm))).isEqualTo(DomainState.SUSPENDED);
        assertThat(row().get(Vm.POWER_STATE)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void aGuestThatHasVanishedIsOff() {
        rig.hypervisor.destroy(rig.idOf(vm));

        reconciler.lookAtAll();
        settle();

        assertIsOff();
    }

    @Test
    void whatRunsAndShouldNotIsEnded() {
        rig.api.set(Vm.CLASS, vm, Vm.RESIDENT_ON, Ref.none());
        rig.api.set(Vm.CLASS, vm, Vm.POWER_STATE, PowerState.HALTED);

        reconciler.lookAtAll();
        settle();

        assertThat(rig.hypervisor.list()).isEmpty();
        assertThat(rig.ledger.disksInUse()).isEmpty();
        assertThat(rig.ledger.portsInUse()).isEmpty();
    }

    @Test
    void aStrangerIsLeftAloneWhileItRunsAndSweptAwayWhenItHasEnded() {
        var stranger = rig.idOf(vm);
        rig.api.delete(Vm.CLASS, vm);

        reconciler.lookAtAll();
        assertThat(rig.hypervisor.stateOf(stranger)).isEqualTo(DomainState.RUNNING);
        rig.host.powerOff(stranger);

        assertThat(rig.hypervisor.stateOf(stranger)).isEqualTo(DomainState.ABSENT);
    }

    @Test
    void aDeviceThatTheGuestLetsGoOfTooLateIsUnpluggedAllTheSame() {
        rig.reportDrivers(vm);
        Ref<Vif> nic = row().get(Vm.VIFS).get(0);
        rig.host.stubborn(rig.idOf(vm), true);
        assertThat(rig.api.failure("VIF.unplug", rig.session, nic.value()))
                .containsExactly("DEVICE_DETACH_TIMEOUT", "VIF", nic.value());
        assertThat(rig.api.row(Vif.CLASS, nic).get(Vif.CURRENTLY_ATTACHED)).isTrue();
        rig.host.stubborn(rig.idOf(vm), false);
        rig.hypervisor.unplugNic(rig.idOf(vm), 0);
        rig.hypervisor.unplugDisk(rig.idOf(vm), 0);

        reconciler.lookAtAll();
        settle();

        assertThat(rig.api.row(Vif.CLASS, nic).get(Vif.CURRENTLY_ATTACHED)).isFalse();
        assertThat(rig.ledger.disksInUse()).isEmpty();
        new HostTruth(rig).assertInOrder();
        rig.api.value("VIF.plug", rig.session, nic.value());
        new HostTruth(rig).assertInOrder();
    }

    @Test
    void aDeviceThatCouldNotBeTakenBackReadsAsAttached() {
        Ref<Vbd> drive = row().get(Vm.VBDS).get(0);
        Ref<Vif> nic = row().get(Vm.VIFS).get(0);
        // as after a way back that let go of what was attached though the guest did not
        Remains.of(rig.api.store.snapshot(), row()).letGo(rig.disks, rig.networks);
        rig.api.set(Vbd.CLASS, drive, Vbd.CURRENTLY_ATTACHED, false);
        rig.api.set(Vif.CLASS, nic, Vif.CURRENTLY_ATTACHED, false);

        reconciler.lookAtAll();
        settle();

        assertThat(rig.api.row(Vbd.CLASS, drive).get(Vbd.CURRENTLY_ATTACHED)).isTrue();
        assertThat(rig.api.row(Vbd.CLASS, drive).get(Vbd.DEVICE)).isEqualTo("xvda");
        assertThat(rig.api.row(Vif.CLASS, nic).get(Vif.CURRENTLY_ATTACHED)).isTrue();
        new HostTruth(rig).assertInOrder();
    }

    @Test
    void memoryIsMeasuredNowAndThen() {
        rig.hypervisor.setMemoryTarget(rig.idOf(vm), 96L << 20);

        reconciler.lookAtAll();
        settle();

        assertThat(metrics().get(VmMetrics.MEMORY_ACTUAL)).isEqualTo(96L << 20);
    }

    private void assertIsOff() {
        assertThat(row().get(Vm.POWER_STATE)).isEqualTo(PowerState.HALTED);
        new HostTruth(rig).assertInOrder();
    }

    private void assertRunsAgain() {
        rig.await(() -> !rig.jobs.isBusy(vm) && row().get(Vm.CURRENT_OPERATIONS).isEmpty());
        assertThat(row().get(Vm.POWER_STATE)).isEqualTo(PowerState.RUNNING);
        assertThat(startTime()).isEqualTo(rig.api.clock.instant());
        new HostTruth(rig).assertInOrder();
    }

    /** Everything that was due is done, restarts that were ordered included. */
    private void settle() {
        rig.awaitQuiet(vm);
        rig.await(() -> !rig.jobs.isBusy(vm) && row().get(Vm.CURRENT_OPERATIONS).isEmpty());
        rig.awaitQuiet(vm);
    }

    private Row<Vm> row() {
        return rig.api.row(Vm.CLASS, vm);
    }

    private Row<VmMetrics> metrics() {
        return rig.api.row(VmMetrics.CLASS, row().get(Vm.METRICS));
    }

    private Instant startTime() {
        return metrics().get(VmMetrics.START_TIME);
    }

    private List<String> alerts() {
        return rig.api.store.snapshot().table(PoolMessage.CLASS).stream()
                .map(message -> message.get(PoolMessage.NAME))
                .toList();
    }
}
