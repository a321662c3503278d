package io.xapid.hypervisor.qemu;

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
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.Attention;
import io.xapid.hypervisor.bridge.Errands;
import io.xapid.hypervisor.qmp.SocketLoop;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs each guest in a QEMU process of its own, which goes on when this object or its whole daemon ends. */
public final class QemuHypervisor implements Hypervisor {
    private static final Logger log = LoggerFactory.getLogger(QemuHypervisor.class);
    private static final Path KVM = Path.of("/dev/kvm");
    private static final Set<DomainState> ALIVE = EnumSet.of(DomainState.PAUSED, DomainState.RUNNING);
    private static final Set<DomainState> CHANGEABLE =
            EnumSet.of(DomainState.CREATED, DomainState.PAUSED, DomainState.RUNNING);

    private final QemuLimits limits;
    private final Attention attention;
    private final Errands errands;
    private final SocketLoop loop;
    private final QemuTools tools;
    private final ConcurrentHashMap<VmId, GuardedDomain> domains = new ConcurrentHashMap<>();

    private QemuHypervisor(Path runDirectory, Path binary, String version, Accelerator accelerator) throws IOException {
        var uefi = UefiFirmware.installed();
        this.limits = QemuLimits.ofThisHost(version, accelerator, uefi.isPresent());
        this.errands = new Errands("xapid-qemu-errands");
        this.attention = new Attention(errands);
        this.loop = new SocketLoop("xapid-qemu-sockets");
        var devices = new Devices(Files.isWritable(Path.of("/dev/vhost-net")));
        var clock = Clock.systemUTC();
        this.tools = new QemuTools(
                runDirectory,
                loop,
                new QemuLauncher(loop),
                new QemuCommand(binary, accelerator, uefi, devices, clock),
                devices,
                new HostTaps(),
                errands,
                attention::needed,
                clock);
        errands.every(Duration.ofSeconds(5), this::trimLogs);
    }

    /**
     * Opens the bridge: finds out how guests can be run here (the first time this takes up to some seconds), and takes
     * over guests that still run. One that cannot be taken over is listed all the same.
     */
    public static QemuHypervisor open(QemuSettings settings) throws InterruptedException {
        Path state = settings.stateDirectory();
        Path runDirectory = state.resolve("run");
        try {
            Files.createDirectories(runDirectory);
            String version = QemuVersion.of(settings.binary());
            var accelerator = new AcceleratorProbe(settings.binary(), version, KVM, state.resolve("accelerator.json"))
                    .answer(settings.accelerator());
            return new QemuHypervisor(runDirectory, settings.binary(), version, accelerator).withAllAdopted();
        } catch (IOException e) {
            throw new HypervisorException(Reason.FAILED, "cannot use " + state + ": " + e.getMessage(), e);
        }
    }

    private QemuHypervisor withAllAdopted() throws IOException {
        for (VmId vm : RunDirectory.all(tools.runDirectory())) {
            var domain = new GuardedDomain(new QemuDomain(vm, tools));
            domains.put(vm, domain);
            try {
                new DomainLife(domain.domain()).adopt();
            } catch (HypervisorException e) {
                log.warn("Guest {} cannot be taken over for now", vm, e);
            }
        }
        return this;
    }

    @Override
    public Capabilities capabilities() {
        return limits.capabilities();
    }

    // What is

    @Override
    public Set<VmId> list() {
        return Set.copyOf(domains.keySet());
    }

    @Override
    public DomainState stateOf(VmId vm) {
        return statusOf(vm).state();
    }

    @Override
    public DomainStatus statusOf(VmId vm) {
        return look(vm, QemuDomain::status).orElse(DomainStatus.ABSENT);
    }

    @Override
    public Optional<DomainSpec> specOf(VmId vm) {
        return look(vm, QemuDomain::spec).flatMap(Function.identity());
    }

    @Override
    public ConsoleEndpoints consolesOf(VmId vm) {
        return look(vm, QemuDomain::consoles).orElse(ConsoleEndpoints.NONE);
    }

    @Override
    public Optional<GuestReport> guestReportOf(VmId vm) {
        return look(vm, QemuDomain::report).flatMap(Function.identity());
    }

    @Override
    public DomainStatistics statisticsOf(VmId vm) {
        return look(vm, domain -> {
                    DomainSpec spec = new DomainLife(domain).require("count what it did", ALIVE);
                    return new DomainCounters(domain)
                            .read(spec, domain.process().orElseThrow(() -> absent(vm)));
                })
                .orElseThrow(() -> absent(vm));
    }

    private static HypervisorException absent(VmId vm) {
        return new HypervisorException(Reason.NOT_FOUND, "there is no guest " + vm + " here");
    }

    /** A question, which waits for no verb. */
    private <T> Optional<T> look(VmId vm, Function<QemuDomain, T> question) {
        return Optional.ofNullable(domains.get(vm)).map(known -> question.apply(known.domain()));
    }

    @Override
    public Registration onAttention(Consumer<VmId> listener) {
        return attention.register(listener);
    }

    // Verbs

    @Override
    public void create(DomainSpec spec) {
        limits.check(spec);
        verb(spec.vm(), domain -> {
            if (domain.directory().exists()) {
                throw new HypervisorException(Reason.WRONG_STATE, "guest " + spec.vm() + " is here already");
            }
            new DomainLife(domain).create(spec);
        });
    }

    @Override
    public void build(VmId vm) {
        life(vm, DomainLife::build);
    }

    @Override
    public void restore(VmId vm, ReadableByteChannel saved) {
        life(vm, life -> life.restore(saved));
    }

    @Override
    public Optional<LiveMigration> liveMigration() {
        return Optional.of(new QemuMigration(this::life, limits.capabilities().version()));
    }

    @Override
    public Optional<GuestSignals> signals() {
        return Optional.of(new QemuSignals(this::life));
    }

    @Override
    public void unpause(VmId vm) {
        life(vm, DomainLife::unpause);
    }

    @Override
    public void pause(VmId vm) {
        life(vm, DomainLife::pause);
    }

    @Override
    public void suspend(VmId vm, WritableByteChannel to) {
        life(vm, life -> life.suspend(to));
    }

    @Override
    public void requestShutdown(VmId vm) {
        life(vm, DomainLife::requestShutdown);
    }

    @Override
    public void requestReboot(VmId vm) {
        life(vm, DomainLife::requestReboot);
    }

    @Override
    public void reset(VmId vm) {
        life(vm, DomainLife::reset);
    }

    @Override
    public void destroy(VmId vm) {
        life(vm, DomainLife::destroy);
    }

    @Override
    public void setMemoryTarget(VmId vm, long bytes) {
        life(vm, life -> {
            DomainSpec spec = life.require("set the memory target of", ALIVE);
            if (bytes < 1L << 20 || bytes > spec.memory().staticMaxBytes()) {
                throw new HypervisorException(
                        Reason.FAILED,
                        "guest %s can have 1 MiB to %d bytes of memory, not %d"
                                .formatted(vm, spec.memory().staticMaxBytes(), bytes));
            }
            life.setMemoryTarget(bytes);
        });
    }

    @Override
    public void setVcpus(VmId vm, int count) {
        verb(vm, domain -> {
            DomainSpec spec = new DomainLife(domain).require("change the vCPUs of", ALIVE);
            new DomainVcpus(domain).set(spec, count);
        });
    }

    @Override
    public void plug(VmId vm, Disk disk) {
        changeDevices(vm, "plug drive " + disk.slot(), (domain, spec, alive) -> {
            if (spec.disk(disk.slot()).equals(Optional.of(disk))) {
                return;
            }
            checkFree(spec.disk(disk.slot()).isEmpty(), vm, "drive", disk.slot());
            if (alive) {
                new DomainDevices(domain).plug(disk);
            } else {
                limits.check(spec.plus(disk));
                domain.directory().writeSpec(spec.plus(disk));
            }
        });
    }

    @Override
    public void plug(VmId vm, Nic nic) {
        limits.check(nic);
        changeDevices(vm, "plug NIC " + nic.slot(), (domain, spec, alive) -> {
            if (spec.nic(nic.slot()).equals(Optional.of(nic))) {
                return;
            }
            checkFree(spec.nic(nic.slot()).isEmpty(), vm, "NIC", nic.slot());
            if (alive) {
                domain.tools().taps().check(spec, nic);
                new DomainDevices(domain).plug(nic);
            } else {
                domain.directory().writeSpec(spec.plus(nic));
            }
        });
    }

    private static void checkFree(boolean free, VmId vm, String what, int slot) {
        if (!free) {
            throw new HypervisorException(
                    Reason.WRONG_STATE, "guest %s has another %s in slot %d".formatted(vm, what, slot));
        }
    }

    @Override
    public void unplugDisk(VmId vm, int slot) {
        takeAway(vm, (domain, spec, alive) -> {
            if (alive) {
                new DomainDevices(domain).unplugDisk(slot);
            } else {
                domain.directory().writeSpec(spec.minusDisk(slot));
            }
        });
    }

    @Override
    public void unplugNic(VmId vm, int slot) {
        takeAway(vm, (domain, spec, alive) -> {
            if (alive) {
                new DomainDevices(domain).unplugNic(slot);
            } else {
                domain.directory().writeSpec(spec.minusNic(slot));
            }
        });
    }

    @Override
    public void changeMedium(VmId vm, int slot, Optional<Medium> medium) {
        changeDevices(vm, "change the medium of drive " + slot, (domain, spec, alive) -> {
            Disk drive = spec.disk(slot)
                    .orElseThrow(() -> new HypervisorException(
                            Reason.NOT_FOUND, "guest %s has no drive in slot %d".formatted(vm, slot)));
            if (drive.medium().equals(medium)) {
                return;
            }
            if (alive) {
                new DomainDevices(domain).changeMedium(drive, medium);
            } else {
                domain.directory().writeSpec(spec.plus(drive.withMedium(medium)));
            }
        });
    }

    /** A change of a guest's devices; before it is built, that is a change of its spec. */
    private interface DeviceChange {
        void make(QemuDomain domain, DomainSpec spec, boolean alive) throws IOException;
    }

    private void changeDevices(VmId vm, String doing, DeviceChange change) {
        verb(vm, domain -> {
            DomainSpec spec = new DomainLife(domain).require(doing + " of", CHANGEABLE);
            make(change, domain, spec);
        });
    }

    private void takeAway(VmId vm, DeviceChange change) {
        verb(vm, domain -> {
            if (domain.directory().exists()) { // else it is away already
                make(change, domain, domain.spec().orElseThrow(() -> absent(vm)));
            }
        });
    }

    private static void make(DeviceChange change, QemuDomain domain, DomainSpec spec) {
        try {
            boolean alive = domain.process().filter(ProcessIdentity::isAlive).isPresent();
            change.make(domain, spec, alive);
        } catch (IOException e) {
            throw domain.failed("cannot write down its devices", e);
        }
    }

    private void life(VmId vm, Consumer<DomainLife> verb) {
        verb(vm, domain -> verb.accept(new DomainLife(domain)));
    }

    /** Carries out a verb when those before it, of the same guest, are done. */
    private void verb(VmId vm, Consumer<QemuDomain> verb) {
        boolean done = false;
        while (!done) { // again only if the guest was destroyed while we waited, so others make progress
            var mine = domains.computeIfAbsent(vm, unknown -> new GuardedDomain(new QemuDomain(vm, tools)));
            done = mine.alone(() -> {
                if (domains.get(vm) != mine) {
                    return false;
                }
                try {
                    verb.accept(mine.domain());
                } finally {
                    if (!mine.domain().directory().exists()) {
                        domains.remove(vm, mine);
                    }
                }
                return true;
            });
        }
    }

    private void trimLogs() {
        domains.values().forEach(known -> known.domain().directory().trimLogs());
    }

    @Override
    public void close() {
        domains.values().forEach(known -> known.domain().letGo());
        loop.close();
        errands.close();
    }
}
