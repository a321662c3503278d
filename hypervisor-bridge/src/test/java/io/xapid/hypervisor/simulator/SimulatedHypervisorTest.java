package io.xapid.hypervisor.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Capabilities.Feature;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.MemorySpec;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VcpuSpec;
import io.xapid.hypervisor.VmId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Queue;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedHypervisorTest {
    private static final VmId VM = new VmId(UUID.fromString("6b0f9d2e-0000-4000-8000-000000000001"));

    private final SimulatedHost host = new SimulatedHost();
    private final SimulatedHypervisor hypervisor = new SimulatedHypervisor(host);

    @Test
    void saysThatItIsASimulation() {
        var capabilities = hypervisor.capabilities();
        assertThat(capabilities.name()).isEqualTo("simulator");
        assertThat(capabilities.can(Feature.REAL_GUESTS)).isFalse();
        assertThat(capabilities.acceleratorReason()).contains("simulation");
    }

    @Test
    void failsAsOftenAsItIsToldTo() {
        host.fail(Verb.BUILD, 1, "no luck");
        hypervisor.create(spec(VM));
        assertThatThrownBy(() -> hypervisor.build(VM))
                .isInstanceOf(HypervisorException.class)
                .hasMessageContaining("no luck");
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.CREATED);
        hypervisor.build(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.PAUSED);
    }

    @Test
    void takesItsTimeWhenToldToAndHonoursAnInterrupt() {
        host.slow(Verb.CREATE, Duration.ofMinutes(10));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> hypervisor.create(spec(VM)))
                .isInstanceOfSatisfying(
                        HypervisorException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.ABSENT);
    }

    @Test
    void aStubbornGuestTakesNoNoticeOfRequests() {
        run(VM);
        host.stubborn(VM, true);
        hypervisor.requestShutdown(VM);
        hypervisor.requestReboot(VM);
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.RUNNING);
        assertThat(hypervisor.statusOf(VM).resets()).isZero();

        hypervisor.plug(VM, Nic.of(0, "52:54:00:00:00:01", new Nic.Attachment.UserMode()));
        assertThatThrownBy(() -> hypervisor.unplugNic(VM, 0))
                .isInstanceOfSatisfying(
                        HypervisorException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.GUEST_UNRESPONSIVE));
    }

    @Test
    void listenersAreCalledWhenTheExecutorIsCranked() {
        Queue<Runnable> calls = new ArrayDeque<>();
        var seen = new ArrayList<VmId>();
        run(VM);
        try (var cranked = new SimulatedHypervisor(host, calls::add)) {
            cranked.onAttention(seen::add);
            host.crash(VM);
            assertThat(seen).isEmpty();
            calls.remove().run();
        }
        assertThat(seen).containsExactly(VM);
    }

    @Test
    void aThousandHostsAreCheap() {
        var hosts = IntStream.range(0, 1_000)
                .mapToObj(i -> new SimulatedHypervisor())
                .toList();
        for (SimulatedHypervisor one : hosts) {
            for (int i = 0; i < 10; i++) {
                var vm = new VmId(new UUID(0, i));
                one.create(spec(vm));
                one.build(vm);
                one.unpause(vm);
            }
        }
        assertThat(hosts).allMatch(one -> one.list().size() == 10);
    }

    private void run(VmId vm) {
        hypervisor.create(spec(vm));
        hypervisor.build(vm);
        hypervisor.unpause(vm);
    }

    private static DomainSpec spec(VmId vm) {
        return DomainSpec.of(
                vm, "guest", MemorySpec.fixed(64L << 20), VcpuSpec.of(1), Boot.Firmware.bios(Boot.BootDevice.DISK));
    }
}
