package io.xapid.server.api;

import io.xapid.model.AllClasses;
import io.xapid.model.access.Session;
import io.xapid.model.host.Host;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Role;
import io.xapid.model.meta.XenModel;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.MemoryLog;
import io.xapid.model.store.Row;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Store;
import io.xapid.server.event.EventService;
import io.xapid.server.job.JobRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The whole API on a store in memory, for tests: no wire in front of it and no host behind it. */
public final class ApiKit implements AutoCloseable {
    public static final XenModel MODEL = XenModel.of(AllClasses.definitions());
    public static final Ref<Host> HERE = new Ref<>("OpaqueRef:here");
    public static final Ref<Pool> POOL = new Ref<>("OpaqueRef:pool");

    public final MemoryLog log;
    public final HandClock clock;
    public final Store store;
    public final ExecutorService workers = Executors.newFixedThreadPool(4);
    public final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    public final Permissions permissions = new Permissions(MODEL);
    public final Roles roles = new Roles(permissions);
    public final Passwords passwords;
    public final PasswordChecks checks;
    public final Sessions sessions;
    public final SessionLimits limits = SessionLimits.USUAL.withWrongPasswordDelay(Duration.ofMillis(50));
    public final SessionCollector sessionCollector;
    public final Cancellations cancellations;
    public final TaskBook tasks;
    public final TaskCollector taskCollector;
    public final EventService events;
    public final FieldEdits edits;
    private final List<Object> services = new ArrayList<>();
    private final DerivedValues.Builder derived = new DerivedValues.Builder();
    private Dispatcher dispatcher;

    public ApiKit() {
        this(new MemoryLog());
    }

    public ApiKit(MemoryLog log) {
        this(log, new HandClock());
    }

    public ApiKit(MemoryLog log, HandClock clock) {
        this.log = log;
        this.clock = clock;
        var definitions = Stream.concat(MODEL.classes().stream(), Stream.of(Account.CLASS, JobRecord.CLASS))
                .toList();
        store = new Store(new Schema(definitions), log, clock);
        if (store.snapshot().get(Pool.CLASS, POOL) == null) {
            have(Host.CLASS, HERE, Map.of(Host.NAME_LABEL, "here"));
            have(Pool.CLASS, POOL, Map.of(Pool.NAME_LABEL, "the pool", Pool.MASTER, HERE));
        }
        passwords = new Passwords(store, 1000);
        checks = new PasswordChecks(passwords, limits.wrongPasswordDelay(), timer, workers);
        sessions = new Sessions(store, HERE, clock);
        sessionCollector = new SessionCollector(store, sessions, limits, clock);
        cancellations = new Cancellations(store, workers);
        tasks = new TaskBook(store, HERE, cancellations, clock);
        taskCollector = new TaskCollector(store, clock);
        events = new EventService(MODEL, store, sessions, timer, clock);
        edits = new FieldEdits(store, roles, permissions);
        var roleService = new RoleService(roles);
        services.addAll(List.of(
                new LoginService(sessions, checks, sessionCollector),
                new SessionService(sessions, passwords),
                new TaskService(store, tasks, edits, permissions),
                roleService,
                new SubjectService(store, roleService),
                new AlertService(store),
                new AuthService(),
                events));
        Sessions.describePermissions(derived, permissions);
        dispatcher = dispatcher();
    }

    /** Adds services under test. */
    public ApiKit serving(Object... more) {
        services.addAll(List.of(more));
        dispatcher = dispatcher();
        return this;
    }

    public <C, T> ApiKit deriving(Field<C, T> field, DerivedValues.Rule<C, T> rule) {
        derived.add(field, rule);
        dispatcher = dispatcher();
        return this;
    }

    public Dispatcher dispatcher() {
        return new Dispatcher(
                MODEL,
                Services.bind(MODEL, services),
                store,
                sessions,
                permissions,
                roles,
                derived.build(),
                tasks,
                workers);
    }

    /** Makes an object, without asking anybody. */
    public <C> Ref<C> have(ClassDef<C> definition, Map<? extends Field<C, ?>, ?> values) {
        return get(store.transact(transaction -> transaction.insert(definition, values)));
    }

    public <C> void have(ClassDef<C> definition, Ref<C> ref, Map<? extends Field<C, ?>, ?> values) {
        get(store.transact(transaction -> {
            transaction.insert(definition, ref, values);
            return true;
        }));
    }

    public <C, T> void set(ClassDef<C> definition, Ref<C> ref, Field<C, T> field, T value) {
        get(store.transact(transaction -> {
            transaction.set(definition, ref, field, value);
            return true;
        }));
    }

    public <C> void delete(ClassDef<C> definition, Ref<C> ref) {
        get(store.transact(transaction -> {
            transaction.delete(definition, ref);
            return true;
        }));
    }

    public <C> Row<C> row(ClassDef<C> definition, Ref<C> ref) {
        Row<C> row = store.snapshot().get(definition, ref);
        if (row == null) {
            throw new AssertionError("no " + definition + " " + ref);
        }
        return row;
    }

    /** A session of root. */
    public String root() {
        return get(sessions.open(Sessions.Opening.ofRoot("root", ""))).value();
    }

    /** A session of a user from outside. */
    public String user(String name, Role... held) {
        Ref<Session> ref =
                get(sessions.open(Sessions.Opening.ofUser(name, "sid-" + name, Ref.none(), Set.of(held), "")));
        return ref.value();
    }

    /** Calls as a codec would, over the network. */
    public Reply call(String method, Object... parameters) {
        return callFrom(new WireCall.Caller("192.0.2.7", false, Map.of()), method, parameters);
    }

    public Reply callFrom(WireCall.Caller caller, String method, Object... parameters) {
        return get(start(caller, method, parameters));
    }

    public CompletableFuture<Reply> start(String method, Object... parameters) {
        return start(new WireCall.Caller("192.0.2.7", false, Map.of()), method, parameters);
    }

    private CompletableFuture<Reply> start(WireCall.Caller caller, String method, Object... parameters) {
        return dispatcher
                .answer(new WireCall(method, List.of(parameters), caller))
                .toCompletableFuture();
    }

    /** The value that the call answers. */
    public Object value(String method, Object... parameters) {
        return valueOf(call(method, parameters));
    }

    /** The value of an answer that has one. */
    public static Object valueOf(Reply reply) {
        if (reply instanceof Reply.Success success) {
            Object value = success.value();
            return value == null ? "" : value;
        }
        throw new AssertionError("answered " + reply);
    }

    /** A set that a call answers. */
    @SuppressWarnings("unchecked") // its elements are only compared
    public static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    /** The failure that the call answers: its code and parameters. */
    public List<String> failure(String method, Object... parameters) {
        Reply reply = call(method, parameters);
        if (reply instanceof Reply.Failed failed) {
            return failed.description();
        }
        throw new AssertionError(method + " answered " + reply);
    }

    public static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException | TimeoutException late) {
            throw new AssertionError(late);
        }
    }

    @Override
    public void close() {
        events.close();
        checks.close();
        cancellations.close();
        sessions.close();
        workers.shutdownNow();
        timer.shutdownNow();
        store.close();
    }
}
