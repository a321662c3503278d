package io.xapid.server.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.MemorySpec;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VcpuSpec;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.simulator.SimulatedHypervisor;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.network.HostInterface;
import io.xapid.network.LinkName;
import io.xapid.network.Mtu;
import io.xapid.network.PortSpec;
import io.xapid.network.simulator.SimulatedNetwork;
import io.xapid.server.api.ApiKit;
import io.xapid.server.job.JobRunner;
import io.xapid.server.job.Jobs;
import io.xapid.server.plan.PlanRunner;
import io.xapid.server.vm.NetworkAccess;
import io.xapid.server.vm.NetworkAccess.Interface;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes, at a start of the daemon, of ports that are there already. */
class PortSweepTest {
    private static final UUID GONE = UUID.fromString("f00dbabe-1234-4567-89ab-cdef01234567");
    private static final String MAC = "02:00:00:00:00:02";

    private final ApiKit kit = new ApiKit();
    private final SimulatedNetwork backend = new SimulatedNetwork(List.of());
    private final SimulatedHypervisor hypervisor = new SimulatedHypervisor();
    private final NetworkRoom room = new NetworkRoom(kit.store, ApiKit.HERE, backend, 0);
    private final NetworkAccess access = room.networkAccess(hypervisor.capabilities());
    private final Jobs jobs = new Jobs(
            kit.store,
            kit.tasks,
            ApiKit.HERE,
            new JobRunner(kit.store, kit.tasks, List.of(), new PlanRunner(kit.workers), kit.timer, kit.clock),
            kit.workers,
            kit.timer);
    private final Ref<Network> network =
            kit.have(Network.CLASS, Map.of(Network.BRIDGE, "xapi0", Network.MTU, 1500L, Network.MANAGED, true));
    private final Ref<Vm> vm = kit.have(Vm.CLASS, Map.of(Vm.NAME_LABEL, "guest"));

    @AfterEach
    void close() {
        jobs.close();
        hypervisor.close();
        kit.close();
    }

    @Test
    void thoseOfGuestsThatAreNotThereAreTakenAway() throws Exception {
        kit.have(Vif.CLASS, Map.of(Vif.VM, vm, Vif.DEVICE, "0"));
        plug(uuid(), 0);
        plug(GONE.toString(), 3);

        sweep();

        assertThat(ports()).isEmpty();
    }

    @Test
    void thoseOfDomainsStayWhateverRowsSay() throws Exception {
        domain(VmId.of(uuid()), plug(uuid(), 1));
        domain(new VmId(GONE), plug(GONE.toString(), 3));
        plug(uuid(), 2);

        sweep();

        assertThat(ports()).containsExactlyInAnyOrder(port(uuid(), 1), port(GONE.toString(), 3));
    }

    @Test
    void thoseThatAreSaidToBeAttachedStay() throws Exception {
        kit.have(Vif.CLASS, Map.of(Vif.VM, vm, Vif.DEVICE, "1", Vif.CURRENTLY_ATTACHED, true));
        plug(uuid(), 1);
        plug(uuid(), 11);

        sweep();

        assertThat(ports()).containsExactly(port(uuid(), 1));
    }

    @Test
    void thoseOfAnotherDaemonAndWithOtherNamesStay() throws Exception {
        plug(GONE.toString(), 3);
        UUID here = UUID.fromString(kit.row(Host.CLASS, ApiKit.HERE).get(Host.UUID));
        var bridge = new LinkName("xapi0");
        var theirs = new LinkName("vf00dbabe12.4");
        var strange = new LinkName("vf00dbabe12x");
        backend.plug(new PortSpec(theirs, bridge, Mtu.ETHERNET, 0, GONE));
        backend.plug(new PortSpec(strange, bridge, Mtu.ETHERNET, 0, here));

        sweep();

        assertThat(ports()).containsExactlyInAnyOrder(theirs, strange);
    }

    /** As when VM.start has made the port, and the guest comes to be before the sweep has its turn. */
    @Test
    void thoseOfAGuestThatStartsMeanwhileStay() throws Exception {
        var plugged = new CountDownLatch(1);
        var judged = new CountDownLatch(1);
        CompletableFuture<Void> start = jobs.between(vm, () -> {
            Nic.Attachment attachment = plug(uuid(), 0);
            plugged.countDown();
            await(judged);
            domain(VmId.of(uuid()), attachment);
        });
        await(plugged);

        room.sweepPorts(jobs, hypervisor);
        awaitHostsQueue(); // now it has seen the port
        judged.countDown();
        start.get(20, TimeUnit.SECONDS);
        jobs.between(vm, () -> {}).get(20, TimeUnit.SECONDS);

        assertThat(ports()).containsExactly(port(uuid(), 0));
    }

    private void sweep() throws Exception {
        room.sweepPorts(jobs, hypervisor);
        awaitHostsQueue();
        jobs.between(vm, () -> {}).get(20, TimeUnit.SECONDS);
    }

    /** The sweep looks around there, and then judges there what no VM has. */
    private void awaitHostsQueue() throws Exception {
        jobs.between(ApiKit.HERE, () -> {}).get(20, TimeUnit.SECONDS);
        jobs.between(ApiKit.HERE, () -> {}).get(20, TimeUnit.SECONDS);
    }

    private String uuid() {
        return kit.row(Vm.CLASS, vm).get(Vm.UUID);
    }

    private Nic.Attachment plug(String guest, int device) {
        return access.attach(network, new Interface(guest, device, MAC, 0));
    }

    private static LinkName port(String guest, int device) {
        return new LinkName(GuestPorts.portName(new Interface(guest, device, MAC, 0)));
    }

    private Set<LinkName> ports() {
        return backend.state().interfaces().stream()
                .filter(link -> link.kind().equals("tun"))
                .map(HostInterface::name)
                .collect(Collectors.toSet());
    }

    private void domain(VmId id, Nic.Attachment attachment) {
        hypervisor.create(DomainSpec.of(
                        id,
                        "guest",
                        MemorySpec.fixed(64L << 20),
                        VcpuSpec.of(1),
                        Boot.Firmware.bios(Boot.BootDevice.DISK))
                .plus(Nic.of(0, MAC, attachment)));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
