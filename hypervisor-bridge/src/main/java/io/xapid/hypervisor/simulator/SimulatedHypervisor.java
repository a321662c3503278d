package io.xapid.hypervisor.simulator;

import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.ConsoleEndpoints;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.DomainStatistics;
import io.xapid.hypervisor.DomainStatus;
import io.xapid.hypervisor.GuestReport;
import io.xapid.hypervisor.GuestSignals;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.LiveMigration;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.Registration;
import io.xapid.hypervisor.VcpuShare;
import io.xapid.hypervisor.VmId;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/** Keeps the rules of a hypervisor without running anything. Its guests boot at once and do as they are asked. */
public final class SimulatedHypervisor implements Hypervisor {
    private static final Set<DomainState> ALIVE = EnumSet.of(DomainState.PAUSED, DomainState.RUNNING);
    private static final Set<DomainState> RUNNING = EnumSet.of(DomainState.RUNNING);
    private static final Set<DomainState> CREATED = EnumSet.of(DomainState.CREATED);
    private static final Set<DomainState> CHANGEABLE =
            EnumSet.of(DomainState.CREATED, DomainState.PAUSED, DomainState.RUNNING);
    private static final Set<DomainState> RESETTABLE = EnumSet.of(
            DomainState.PAUSED,
            DomainState.RUNNING,
            DomainState.POWERED_OFF,
            DomainState.CRASHED,
            DomainState.SOFT_RESET);

    private final SimulatedHost host;
    private final Executor calls;
    private final Map<Object, Consumer<VmId>> listeners = new ConcurrentHashMap<>();
    private final Consumer<VmId> attention = this::tell;
    private final Object oneAtATime = new Object();

    /** On an empty host of its own. */
    public SimulatedHypervisor() {
        this(new SimulatedHost());
    }

    /** On a host that may have guests already; listeners are called by whoever causes the news. */
    public SimulatedHypervisor(SimulatedHost host) {
        this(host, Runnable::run);
    }

    /** @param calls calls the listeners */
    public SimulatedHypervisor(SimulatedHost host, Executor calls) {
        this.host = host;
        this.calls = calls;
        host.connect(attention);
    }

    private void tell(VmId vm) {
        calls.execute(() -> {
            synchronized (oneAtATime) {
                listeners.values().forEach(listener -> listener.accept(vm));
            }
        });
    }

    @Override
    public Capabilities capabilities() {
        return SimulatedWorld.CAPABILITIES;
    }

    // What is

    @Override
    public Set<VmId> list() {
        return Set.copyOf(host.list());
    }

    @Override
    public DomainState stateOf(VmId vm) {
        return statusOf(vm).state();
    }

    @Override
    public DomainStatus statusOf(VmId vm) {
        return look(vm, SimulatedDomain::status).orElse(DomainStatus.ABSENT);
    }

    @Override
    public Optional<DomainSpec> specOf(VmId vm) {
        return look(vm, SimulatedDomain::spec);
    }

    private <T> Optional<T> look(VmId vm, Function<SimulatedDomain, T> question) {
        return host.act(
                Verb.LOOK, vm, domains -> Optional.ofNullable(domains.get(vm)).map(question));
    }

    /** There is nothing to see of a guest that does not run. */
    @Override
    public ConsoleEndpoints consolesOf(VmId vm) {
        return ConsoleEndpoints.NONE;
    }

    @Override
    public DomainStatistics statisticsOf(VmId vm) {
        return host.act(
                Verb.LOOK,
                vm,
                domains -> SimulatedWorld.statistics(require(domains, vm, "count what it did", ALIVE), now()));
    }

    @Override
    public Optional<GuestReport> guestReportOf(VmId vm) {
        return host.act(
                Verb.LOOK,
                vm,
                domains -> Optional.ofNullable(domains.get(vm))
                        .filter(domain -> domain.state() == DomainState.RUNNING)
                        .map(domain -> SimulatedWorld.report(domain, now())));
    }

    @Override
    public Registration onAttention(Consumer<VmId> listener) {
        var place = new Object();
        listeners.put(place, listener);
        return () -> listeners.remove(place);
    }

    // Coming to life and ending

    @Override
    public void create(DomainSpec spec) {
        if (spec.vcpus().max() > SimulatedWorld.MAX_VCPUS) {
            throw new HypervisorException(
                    Reason.UNSUPPORTED,
                    "the simulator gives a guest at most %d vCPUs".formatted(SimulatedWorld.MAX_VCPUS));
        }
        host.act(Verb.CREATE, spec.vm(), domains -> {
            if (domains.containsKey(spec.vm())) {
                throw new HypervisorException(Reason.WRONG_STATE, "guest " + spec.vm() + " is here already");
            }
            return domains.put(spec.vm(), new SimulatedDomain(spec));
        });
    }

    @Override
    public void build(VmId vm) {
        change(Verb.BUILD, vm, "build", CREATED, domain -> {
            domain.spec().disks().forEach(disk -> checkMedium(vm, disk.medium()));
            domain.built();
        });
    }

    @Override
    public void restore(VmId vm, ReadableByteChannel saved) {
        change(Verb.RESTORE, vm, "restore", CREATED, domain -> {
            SavedGuest.read(domain.spec(), saved);
            domain.restored();
        });
    }

    @Override
    public void unpause(VmId vm) {
        change(Verb.UNPAUSE, vm, "unpause", ALIVE, domain -> domain.run(now()));
        host.needsALook(vm); // the guest tells about itself
    }

    @Override
    public void pause(VmId vm) {
        change(Verb.PAUSE, vm, "pause", ALIVE, domain -> domain.stand(DomainState.PAUSED, now()));
    }

    @Override
    public void suspend(VmId vm, WritableByteChannel to) {
        change(Verb.SUSPEND, vm, "suspend", ALIVE, domain -> {
            domain.stand(DomainState.PAUSED, now());
            SavedGuest.write(domain.spec(), to);
            domain.stand(DomainState.SUSPENDED, now());
        });
    }

    @Override
    public Optional<LiveMigration> liveMigration() {
        return Optional.of(new SimulatedMigration(this::change, host.clock()));
    }

    @Override
    public Optional<GuestSignals> signals() {
        return Optional.of(new SimulatedSignals(host, this::change));
    }

    @Override
    public void requestShutdown(VmId vm) {
        ask(Verb.REQUEST_SHUTDOWN, vm, "shut down", host::powerOff);
    }

    @Override
    public void requestReboot(VmId vm) {
        ask(Verb.REQUEST_REBOOT, vm, "reboot", host::reboot);
    }

    private void ask(Verb verb, VmId vm, String what, Consumer<VmId> guest) {
        boolean obeys = host.act(
                verb, vm, domains -> !require(domains, vm, what, RUNNING).isStubborn());
        if (obeys) {
            guest.accept(vm);
        }
    }

    @Override
    public void reset(VmId vm) {
        change(Verb.RESET, vm, "reset", RESETTABLE, domain -> domain.restart(now()));
        host.needsALook(vm);
    }

    @Override
    public void destroy(VmId vm) {
        host.act(Verb.DESTROY, vm, domains -> Optional.ofNullable(domains.remove(vm)));
    }

    // Devices

    @Override
    public void plug(VmId vm, Disk disk) {
        change(Verb.PLUG_DISK, vm, "plug drive " + disk.slot() + " of", CHANGEABLE, domain -> {
            Optional<Disk> there = domain.spec().disk(disk.slot());
            if (there.isPresent()) {
                checkSame(there.get().equals(disk), vm, "drive", disk.slot());
                return;
            }
            if (domain.state() != DomainState.CREATED) {
                checkMedium(vm, disk.medium());
                checkHotplug(vm, disk);
            }
            domain.spec(domain.spec().plus(disk));
        });
    }

    private static void checkHotplug(VmId vm, Disk disk) {
        if (disk.bus() == Disk.Bus.EMULATED) {
            throw new HypervisorException(
                    Reason.UNSUPPORTED,
                    "guest %s: drive %d is on a controller that takes no drives while the guest lives"
                            .formatted(vm, disk.slot()));
        }
    }

    private void checkMedium(VmId vm, Optional<Medium> medium) {
        medium.map(there -> there.path().toString()).filter(host::isMissing).ifPresent(path -> {
            throw new HypervisorException(Reason.FAILED, "guest %s: cannot read %s".formatted(vm, path));
        });
    }

    private static void checkSame(boolean same, VmId vm, String what, int slot) {
        if (!same) {
            throw new HypervisorException(
                    Reason.WRONG_STATE, "guest %s has another %s in slot %d".formatted(vm, what, slot));
        }
    }

    @Override
    public void unplugDisk(VmId vm, int slot) {
        takeAway(Verb.UNPLUG_DISK, vm, domain -> domain.spec(domain.spec().minusDisk(slot)));
    }

    @Override
    public void changeMedium(VmId vm, int slot, Optional<Medium> medium) {
        change(Verb.CHANGE_MEDIUM, vm, "change the medium of drive " + slot + " of", CHANGEABLE, domain -> {
            Disk drive = domain.spec()
                    .disk(slot)
                    .orElseThrow(() -> new HypervisorException(
                            Reason.NOT_FOUND, "guest %s has no drive in slot %d".formatted(vm, slot)));
            if (drive.kind() != Disk.Kind.CDROM) {
                throw new HypervisorException(
                        Reason.UNSUPPORTED, "guest %s: drive %d is not a CD drive".formatted(vm, slot));
            }
            if (domain.state() != DomainState.CREATED) {
                domain.spec(domain.spec().plus(drive.withMedium(Optional.empty()))); // out comes the old one first
                checkMedium(vm, medium);
            }
            domain.spec(domain.spec().plus(drive.withMedium(medium)));
        });
    }

    @Override
    public void plug(VmId vm, Nic nic) {
        change(Verb.PLUG_NIC, vm, "plug NIC " + nic.slot() + " of", CHANGEABLE, domain -> {
            Optional<Nic> there = domain.spec().nic(nic.slot());
            if (there.isPresent()) {
                checkSame(there.get().equals(nic), vm, "NIC", nic.slot());
                return;
            }
            domain.spec(domain.spec().plus(nic));
        });
    }

    @Override
    public void unplugNic(VmId vm, int slot) {
        takeAway(Verb.UNPLUG_NIC, vm, domain -> {
            boolean holds = domain.state() == DomainState.PAUSED ? domain.hasStarted() : domain.isStubborn();
            if (ALIVE.contains(domain.state())
                    && holds
                    && domain.spec().nic(slot).isPresent()) {
                throw new HypervisorException(
                        Reason.GUEST_UNRESPONSIVE, "guest %s has not let go of NIC %d".formatted(vm, slot));
            }
            domain.spec(domain.spec().minusNic(slot));
        });
    }

    @Override
    public void setMemoryTarget(VmId vm, long bytes) {
        change(Verb.SET_MEMORY_TARGET, vm, "set the memory target of", ALIVE, domain -> {
            long most = domain.spec().memory().staticMaxBytes();
            if (bytes < 1L << 20 || bytes > most) {
                throw new HypervisorException(
                        Reason.FAILED,
                        "guest %s can have 1 MiB to %d bytes of memory, not %d".formatted(vm, most, bytes));
            }
            domain.memoryBytes(bytes);
        });
    }

    @Override
    public void setVcpus(VmId vm, int count) {
        change(Verb.SET_VCPUS, vm, "change the vCPUs of", ALIVE, domain -> {
            int most = domain.spec().vcpus().max();
            if (count < 1 || count > most) {
                throw new HypervisorException(
                        Reason.FAILED, "guest %s can have 1 to %d vCPUs, not %d".formatted(vm, most, count));
            }
            domain.vcpus(count);
        });
    }

    @Override
    public void setVcpuShare(VmId vm, VcpuShare share) {
        change(Verb.SET_VCPUS, vm, "change the share of", ALIVE, domain -> {
            DomainSpec spec = domain.spec();
            domain.spec(spec.withVcpus(spec.vcpus().withShare(share)));
        });
    }

    // For short

    private void change(Verb verb, VmId vm, String what, Set<DomainState> states, Consumer<SimulatedDomain> change) {
        host.act(verb, vm, domains -> {
            change.accept(require(domains, vm, what, states));
            return vm;
        });
    }

    private void takeAway(Verb verb, VmId vm, Consumer<SimulatedDomain> change) {
        host.act(verb, vm, domains -> {
            Optional.ofNullable(domains.get(vm)).ifPresent(change);
            return vm;
        });
    }

    private static SimulatedDomain require(
            Map<VmId, SimulatedDomain> domains, VmId vm, String what, Set<DomainState> states) {
        SimulatedDomain domain = domains.get(vm);
        if (domain == null) {
            throw new HypervisorException(Reason.NOT_FOUND, "cannot %s guest %s: it is not here".formatted(what, vm));
        }
        if (!states.contains(domain.state())) {
            throw new HypervisorException(
                    Reason.WRONG_STATE, "cannot %s guest %s: it is %s".formatted(what, vm, domain.state()));
        }
        return domain;
    }

    private Instant now() {
        return host.clock().instant();
    }

    @Override
    public void close() {
        host.disconnect(attention);
        listeners.clear();
    }
}
