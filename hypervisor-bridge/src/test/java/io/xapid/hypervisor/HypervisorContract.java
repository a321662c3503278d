package io.xapid.hypervisor;

import static io.xapid.hypervisor.DomainState.ABSENT;
import static io.xapid.hypervisor.DomainState.CRASHED;
import static io.xapid.hypervisor.DomainState.CREATED;
import static io.xapid.hypervisor.DomainState.LOST;
import static io.xapid.hypervisor.DomainState.PAUSED;
import static io.xapid.hypervisor.DomainState.POWERED_OFF;
import static io.xapid.hypervisor.DomainState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.HypervisorException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The rules of {@link Hypervisor}, which every bridge keeps. */
public abstract class HypervisorContract extends SavedStateRules {
    // Life

    @Test
    void aGuestGoesFromCreatedToPausedToRunningToAbsent() {
        assertThat(hypervisor.stateOf(VM)).isEqualTo(ABSENT);
        hypervisor.create(rig.guest(VM));
        assertThat(hypervisor.stateOf(VM)).isEqualTo(CREATED);
        assertThat(hypervisor.list()).containsExactly(VM);
        hypervisor.build(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(PAUSED);
        assertThat(hypervisor.statusOf(VM).bootedAt()).isEmpty();
        hypervisor.unpause(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);
        assertThat(hypervisor.statusOf(VM).bootedAt()).isPresent();
        hypervisor.unpause(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);
        hypervisor.pause(VM);
        hypervisor.pause(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(PAUSED);
        hypervisor.unpause(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);
        hypervisor.destroy(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(ABSENT);
        assertThat(hypervisor.list()).isEmpty();
        assertThat(hypervisor.specOf(VM)).isEmpty();
    }

    @Test
    void destroyingTakesAwayAGuestInAnyStateAndIsFineWithNone() {
        hypervisor.destroy(VM);

        hypervisor.create(rig.guest(VM));
        hypervisor.destroy(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(ABSENT);

        hypervisor.create(rig.guest(VM));
        hypervisor.build(VM);
        hypervisor.destroy(VM);
        hypervisor.destroy(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(ABSENT);
    }

    @Test
    void verbsInTheWrongStateAreRefused() {
        refused(Reason.NOT_FOUND, () -> hypervisor.build(VM));
        refused(Reason.NOT_FOUND, () -> hypervisor.unpause(VM));
        refused(Reason.NOT_FOUND, () -> hypervisor.plug(VM, Disk.of(0, rig.blankDisk())));

        hypervisor.create(rig.guest(VM));
        refused(Reason.WRONG_STATE, () -> hypervisor.create(rig.guest(VM)));
        refused(Reason.WRONG_STATE, () -> hypervisor.unpause(VM));
        refused(Reason.WRONG_STATE, () -> hypervisor.pause(VM));
        refused(Reason.WRONG_STATE, () -> hypervisor.reset(VM));

        hypervisor.build(VM);
        refused(Reason.WRONG_STATE, () -> hypervisor.build(VM));
        refused(Reason.WRONG_STATE, () -> hypervisor.requestShutdown(VM));
        refused(Reason.WRONG_STATE, () -> hypervisor.requestReboot(VM));
    }

    @Test
    void aBuildThatFailsLeavesTheGuestCreatedAndCanBeTriedAgain() {
        Medium missing = rig.missingDisk();
        hypervisor.create(rig.guest(VM).plus(Disk.of(0, missing)));
        assertThatThrownBy(() -> hypervisor.build(VM))
                .isInstanceOf(HypervisorException.class)
                .hasMessageContaining(VM.toString())
                .hasMessageContaining(missing.path().toString());
        assertThat(hypervisor.stateOf(VM)).isEqualTo(CREATED);

        rig.supply(missing);
        hypervisor.build(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(PAUSED);
    }

    @Test
    void aRunningGuestTellsAboutItselfAndShutsDownWhenAsked() {
        var seen = attention();
        hypervisor.create(rig.guest(VM).plus(Nic.of(0, MAC, rig.network())));
        boot();
        GuestReport report = hypervisor.guestReportOf(VM).orElseThrow();
        assertThat(report.os()).containsKeys("name", "version", "kernel");
        assertThat(report.memoryTotalBytes()).isPresent();
        eventually(() -> assertThat(seen).contains(VM)); // word of it comes on a thread of its own

        var statistics = hypervisor.statisticsOf(VM);
        assertThat(statistics.cpuSeconds()).hasSize(1).allMatch(seconds -> seconds >= 0);
        assertThat(statistics.memoryBytes()).isPositive();

        seen.clear();
        hypervisor.requestShutdown(VM);
        eventuallyIs(POWERED_OFF);
        eventually(() -> assertThat(seen).contains(VM));
        assertThat(hypervisor.statusOf(VM).detail()).isNotEmpty();
        refused(Reason.WRONG_STATE, () -> hypervisor.unpause(VM));

        hypervisor.reset(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);
    }

    @Test
    void aGuestThatRestartsIsCountedAndCallsForAttention() {
        hypervisor.create(rig.guest(VM));
        boot();
        var seen = attention();
        hypervisor.requestReboot(VM);
        eventually(() -> assertThat(hypervisor.statusOf(VM).resets()).isEqualTo(1));
        eventually(() -> assertThat(seen).contains(VM));
        assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);

        hypervisor.reset(VM);
        eventually(() -> assertThat(hypervisor.statusOf(VM).resets()).isEqualTo(2));
        assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);
    }

    @Test
    void aGuestThatSwitchesItselfOffStaysKnownAsPoweredOff() {
        hypervisor.create(rig.guest(VM));
        boot();
        var seen = attention();
        rig.powerOffFromInside(VM);
        eventuallyIs(POWERED_OFF);
        eventually(() -> assertThat(seen).contains(VM));
        assertThat(hypervisor.list()).containsExactly(VM);

        reopen();
        assertThat(hypervisor.stateOf(VM)).isEqualTo(POWERED_OFF);
        rig.killBehindTheBack(VM);
        eventually(() -> assertThat(hypervisor.stateOf(VM)).isEqualTo(POWERED_OFF));
        hypervisor.destroy(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(ABSENT);
    }

    @Test
    void aGuestThatCrashesIsSeenToAndCanBeReset() {
        hypervisor.create(rig.guest(VM));
        boot();
        var seen = attention();
        rig.crashFromInside(VM);
        eventuallyIs(CRASHED);
        eventually(() -> assertThat(seen).contains(VM));
        assertThat(hypervisor.statusOf(VM).detail()).isNotEmpty();
        hypervisor.reset(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);
    }

    @Test
    void aGuestWhoseHypervisorIsKilledIsLost() {
        hypervisor.create(rig.guest(VM));
        hypervisor.build(VM);
        hypervisor.unpause(VM);
        var seen = attention();
        rig.killBehindTheBack(VM);
        eventuallyIs(LOST);
        eventually(() -> assertThat(seen).contains(VM));
        refused(Reason.WRONG_STATE, () -> hypervisor.pause(VM));

        reopen();
        assertThat(hypervisor.stateOf(VM)).isEqualTo(LOST);
        hypervisor.destroy(VM);
        assertThat(hypervisor.list()).isEmpty();
        hypervisor.create(rig.guest(VM));
        hypervisor.build(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(PAUSED);
    }

    @Test
    void guestsLiveOnWithoutTheirBridgeAndAreTakenOverByTheNext() {
        var other = new VmId(UUID.fromString("6b0f9d2e-0000-4000-8000-000000000002"));
        var spec = rig.guest(VM).plus(Disk.of(3, rig.blankDisk())).plus(Nic.of(0, MAC, rig.network()));
        hypervisor.create(spec);
        boot();
        hypervisor.create(rig.guest(other));

        reopen();
        assertThat(hypervisor.list()).containsExactlyInAnyOrder(VM, other);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(RUNNING);
        assertThat(hypervisor.stateOf(other)).isEqualTo(CREATED);
        assertThat(hypervisor.specOf(VM)).contains(spec);
        assertThat(hypervisor.statusOf(VM).bootedAt()).isPresent();

        var seen = attention();
        eventually(() -> assertThat(hypervisor.guestReportOf(VM)).isPresent());
        hypervisor.requestShutdown(VM);
        eventuallyIs(POWERED_OFF);
        eventually(() -> assertThat(seen).contains(VM));
    }

    @Test
    void aListenerThatLeftIsNotCalled() {
        Set<VmId> seen = ConcurrentHashMap.newKeySet();
        hypervisor.onAttention(seen::add).close();
        var others = attention();
        hypervisor.create(rig.guest(VM));
        hypervisor.build(VM);
        hypervisor.unpause(VM);
        rig.killBehindTheBack(VM);
        eventually(() -> assertThat(others).contains(VM));
        assertThat(seen).isEmpty();
    }

    // Many at once

    @Test
    void manyGuestsAreBuiltAndDestroyedAtOnce() throws Exception {
        int count = rig.crowd();
        var vms = new ArrayList<VmId>();
        for (int i = 0; i < count; i++) {
            vms.add(new VmId(UUID.randomUUID()));
        }
        var workers = Executors.newFixedThreadPool(count);
        try {
            all(workers.invokeAll(vms.stream().map(this::paused).toList()));
            assertThat(hypervisor.list()).hasSize(count);
            assertThat(vms).allMatch(vm -> hypervisor.stateOf(vm) == PAUSED);
            all(workers.invokeAll(vms.stream().map(this::destroyed).toList()));
            assertThat(hypervisor.list()).isEmpty();
        } finally {
            workers.shutdownNow();
        }
    }

    private Callable<Boolean> paused(VmId vm) {
        return () -> {
            hypervisor.create(rig.guest(vm));
            hypervisor.build(vm);
            return true;
        };
    }

    private Callable<Boolean> destroyed(VmId vm) {
        return () -> {
            hypervisor.destroy(vm);
            return true;
        };
    }

    private static void all(List<Future<Boolean>> outcomes) throws Exception {
        for (Future<Boolean> outcome : outcomes) {
            assertThat(outcome.get()).isTrue();
        }
    }

    @Test
    void verbsOfOneGuestFromManyThreadsAreCarriedOutOneByOne() throws Exception {
        var workers = Executors.newFixedThreadPool(8);
        try {
            var storm = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 16; i++) {
                storm.add(() -> {
                    try {
                        hypervisor.create(rig.guest(VM));
                    } catch (HypervisorException e) {
                        assertThat(e.reason()).isEqualTo(Reason.WRONG_STATE); // another was first
                    }
                    hypervisor.destroy(VM);
                    return true;
                });
            }
            all(workers.invokeAll(storm));
            assertThat(hypervisor.stateOf(VM)).isEqualTo(ABSENT);
            assertThat(hypervisor.list()).isEmpty();
        } finally {
            workers.shutdownNow();
        }
    }

    // What it says of itself

    @Test
    void saysWhatItIs() {
        Capabilities capabilities = hypervisor.capabilities();
        assertThat(capabilities.name()).isNotEmpty();
        assertThat(capabilities.version()).isNotEmpty();
        assertThat(capabilities.accelerator()).isNotEmpty();
        assertThat(capabilities.acceleratorReason()).isNotEmpty();
        assertThat(capabilities.maxVcpus()).isPositive();
        refused(
                Reason.UNSUPPORTED,
                () -> hypervisor.create(rig.guest(VM)
                        .withVcpus(VcpuSpec.of(hypervisor.capabilities().maxVcpus() + 1))));
        assertThat(hypervisor.stateOf(VM)).isEqualTo(ABSENT);
    }
}
