package io.xapid.server.storage;

import static io.xapid.server.api.ApiKit.HERE;
import static io.xapid.server.api.ApiKit.POOL;

import io.xapid.model.event.Task;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.MemoryLog;
import io.xapid.model.store.Row;
import io.xapid.server.api.ApiKit;
import io.xapid.server.job.JobRecord;
import io.xapid.server.job.JobRunner;
import io.xapid.server.job.Jobs;
import io.xapid.server.job.Meddler;
import io.xapid.server.plan.PlanRunner;
import io.xapid.storage.Repository;
import io.xapid.storage.StorageBackend;
import io.xapid.storage.Volume;
import io.xapid.storage.simulator.SimulatedStorage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A daemon as far as storage goes, from the call to the simulated medium, which can be made to fail. */
final class StorageKit implements AutoCloseable {
    static final long CAPACITY = 1L << 40;
    static final String TYPE = "dummy";

    final FaultyStorage faults;
    final ApiKit api;
    final StorageRoom room;
    final Jobs jobs;
    final Meddler meddler = new Meddler();
    final String root;
    private final SimulatedStorage medium;
    private final List<StorageBackend> more;
    private final ExecutorService jobThreads = Executors.newCachedThreadPool();
    private final JobRunner runner;

    StorageKit(StorageBackend... more) {
        this(new MemoryLog(), new FaultyStorage(), new SimulatedStorage(CAPACITY), List.of(more));
    }

    private StorageKit(MemoryLog log, FaultyStorage faults, SimulatedStorage medium, List<StorageBackend> more) {
        this.faults = faults;
        this.medium = medium;
        this.more = more;
        this.api = new ApiKit(log);
        var backends = new ArrayList<StorageBackend>(more);
        backends.add(medium);
        var drivers = new Drivers(backends.stream().map(faults::around).toList());
        room = new StorageRoom(api.store, HERE, POOL, drivers, api.tasks, jobThreads, api.clock);
        runner = new JobRunner(
                api.store, api.tasks, meddler.around(room.kinds()), new PlanRunner(jobThreads), api.timer, api.clock);
        jobs = new Jobs(api.store, api.tasks, HERE, runner, jobThreads, api.timer);
        api.serving(room.services(jobs).toArray());
        api.deriving(Sr.ALLOWED_OPERATIONS, (row, view) -> room.ofRepositories().allowed(view, row));
        api.deriving(Vdi.ALLOWED_OPERATIONS, (row, view) -> room.disks().allowed(view, row));
        root = api.root();
    }

    /** The daemon that starts on what this one leaves when it is killed now. */
    StorageKit afterACrash() {
        MemoryLog kept = api.log.reopened();
        runner.close();
        faults.dropLocks();
        return new StorageKit(kept, faults, medium, more);
    }

    /** What a daemon does when it starts. */
    StorageKit start() {
        room.open();
        jobs.settleLeftovers();
        return this;
    }

    Ref<Sr> haveSr() {
        return haveSr(TYPE, Map.of());
    }

    Ref<Sr> haveSr(String type, Map<String, String> deviceConfig) {
        return ref(
                api.value("SR.create", root, HERE.value(), deviceConfig, "0", "disks", "", type, "", false, Map.of()));
    }

    Ref<Vdi> haveDisk(Ref<Sr> sr) {
        return ref(api.value("VDI.create", root, disk(sr)));
    }

    /** A record of a disk of a mebibyte, to be changed by tests. */
    static Map<String, Object> disk(Ref<Sr> sr) {
        var record = new HashMap<String, Object>();
        record.put("name_label", "disk");
        record.put("name_description", "for a test");
        record.put("SR", sr.value());
        record.put("virtual_size", "1048576");
        record.put("type", "user");
        record.put("sharable", false);
        record.put("read_only", false);
        record.put("other_config", Map.of("colour", "blue"));
        record.put("tags", List.of("one"));
        return record;
    }

    Ref<Pbd> pbdOf(Ref<Sr> sr) {
        return row(sr).get(Sr.PBDS).get(0);
    }

    Row<Sr> row(Ref<Sr> sr) {
        return api.row(Sr.CLASS, sr);
    }

    Row<Vdi> disk0(Ref<Vdi> vdi) {
        return api.row(Vdi.CLASS, vdi);
    }

    List<Row<Vdi>> disks() {
        return List.copyOf(api.store.snapshot().table(Vdi.CLASS).rows());
    }

    /** What is on the medium, as the backend tells. */
    List<Volume> volumes(Ref<Sr> sr) {
        Repository repository = room.repositories().require(sr);
        return repository.scan().volumes();
    }

    /** Nothing under way: no job, no mark. */
    boolean isAtRest() {
        var state = api.store.snapshot();
        return state.table(JobRecord.CLASS).size() == 0
                && state.table(Sr.CLASS).stream()
                        .allMatch(sr -> sr.get(Sr.CURRENT_OPERATIONS).isEmpty())
                && state.table(Vdi.CLASS).stream()
                        .allMatch(vdi -> vdi.get(Vdi.CURRENT_OPERATIONS).isEmpty());
    }

    void awaitRest() {
        await(this::isAtRest);
    }

    Row<Task> awaitEnd(Ref<Task> task) {
        await(() -> !api.row(Task.CLASS, task).get(Task.STATUS).wireName().equals("pending"));
        return api.row(Task.CLASS, task);
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain");
            }
            LockSupport.parkNanos(200_000);
        }
    }

    @SuppressWarnings("unchecked") // the message answers a reference of that class
    static <C> Ref<C> ref(Object value) {
        return (Ref<C>) Objects.requireNonNull(value);
    }

    @Override
    public void close() {
        faults.noHalts();
        jobs.close();
        jobThreads.shutdownNow();
        room.close();
        api.close();
    }
}
