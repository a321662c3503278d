package io.xapid.server;

import io.xapid.hypervisor.Hypervisor;
import io.xapid.model.event.Task;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenModel;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Store;
import io.xapid.network.NetworkBackend;
import io.xapid.network.NetworkState;
import io.xapid.server.api.AlertService;
import io.xapid.server.api.AuthService;
import io.xapid.server.api.Cancellations;
import io.xapid.server.api.Coverage;
import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.Dispatcher;
import io.xapid.server.api.FieldEdits;
import io.xapid.server.api.LoginService;
import io.xapid.server.api.PasswordChecks;
import io.xapid.server.api.Passwords;
import io.xapid.server.api.Permissions;
import io.xapid.server.api.RoleService;
import io.xapid.server.api.Roles;
import io.xapid.server.api.Services;
import io.xapid.server.api.SessionCollector;
import io.xapid.server.api.SessionLimits;
import io.xapid.server.api.SessionService;
import io.xapid.server.api.Sessions;
import io.xapid.server.api.SubjectService;
import io.xapid.server.api.TaskBook;
import io.xapid.server.api.TaskCollector;
import io.xapid.server.api.TaskService;
import io.xapid.server.cli.CliRoom;
import io.xapid.server.console.ConsoleRoom;
import io.xapid.server.event.EventService;
import io.xapid.server.host.HostRoom;
import io.xapid.server.host.Machine;
import io.xapid.server.host.NicService;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobRecord;
import io.xapid.server.job.JobRunner;
import io.xapid.server.job.Jobs;
import io.xapid.server.network.NetworkRoom;
import io.xapid.server.plan.PlanRunner;
import io.xapid.server.pool.PoolRoom;
import io.xapid.server.pool.PoolSeat;
import io.xapid.server.storage.Drivers;
import io.xapid.server.storage.StorageRoom;
import io.xapid.server.vm.VmRoom;
import io.xapid.server.wire.FrontDoorSettings;
import io.xapid.server.wire.HandlerAuthentication;
import io.xapid.server.wire.HttpFrontDoor;
import io.xapid.server.wire.HttpRoute;
import io.xapid.server.wire.codec.JsonCodec;
import io.xapid.server.wire.codec.RenderingCache;
import io.xapid.server.wire.codec.XmlCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rooms of the server: what answers calls, and what works behind it. A parts list. */
final class House {
    private static final Logger log = LoggerFactory.getLogger(House.class);
    private static final int CHORES_EVERY_SECONDS = 30;
    private static final Duration LONGEST_PICTURE = Duration.ofSeconds(30);
    private static final int HEAP_TO_RENDERINGS = 4;

    private final Store store;
    private final Ref<Host> here;
    private final XenModel model;
    private final Threads threads;
    private final Machine machine;
    private final InetAddress listen;
    private final Clock clock;
    private final Belongings belongings;
    private final Permissions permissions;
    private final Roles roles;
    private final Sessions sessions;
    private final TaskBook tasks;
    private final List<Object> services = new ArrayList<>();
    private final List<HttpRoute> routes = new ArrayList<>();
    private final List<JobKind> kinds = new ArrayList<>();
    private final DerivedValues.Builder derived = new DerivedValues.Builder();
    private @Nullable PoolRoom membership;

    /** @param listen where clients come in */
    House(
            Store store,
            Ref<Host> here,
            XenModel model,
            Threads threads,
            Machine machine,
            InetAddress listen,
            Clock clock,
            Belongings belongings) {
        this.store = store;
        this.here = here;
        this.model = model;
        this.threads = threads;
        this.machine = machine;
        this.listen = listen;
        this.clock = clock;
        this.belongings = belongings;
        this.permissions = new Permissions(model);
        this.roles = new Roles(permissions);
        this.sessions = belongings.own("sessions", new Sessions(store, here, clock));
        var cancellations = belongings.own("cancellations", new Cancellations(store, threads.workers()));
        this.tasks = new TaskBook(store, here, cancellations, clock);
    }

    /**
     * Says which seat this host has in its pool; before it is furnished.
     *
     * @param restart has the daemon start anew
     */
    void takePlaceIn(PoolSeat seat, Runnable restart) {
        membership = new PoolRoom(store, here, seat, restart, clock);
    }

    /** Fills the rooms, and has leftovers of the last run settled. */
    void furnish(
            Passwords passwords,
            X509Certificate certificate,
            Drivers drivers,
            NetworkBackend network,
            Hypervisor hypervisor,
            StateDirectory directory,
            int httpsPort)
            throws IOException {
        var storage =
                belongings.own("storage", new StorageRoom(store, here, pool(), drivers, tasks, threads.jobs(), clock));
        var networks = new NetworkRoom(store, here, network, directory.owner());
        var guests = belongings.own(
                "guests",
                new VmRoom(new VmRoom.Surroundings(
                        store,
                        here,
                        pool(),
                        hypervisor,
                        storage.diskAccess(),
                        networks.networkAccess(hypervisor.capabilities()),
                        storage.diskLibrary(),
                        List.of(directory.kernels()),
                        httpsPort)));
        kinds.addAll(guests.kinds());
        kinds.addAll(storage.kinds());

        var plans = new PlanRunner(threads.jobs());
        var runner = belongings.own("job runner", new JobRunner(store, tasks, kinds, plans, threads.timer(), clock));
        var jobs = belongings.own("jobs", new Jobs(store, tasks, here, runner, threads.jobs(), threads.timer()));

        addStorage(jobs, storage);
        services.addAll(networks.services());
        services.add(new NicService(store, here, network::state));
        services.addAll(guests.services(jobs, new FieldEdits(store, roles, permissions)));
        guests.derive(derived);
        addHost(hypervisor, certificate, network::state);
        PasswordChecks checks = belongings.own(
                "password checks",
                new PasswordChecks(
                        passwords, SessionLimits.USUAL.wrongPasswordDelay(), threads.timer(), threads.workers()));
        addApi(passwords, checks);
        addHandlers(hypervisor, checks);
        PoolRoom pool = Objects.requireNonNull(membership);
        services.addAll(pool.services(jobs));
        routes.addAll(pool.routes(new HandlerAuthentication(sessions, checks), permissions));
        pool.settle();
        threads.every(1, "the pool", pool::look);
        var reconciler = belongings.own("reconciler", guests.reconciler(jobs, clock));
        settle(jobs, storage);
        reconciler.adopt();
        networks.sweepPorts(jobs, hypervisor);
        startWithHost(guests, jobs, directory.lastBoot());
        every("guests", reconciler::lookAtAll);
    }

    /** Starts what is to come up with the host, if the host has booted since {@code lastBoot} was written. */
    private void startWithHost(VmRoom guests, Jobs jobs, Path lastBoot) {
        machine.boot()
                .ifPresent(
                        boot -> guests.autoStart(jobs).afterBoot(boot, lastBoot).exceptionally(problem -> {
                            log.warn("VMs are not started with their host", problem);
                            return null;
                        }));
    }

    private Ref<Pool> pool() {
        return store.snapshot().table(Pool.CLASS).rows().iterator().next().ref();
    }

    private void addStorage(Jobs jobs, StorageRoom storage) {
        services.addAll(storage.services(jobs));
        storage.derive(derived);
        every("storage", storage::refresh);
    }

    private void addHost(Hypervisor hypervisor, X509Certificate certificate, Supplier<NetworkState> network) {
        var room = new HostRoom(store, here, clock);
        services.addAll(room.services(certificate, hypervisor.console()));
        room.derive(derived);
        every("the host", room.watch(machine, listen, network)::look);
    }

    /** What is reached by a URL of its own. */
    private void addHandlers(Hypervisor hypervisor, PasswordChecks checks) {
        var authentication = new HandlerAuthentication(sessions, checks);
        var consoles = belongings.own(
                "consoles",
                new ConsoleRoom(new ConsoleRoom.Surroundings(
                        store,
                        here,
                        pool(),
                        hypervisor,
                        permissions,
                        threads.timer(),
                        threads.workers(),
                        System::nanoTime,
                        LONGEST_PICTURE)));
        routes.addAll(consoles.routes(authentication));
    }

    private void addApi(Passwords passwords, PasswordChecks checks) {
        var collector = new SessionCollector(store, sessions, SessionLimits.USUAL, clock);
        var oldTasks = new TaskCollector(store, clock);
        var ofRoles = new RoleService(roles);
        var events = belongings.own("events", new EventService(model, store, sessions, threads.timer(), clock));
        services.addAll(List.of(
                new LoginService(sessions, checks, collector),
                new SessionService(sessions, passwords),
                ofRoles,
                new SubjectService(store, ofRoles),
                new TaskService(store, tasks, new FieldEdits(store, roles, permissions), permissions),
                new AlertService(store),
                new AuthService(),
                events));
        Sessions.describePermissions(derived, permissions);
        every("sessions", () -> collector.collect().toCompletableFuture().join());
        every("tasks", () -> oldTasks.collect().toCompletableFuture().join());
        every("heartbeat of events", events::beat);
    }

    private void every(String what, Runnable work) {
        threads.every(CHORES_EVERY_SECONDS, what, work);
    }

    /** Attaches what was attached, and ends what was under way, when the last run ended. */
    private void settle(Jobs jobs, StorageRoom storage) {
        storage.open();
        Set<Ref<Task>> ofJobs = store.snapshot().table(JobRecord.CLASS).stream()
                .map(row -> row.get(JobRecord.TASK))
                .collect(Collectors.toSet());
        store.transact(transaction -> {
                    tasks.endOrphans(transaction, ofJobs);
                    return true;
                })
                .join();
        jobs.settleLeftovers();
    }

    /** What becomes of each message with the services there are. */
    Coverage coverage() {
        return new Coverage(model, Services.bind(model, services));
    }

    /** The listeners, with everything that was furnished behind them. They do not listen yet. */
    HttpFrontDoor door(FrontDoorSettings settings) {
        DerivedValues values = derived.build();
        var dispatcher = new Dispatcher(
                model,
                Services.bind(model, services),
                store,
                sessions,
                permissions,
                roles,
                values,
                tasks,
                threads.workers());
        var cache = new RenderingCache(Runtime.getRuntime().maxMemory() / HEAP_TO_RENDERINGS);
        belongings.own("kept records", store.feed().listen((state, changes) -> cache.forget(changes)));
        var json = new JsonCodec(settings.limits().call(), cache, values);
        routes.addAll(belongings
                .own("command line", new CliRoom(dispatcher, json, model))
                .routes());
        return new HttpFrontDoor(
                settings,
                new XmlCodec(settings.limits().call(), cache, values),
                json,
                dispatcher,
                routes,
                threads.workers(),
                clock);
    }
}
