package io.xapid.server.vm;

import io.xapid.hypervisor.Hypervisor;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Store;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.FieldEdits;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.Jobs;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** All that there is about guests on this host, made from what surrounds it. */
public final class VmRoom implements AutoCloseable {
    /**
     * What guests need around them.
     *
     * @param kernelFolders where kernels and RAM disks of guests may lie
     * @param httpsPort where consoles of guests are reached
     */
    public record Surroundings(
            Store store,
            Ref<Host> here,
            Ref<Pool> pool,
            Hypervisor hypervisor,
            DiskAccess disks,
            NetworkAccess networks,
            DiskLibrary library,
            List<Path> kernelFolders,
            int httpsPort) {
        public Surroundings {
            kernelFolders = List.copyOf(kernelFolders);
        }
    }

    private final Surroundings around;
    private final GuestWatch watch;
    private final Workshop workshop;
    private final VmKinds kinds;
    private final BalloonJobs balloons;
    private final VmAdmission ofVms;
    private final Placement placement;
    private final StartAdmission starts;
    private final VbdAdmission ofDrives = new VbdAdmission();
    private final VifAdmission ofInterfaces = new VifAdmission();

    public VmRoom(Surroundings around) {
        this.around = around;
        this.watch = new GuestWatch(around.hypervisor());
        this.workshop = new Workshop(
                around.store(),
                around.here(),
                around.hypervisor(),
                new DomainSpecs(around.hypervisor().capabilities(), around.kernelFolders(), around.pool()),
                around.disks(),
                around.networks(),
                watch,
                new ConsoleRows(around.here(), around.httpsPort()));
        this.kinds = VmKinds.on(workshop, around.library());
        this.balloons = BalloonJobs.on(workshop);
        this.ofVms = new VmAdmission(around.pool());
        this.placement = new Placement(around.pool(), new Random());
        this.starts = new StartAdmission(around.pool(), ofVms, ofDrives, ofInterfaces, placement);
    }

    /** The kinds of jobs, for {@code JobRunner}. */
    public List<JobKind> kinds() {
        var all = new ArrayList<>(kinds.all());
        all.addAll(VmCopiesService.kinds(around.library()));
        all.addAll(balloons.all());
        all.addAll(VmCpuService.kinds(workshop));
        all.addAll(VmSignalsService.kinds(workshop));
        all.addAll(VbdService.kinds(workshop));
        all.addAll(VifService.kinds(workshop));
        return all;
    }

    /** The services that answer messages. */
    public List<Object> services(Jobs jobs, FieldEdits edits) {
        var settings = new VmSettings(jobs, ofVms);
        return List.of(
                new VmObjectService(jobs, ofVms),
                new VmLifecycleService(jobs, kinds, ofVms, starts, around.here()),
                new VmCopiesService(jobs, around.library(), ofVms, around.pool(), around.here()),
                new VmMemoryService(around.store(), jobs, settings, ofVms, balloons, around.here()),
                new VmCpuService(jobs, settings, ofVms, workshop, around.here()),
                new VmSignalsService(jobs, ofVms, workshop, around.here()),
                new VmBootService(around.store(), settings, ofVms),
                new VmPlatformService(settings, edits),
                new VmRecoveryService(settings),
                new VmAdministrationService(around.store(), settings, ofVms, edits),
                new VmPlacementService(around.store(), settings, placement),
                new VmDataSourcesService(workshop, ofVms),
                new TemplateSetter(ofVms),
                new XenstoreDataSetter(),
                new VbdService(jobs, workshop, ofDrives),
                new VifService(jobs, workshop, ofInterfaces));
    }

    /** Starts VMs that are to come up with their host. */
    public AutoStart autoStart(Jobs jobs) {
        return new AutoStart(around.store(), jobs, kinds.start(), starts, around.pool());
    }

    /** Keeps what is written of guests true. The caller closes it, and has it look now and then. */
    public VmReconciler reconciler(Jobs jobs, Clock clock) {
        var restarts = new SelfRestart(jobs, kinds.hardReboot(), around.here());
        return new VmReconciler(workshop, jobs, new GuestLook(workshop, around.pool(), restarts::order, clock));
    }

    /** What clients read in {@code allowed_operations}. */
    public void derive(DerivedValues.Builder rules) {
        rules.add(Vm.ALLOWED_OPERATIONS, ofVms::allowed);
        rules.add(Vbd.ALLOWED_OPERATIONS, ofDrives::allowed);
        rules.add(Vif.ALLOWED_OPERATIONS, ofInterfaces::allowed);
    }

    @Override
    public void close() {
        watch.close();
    }
}
