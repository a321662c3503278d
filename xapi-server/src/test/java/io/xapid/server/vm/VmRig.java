package io.xapid.server.vm;

import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.simulator.SimulatedHost;
import io.xapid.hypervisor.simulator.SimulatedHypervisor;
import io.xapid.model.host.Host;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.MemoryLog;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.OnCrash;
import io.xapid.model.vm.OnExit;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmGuestMetrics;
import io.xapid.network.simulator.SimulatedNetwork;
import io.xapid.server.api.ApiKit;
import io.xapid.server.api.HandClock;
import io.xapid.server.job.HandTimer;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobRunner;
import io.xapid.server.job.Jobs;
import io.xapid.server.job.Meddler;
import io.xapid.server.network.GuestPorts;
import io.xapid.server.network.HostNetworks;
import io.xapid.server.plan.PlanRunner;
import io.xapid.server.storage.Drivers;
import io.xapid.server.storage.StorageRoom;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.simulator.SimulatedStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A whole host in memory, for tests of what is done with guests: the API in front, simulators behind. */
final class VmRig implements AutoCloseable {
    static final Ref<Host> HERE = ApiKit.HERE;
    private static final int HTTPS_PORT = 8443;
    private static final String UUID_OF_SR = "5c1d7a52-5f0f-4a39-9d3e-0c3f6d2b8a01";

    final ApiKit api;
    final SimulatedHost host;
    final Hypervisor hypervisor;
    final SimulatedStorage storage;
    final SimulatedNetwork network;
    final Ledger ledger;
    final CutShort cut;
    final StorageRoom storageRoom;
    final DiskAccess disks;
    final NetworkAccess networks;
    final Jobs jobs;
    final VmRoom room;
    final Meddler meddler = new Meddler();
    final HandTimer patience = new HandTimer();
    final List<JobKind> kinds;
    final String session;
    private final JobRunner runner;
    private final ExecutorService jobThreads = Executors.newCachedThreadPool();

    VmRig() {
        this(CutShort.never());
    }

    /** @param around puts something between the daemon and its hypervisor */
    VmRig(UnaryOperator<Hypervisor> around) {
        this(CutShort.never(), around);
    }

    /** A host whose daemon dies when {@code cut} says so. */
    VmRig(CutShort cut) {
        this(cut, UnaryOperator.identity());
    }

    private VmRig(CutShort cut, UnaryOperator<Hypervisor> around) {
        this(new HandClock(), cut, around);
    }

    private VmRig(HandClock clock, CutShort cut, UnaryOperator<Hypervisor> around) {
        this(
                new MemoryLog(),
                clock,
                new SimulatedHost(clock),
                new SimulatedStorage(1L << 40),
                new SimulatedNetwork(List.of()),
                new Ledger(),
                cut,
                around);
    }

    private VmRig(
            MemoryLog log,
            HandClock clock,
            SimulatedHost host,
            SimulatedStorage storage,
            SimulatedNetwork network,
            Ledger ledger,
            CutShort cut,
            UnaryOperator<Hypervisor> around) {
        this.api = new ApiKit(log, clock);
        cut.onDeath(log::refuse);
        this.host = host;
        this.hypervisor = cut.around(Hypervisor.class, new SimulatedHypervisor(host));
        this.storage = storage;
        this.network = network;
        this.ledger = ledger;
        this.cut = cut;
        var drivers = new Drivers(List.of(storage));
        furnish(drivers);
        this.storageRoom = new StorageRoom(api.store, HERE, ApiKit.POOL, drivers, api.tasks, jobThreads, api.clock);
        storageRoom.open();
        var hostNetworks = new HostNetworks(network, 0, UUID.fromString(UUID_OF_SR));
        this.disks = cut.around(DiskAccess.class, ledger.of(storageRoom.diskAccess()));
        this.networks = cut.around(NetworkAccess.class, ledger.of(new GuestPorts(api.store, hostNetworks)));
        this.room = new VmRoom(new VmRoom.Surroundings(
                api.store,
                HERE,
                ApiKit.POOL,
                around.apply(hypervisor),
                disks,
                networks,
                cut.around(DiskLibrary.class, storageRoom.diskLibrary()),
                List.of(Path.of("/kernels")),
                HTTPS_PORT));
        this.kinds = Stream.concat(room.kinds().stream(), storageRoom.kinds().stream())
                .toList();
        this.runner = new JobRunner(
                api.store, api.tasks, meddler.around(kinds), new PlanRunner(jobThreads), api.timer, api.clock);
        this.jobs = new Jobs(api.store, api.tasks, HERE, runner, jobThreads, patience.service());
        var services = new ArrayList<>(room.services(jobs, api.edits));
        services.addAll(storageRoom.services(jobs));
        api.serving(services.toArray());
        api.deriving(Vm.ALLOWED_OPERATIONS, new VmAdmission(ApiKit.POOL)::allowed);
        api.deriving(Vbd.ALLOWED_OPERATIONS, new VbdAdmission()::allowed);
        api.deriving(Vif.ALLOWED_OPERATIONS, new VifAdmission()::allowed);
        this.session = api.root();
    }

    /** The daemon after it was killed: the same state, the same guests and disks, everything else anew. */
    VmRig afterACrash() {
        return crashed(() -> {});
    }

    /** The same, when something has happened while there was no daemon. */
    VmRig crashed(Runnable meanwhile) {
        close();
        meanwhile.run();
        var later = new VmRig(
                api.log.reopened(),
                api.clock,
                host,
                storage,
                network,
                ledger,
                CutShort.never(),
                UnaryOperator.identity());
        later.jobs.settleLeftovers();
        return later;
    }

    /** A halted guest that can start, with no devices. */
    Ref<Vm> guest(String name) {
        var values = new HashMap<Field<Vm, ?>, Object>();
        values.put(Vm.NAME_LABEL, name);
        values.put(Vm.POWER_STATE, PowerState.HALTED);
        values.put(Vm.MEMORY_STATIC_MIN, 64L << 20);
        values.put(Vm.MEMORY_DYNAMIC_MIN, 128L << 20);
        values.put(Vm.MEMORY_DYNAMIC_MAX, 128L << 20);
        values.put(Vm.MEMORY_STATIC_MAX, 128L << 20);
        values.put(Vm.VCPUS_MAX, 1L);
        values.put(Vm.VCPUS_AT_STARTUP, 1L);
        values.put(Vm.HVM_SHADOW_MULTIPLIER, 1.0);
        values.put(Vm.DOMAIN_TYPE, DomainType.HVM);
        values.put(Vm.HVM_BOOT_POLICY, "BIOS order");
        values.put(Vm.HVM_BOOT_PARAMS, Map.of("order", "cd"));
        values.put(Vm.OTHER_CONFIG, Map.of("mac_seed", "seed"));
        values.put(Vm.ACTIONS_AFTER_REBOOT, OnExit.RESTART);
        values.put(Vm.ACTIONS_AFTER_CRASH, OnCrash.RESTART);
        values.put(Vm.DOMID, -1L);
        return api.have(Vm.CLASS, values);
    }

    /** An empty disk of 16 MiB. */
    Ref<Vdi> disk(String name) {
        return Ref.of(refText(api.value(
                "VDI.create",
                session,
                Map.of(
                        "name_label",
                        name,
                        "SR",
                        sr().value(),
                        "virtual_size",
                        String.valueOf(16L << 20),
                        "type",
                        "user",
                        "sharable",
                        false,
                        "read_only",
                        false,
                        "other_config",
                        Map.of()))));
    }

    Ref<Network> network(String name) {
        return api.have(
                Network.CLASS,
                Map.of(
                        Network.NAME_LABEL,
                        name,
                        Network.BRIDGE,
                        "xapi" + name,
                        Network.MTU,
                        1500L,
                        Network.MANAGED,
                        true));
    }

    Ref<Sr> sr() {
        return api.store
                .snapshot()
                .table(Sr.CLASS)
                .findByUuid(UUID_OF_SR)
                .map(Row::ref)
                .orElseThrow();
    }

    /** A drive of a guest, with the disk in it. */
    Ref<Vbd> drive(Ref<Vm> vm, Ref<Vdi> vdi, String position, Map<String, Object> more) {
        var wanted = new HashMap<String, Object>(Map.of(
                "VM",
                vm.value(),
                "VDI",
                vdi.value(),
                "userdevice",
                position,
                "bootable",
                false,
                "mode",
                "RW",
                "type",
                "Disk",
                "empty",
                false,
                "other_config",
                Map.of(),
                "qos_algorithm_type",
                "",
                "qos_algorithm_params",
                Map.of()));
        wanted.putAll(more);
        return Ref.of(refText(api.value("VBD.create", session, wanted)));
    }

    Ref<Vif> nic(Ref<Vm> vm, Ref<Network> network, String device) {
        return Ref.of(refText(api.value("VIF.create", session, nicWishes(vm, network, device, ""))));
    }

    static Map<String, Object> nicWishes(Ref<Vm> vm, Ref<Network> network, String device, String mac) {
        return Map.of(
                "VM",
                vm.value(),
                "network",
                network.value(),
                "device",
                device,
                "MAC",
                mac,
                "MTU",
                "1500",
                "other_config",
                Map.of(),
                "qos_algorithm_type",
                "",
                "qos_algorithm_params",
                Map.of());
    }

    void start(Ref<Vm> vm) {
        api.value("VM.start", session, vm.value(), false, false);
    }

    VmId idOf(Ref<Vm> vm) {
        return VmId.of(api.row(Vm.CLASS, vm).get(Vm.UUID));
    }

    /** Lets guests hot-plug, as one with drivers does. */
    void reportDrivers(Ref<Vm> vm) {
        Ref<VmGuestMetrics> metrics = api.have(
                VmGuestMetrics.CLASS,
                Map.of(
                        VmGuestMetrics.PV_DRIVERS_DETECTED,
                        true,
                        VmGuestMetrics.PV_DRIVERS_VERSION,
                        Map.of("major", "1")));
        api.set(Vm.CLASS, vm, Vm.GUEST_METRICS, metrics);
    }

    /** Waits until nothing is queued or under way for an object. */
    void awaitQuiet(Ref<?> subject) {
        await(() -> !jobs.isBusy(subject));
    }

    void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it does not come to that");
            }
            LockSupport.parkNanos(200_000);
        }
    }

    private static String refText(Object value) {
        return value.toString();
    }

    private void furnish(Drivers drivers) {
        if (api.store.snapshot().table(Sr.CLASS).findByUuid(UUID_OF_SR).isPresent()) {
            return;
        }
        Ref<HostMetrics> metrics = api.have(
                HostMetrics.CLASS,
                Map.of(HostMetrics.LIVE, true, HostMetrics.MEMORY_TOTAL, 8L << 30, HostMetrics.MEMORY_FREE, 8L << 30));
        api.set(Host.CLASS, HERE, Host.METRICS, metrics);
        api.set(Host.CLASS, HERE, Host.ENABLED, true);
        api.set(Host.CLASS, HERE, Host.ADDRESS, "192.0.2.1");
        api.set(Host.CLASS, HERE, Host.CAPABILITIES, List.of("hvm-3.0-x86_64"));
        api.set(Host.CLASS, HERE, Host.CPU_INFO, Map.of("cpu_count", "4"));
        api.set(Host.CLASS, HERE, Host.VIRTUAL_HARDWARE_PLATFORM_VERSIONS, List.of(0L, 1L, 2L));
        String type = drivers.all().get(0).type();
        storage.create(new RepositorySpec(UUID.fromString(UUID_OF_SR), Map.of()));
        Ref<Sr> sr = api.have(Sr.CLASS, Map.of(Sr.UUID, UUID_OF_SR, Sr.NAME_LABEL, "disks", Sr.TYPE, type));
        api.have(Pbd.CLASS, Map.of(Pbd.SR, sr, Pbd.HOST, HERE, Pbd.CURRENTLY_ATTACHED, true));
    }

    @Override
    public void close() {
        jobs.close();
        jobThreads.shutdownNow();
        room.close();
        storageRoom.close();
        api.close();
    }
}
