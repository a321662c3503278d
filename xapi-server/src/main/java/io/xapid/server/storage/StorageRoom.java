package io.xapid.server.storage;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Store;
import io.xapid.server.api.DerivedValues;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobTasks;
import io.xapid.server.job.Jobs;
import io.xapid.server.storage.DuplicateVdi.Way;
import io.xapid.server.vm.DiskAccess;
import io.xapid.server.vm.DiskLibrary;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * All there is to storage on this host, put together: what answers messages of VDI, SR and PBD, what carries out their
 * jobs, and what guests get their disks from.
 *
 * <p>{@link #open} comes before jobs are settled; {@link #refresh} every now and then.
 */
public final class StorageRoom implements AutoCloseable {
    private final Store store;
    private final Ref<Host> here;
    private final Ref<Pool> pool;
    private final Drivers drivers;
    private final JobTasks tasks;
    private final Repositories repositories;
    private final SrAdmission srAdmission;
    private final VdiAdmission vdiAdmission;
    private final StorageKeeper keeper;

    /**
     * @param here the host that this daemon acts for
     * @param pool the pool, for its switches
     * @param tasks is told how far long operations are
     * @param background runs what nobody waits for, such as looking into repositories after the start
     */
    public StorageRoom(
            Store store,
            Ref<Host> here,
            Ref<Pool> pool,
            Drivers drivers,
            JobTasks tasks,
            Executor background,
            InstantSource clock) {
        this.store = store;
        this.here = here;
        this.pool = pool;
        this.drivers = drivers;
        this.tasks = tasks;
        this.repositories = new Repositories(drivers, background);
        this.srAdmission = new SrAdmission(drivers, pool);
        this.vdiAdmission = new VdiAdmission(drivers, pool);
        this.keeper = new StorageKeeper(store, here, repositories, background, clock);
    }

    /** What carries out jobs about storage. */
    public List<JobKind> kinds() {
        var kinds = new ArrayList<JobKind>(List.of(
                new ScanSr(repositories),
                new UpdateSr(repositories),
                new MakeSr(drivers, repositories),
                new DestroySr(drivers, repositories),
                new PlugPbd(repositories),
                new UnplugPbd(repositories),
                new CreateVdi(repositories),
                new IntroduceVdi(repositories),
                new DestroyVdi(repositories),
                new ResizeVdi(repositories),
                new UpdateVdi(repositories),
                copyingInto()));
        for (Way way : Way.values()) {
            kinds.add(duplicating(way));
        }
        return List.copyOf(kinds);
    }

    /** What answers messages about storage. */
    public List<Object> services(Jobs jobs) {
        return List.of(
                new SrService(this, jobs),
                new PbdService(this, jobs),
                new VdiService(this, jobs),
                new VdiRegistryService(this, jobs),
                new VdiCopyService(this, jobs),
                new VdiDriverService(this, jobs));
    }

    /** Says how fields are computed that nobody stores. */
    public void derive(DerivedValues.Builder derived) {
        derived.add(Sr.ALLOWED_OPERATIONS, (row, view) -> srAdmission.allowed(view, row));
        derived.add(Vdi.ALLOWED_OPERATIONS, (row, view) -> vdiAdmission.allowed(view, row));
    }

    /** Where guests of this host get their disks from. */
    public DiskAccess diskAccess() {
        return new GuestDisks(store, repositories);
    }

    /** Where plans about VMs get disks made. */
    public DiskLibrary diskLibrary() {
        return new DiskStock(store, repositories);
    }

    /**
     * Connects this host to its repositories, but for those that an operator has unplugged, and writes down which are
     * connected. What is in them is looked up in the background.
     */
    public void open() {
        keeper.open();
    }

    /** Looks how full repositories are, and again for those that could not be connected. To be called every half minute. */
    public void refresh() {
        keeper.refresh();
    }

    @Override
    public void close() {
        repositories.close();
    }

    Store store() {
        return store;
    }

    Ref<Host> here() {
        return here;
    }

    Drivers drivers() {
        return drivers;
    }

    Repositories repositories() {
        return repositories;
    }

    SrAdmission ofRepositories() {
        return srAdmission;
    }

    VdiAdmission disks() {
        return vdiAdmission;
    }

    DuplicateVdi duplicating(Way way) {
        return new DuplicateVdi(way, repositories, tasks);
    }

    CopyIntoVdi copyingInto() {
        return new CopyIntoVdi(repositories, tasks);
    }

    PoolSwitches pool(Lookup state) {
        return PoolSwitches.of(state, pool);
    }
}
