package io.xapid.hypervisor.xen;

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
import io.xapid.hypervisor.HypervisorConsole;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.LiveMigration;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.OwnSystem;
import io.xapid.hypervisor.PhysicalHost;
import io.xapid.hypervisor.Registration;
import io.xapid.hypervisor.VcpuShare;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.Attention;
import io.xapid.hypervisor.bridge.Errands;
import io.xapid.hypervisor.bridge.GuestFolder;
import io.xapid.hypervisor.qmp.SocketLoop;
import io.xapid.hypervisor.xen.libxl.CpuFeatures;
import io.xapid.hypervisor.xen.libxl.Libxl;
import io.xapid.hypervisor.xen.libxl.LibxlException;
import io.xapid.hypervisor.xen.store.Xenstore;
import io.xapid.hypervisor.xen.store.XenstoreException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs each guest as a domain of Xen, which goes on when this object or its whole daemon ends. */
public final class XenHypervisor implements Hypervisor {
    private static final Logger log = LoggerFactory.getLogger(XenHypervisor.class);
    private static final Duration STORE = Duration.ofSeconds(30);

    /** Where links to folders of long names are. */
    private static final Path LINKS = Path.of("/run/xapid-xen");

    /** How long a guest's memory may be on its way to a slow disk or a far host. */
    private static final Duration STREAM = Duration.ofHours(1);

    private final XenSettings settings;
    private final XenPhysicalHost host;
    private final XenLimits limits;
    private final Attention attention;
    private final Errands errands = new Errands("xapid-xen-errands");
    private final XenVerbs verbs = new XenVerbs();
    private final SocketLoop monitors = new SocketLoop("xapid-xen-sockets");
    private final XenTools tools;
    private final Registration releases;
    private final ConcurrentHashMap<VmId, XenDomain> domains = new ConcurrentHashMap<>();

    private XenHypervisor(
            XenSettings settings, Path runDirectory, Libxl libxl, Asking asking, XenPhysicalHost host, Xenstore store)
            throws IOException {
        this.settings = settings;
        var offers = new XenOffers(
                XenFirmware.in(Path.of("/")),
                XenBootloaders.in(Path.of("/"), XenHost.here().version().orElseThrow()),
                CpuMask.of(host.features()));
        this.host = host;
        this.limits = XenLimits.here(asking, offers.firmware(), offers.bootloaders());
        this.attention = new Attention(errands);
        this.tools = new XenTools(
                runDirectory,
                ShortWay.to(runDirectory, LINKS),
                offers,
                new QemuDrives(monitors, Path.of("/var/run/xen")),
                libxl,
                asking,
                store,
                errands,
                attention::needed,
                Clock.systemUTC());
        for (VmId vm : GuestFolder.all(runDirectory)) {
            var domain = new XenDomain(vm, tools);
            domains.put(vm, domain);
            verbs.begin(vm, "taking it over", () -> new XenLife(domain).adopt());
        }
        // xenstored says so when a domain has stopped for good, whatever the reason, and again when it is gone
        this.releases = store.watch("@releaseDomain", path -> errands.execute(this::lookAtAll));
        errands.every(Duration.ofSeconds(5), this::trimLogs);
    }

    /** Opens the bridge, and takes over guests that still run. */
    public static XenHypervisor open(XenSettings settings) {
        var host = XenHost.here();
        host.obstacle(settings.anyVersion()).ifPresent(why -> {
            throw new HypervisorException(Reason.UNSUPPORTED, why);
        });
        Path state = settings.stateDirectory();
        Path runDirectory = state.resolve("xen");
        try {
            Files.createDirectories(runDirectory);
            String version = host.version().orElseThrow().toString();
            var libxl = Libxl.ofVersion(version);
            var asking = new Asking(libxl.open(state.resolve("libxl.log")));
            var physical = new XenPhysicalHost(asking, featuresOf(version));
            var store = Xenstore.open(Xenstore.SOCKET, STORE);
            return new XenHypervisor(settings, runDirectory, libxl, asking, physical, store);
        } catch (IOException e) {
            throw new HypervisorException(Reason.FAILED, "cannot use " + state + ": " + e.getMessage(), e);
        } catch (LibxlException | XenstoreException e) {
            throw new HypervisorException(Reason.FAILED, String.valueOf(e.getMessage()), e);
        } catch (UnsatisfiedLinkError e) {
            throw new HypervisorException(
                    Reason.UNSUPPORTED,
                    "the libxl of Xen %s is not installed: %s"
                            .formatted(host.version().orElseThrow(), e.getMessage()),
                    e);
        }
    }

    /** A host can do without them. */
    private static Map<String, String> featuresOf(String version) {
        try {
            return CpuFeatures.ofVersion(version);
        } catch (LibxlException | UnsatisfiedLinkError e) {
            log.warn("Xen {} does not tell features of processors: {}", version, e.getMessage());
            return Map.of();
        }
    }

    private void lookAtAll() {
        for (XenDomain domain : domains.values()) {
            try {
                domain.look();
                if (domain.wantedRestart().isPresent()) {
                    verbs.begin(domain.vm(), "restarting it", () -> new XenRestart(domain).ifWanted());
                }
            } catch (HypervisorException e) {
                log.warn("Cannot look after guest {}", domain.vm(), e);
            }
        }
    }

    private void trimLogs() {
        domains.values().forEach(domain -> domain.folder().trim(GuestFiles.SERIAL_LOG));
    }

    @Override
    public Capabilities capabilities() {
        return limits.capabilities();
    }

    @Override
    public Optional<PhysicalHost> physicalHost() {
        return Optional.of(host.read());
    }

    @Override
    public Optional<HypervisorConsole> console() {
        return Optional.of(new XenConsole(tools.asking()));
    }

    @Override
    public Optional<OwnSystem> ownSystem() {
        return Optional.of(new XenOwnSystem(tools.asking(), host, Path.of("/proc/meminfo")));
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
        return look(vm, XenDomain::status).orElse(DomainStatus.ABSENT);
    }

    @Override
    public Optional<DomainSpec> specOf(VmId vm) {
        return look(vm, XenDomain::spec).flatMap(Function.identity());
    }

    @Override
    public ConsoleEndpoints consolesOf(VmId vm) {
        return look(vm, XenDomain::consoles).orElse(ConsoleEndpoints.NONE);
    }

    @Override
    public Optional<GuestReport> guestReportOf(VmId vm) {
        return look(vm, XenDomain::report).flatMap(Function.identity());
    }

    @Override
    public DomainStatistics statisticsOf(VmId vm) {
        return look(vm, domain -> new XenCounters(domain).read(domain.require("count what it did", XenLife.ALIVE)))
                .orElseThrow(() -> new HypervisorException(Reason.NOT_FOUND, "there is no guest " + vm + " here"));
    }

    /** A question, which waits for no verb. */
    private <T> Optional<T> look(VmId vm, Function<XenDomain, T> question) {
        return Optional.ofNullable(domains.get(vm)).map(question);
    }

    @Override
    public Registration onAttention(Consumer<VmId> listener) {
        return attention.register(listener);
    }

    // Verbs

    @Override
    public void create(DomainSpec spec) {
        limits.check(spec);
        spec.vcpus()
                .share()
                .ifPresent(share -> limits.check(share, host.read().processors().count()));
        verb(spec.vm(), domain -> {
            if (domain.folder().exists()) {
                throw new HypervisorException(Reason.WRONG_STATE, "guest " + spec.vm() + " is here already");
            }
            new XenLife(domain).create(spec);
        });
    }

    @Override
    public void build(VmId vm) {
        life(vm, XenLife::build);
    }

    @Override
    public void restore(VmId vm, ReadableByteChannel saved) {
        verb(vm, STREAM, domain -> new XenLife(domain).restore(saved));
    }

    @Override
    public Optional<LiveMigration> liveMigration() {
        return Optional.of(new XenMigration(
                (vm, verb, undo) -> verbs.carryOut(vm, STREAM, on(vm, verb::on), on(vm, undo::on)),
                capabilities().version(),
                host.logsPv()));
    }

    @Override
    public Optional<GuestSignals> signals() {
        return Optional.of(new XenSignals(this::verb));
    }

    @Override
    public void unpause(VmId vm) {
        life(vm, XenLife::unpause);
    }

    @Override
    public void pause(VmId vm) {
        life(vm, XenLife::pause);
    }

    @Override
    public void suspend(VmId vm, WritableByteChannel to) {
        verb(vm, STREAM, domain -> new XenLife(domain).suspend(to));
    }

    @Override
    public void requestShutdown(VmId vm) {
        life(vm, XenLife::requestShutdown);
    }

    @Override
    public void requestReboot(VmId vm) {
        life(vm, XenLife::requestReboot);
    }

    @Override
    public void reset(VmId vm) {
        verb(vm, domain -> new XenRestart(domain).reset());
    }

    @Override
    public void destroy(VmId vm) {
        life(vm, XenLife::destroy);
    }

    @Override
    public void setMemoryTarget(VmId vm, long bytes) {
        verb(vm, domain -> {
            DomainSpec spec = domain.require("set the memory target of", XenLife.ALIVE);
            if (bytes < 1L << 20 || bytes > spec.memory().staticMaxBytes()) {
                throw new HypervisorException(
                        Reason.FAILED,
                        "guest %s can have 1 MiB to %d bytes of memory, not %d"
                                .formatted(vm, spec.memory().staticMaxBytes(), bytes));
            }
            new XenLife(domain).setMemoryTarget(bytes);
        });
    }

    @Override
    public void setVcpus(VmId vm, int count) {
        verb(vm, domain -> {
            DomainSpec spec = domain.require("change the vCPUs of", XenLife.ALIVE);
            if (count < 1 || count > spec.vcpus().max()) {
                throw new HypervisorException(
                        Reason.FAILED,
                        "guest %s can have 1 to %d vCPUs, not %d"
                                .formatted(vm, spec.vcpus().max(), count));
            }
            new XenLife(domain).setVcpus(count);
        });
    }

    @Override
    public void setVcpuShare(VmId vm, VcpuShare share) {
        limits.check(share, host.read().processors().count());
        life(vm, life -> life.setVcpuShare(share));
    }

    @Override
    public void plug(VmId vm, Disk disk) {
        devices(vm, devices -> devices.plug(disk));
    }

    @Override
    public void plug(VmId vm, Nic nic) {
        devices(vm, devices -> devices.plug(nic));
    }

    @Override
    public void unplugDisk(VmId vm, int slot) {
        devices(vm, devices -> devices.unplugDisk(slot));
    }

    @Override
    public void unplugNic(VmId vm, int slot) {
        devices(vm, devices -> devices.unplugNic(slot));
    }

    @Override
    public void changeMedium(VmId vm, int slot, Optional<Medium> medium) {
        devices(vm, devices -> devices.changeMedium(slot, medium));
    }

    private void devices(VmId vm, Consumer<XenDevices> change) {
        verb(vm, domain -> change.accept(new XenDevices(domain, limits)));
    }

    private void life(VmId vm, Consumer<XenLife> verb) {
        verb(vm, domain -> verb.accept(new XenLife(domain)));
    }

    private void verb(VmId vm, Consumer<XenDomain> verb) {
        verb(vm, settings.patience(), verb);
    }

    /** Carries out a verb when those before it, of the same guest, are done. */
    private void verb(VmId vm, Duration patience, Consumer<XenDomain> verb) {
        verbs.carryOut(vm, patience, on(vm, verb));
    }

    private Runnable on(VmId vm, Consumer<XenDomain> verb) {
        return () -> {
            var domain = domains.computeIfAbsent(vm, unknown -> new XenDomain(vm, tools));
            try {
                verb.accept(domain);
            } finally {
                if (!domain.folder().exists()) {
                    domains.remove(vm, domain);
                }
            }
        };
    }

    @Override
    public void close() {
        releases.close();
        domains.values().forEach(XenDomain::letGo);
        verbs.close();
        errands.close();
        monitors.close();
        tools.store().close();
        tools.asking().close();
    }
}
