package io.xapid.server.api;

import io.xapid.model.event.Task;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenModel;
import io.xapid.model.meta.XenType;
import io.xapid.model.storage.StorageFailure;
import io.xapid.model.store.LogException;
import io.xapid.model.store.LogFullException;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers calls: finds the message, checks the number and form of its parameters, the session and its roles, and runs it.
 *
 * <p>Implicit messages run on the caller's thread, since they wait for nothing but the log; custom ones on workers, unless
 * their service {@linkplain NeverBlocks never blocks}.
 */
public final class Dispatcher implements CallHandler {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private static final String UNKEPT =
            "The change could not be kept, and nothing has changed; the server's log says why";

    private final Store store;
    private final Sessions sessions;
    private final Permissions permissions;
    private final Tables tables;
    private final TaskBook tasks;
    private final Executor workers;
    private final Endpoints endpoints;
    private final SystemMessages system;

    /** @param workers runs services; it is bounded, and refuses what is too much */
    public Dispatcher(
            XenModel model,
            Services services,
            Store store,
            Sessions sessions,
            Permissions permissions,
            Roles roles,
            DerivedValues derived,
            TaskBook tasks,
            Executor workers) {
        this.store = store;
        this.sessions = sessions;
        this.permissions = permissions;
        this.tables = new Tables(roles);
        this.tasks = tasks;
        this.workers = workers;
        var implicit = new ImplicitMessages(
                new ImplicitReads(tables, derived),
                new ImplicitWrites(new FieldEdits(store, roles, permissions), services),
                new ImplicitObjects(store, tables, services, permissions));
        var binder = new MessageBinder(implicit, services, tables);
        this.endpoints = new Endpoints(
                model.messages().values().stream().map(binder::bind).toList());
        this.system = new SystemMessages(endpoints, sessions, permissions);
    }

    @Override
    public CompletionStage<Reply> answer(WireCall call) {
        try {
            Endpoints.Endpoint endpoint = endpoints.find(call.method()).orElse(null);
            if (endpoint == null) {
                return Stages.of(system.answer(call, store.snapshot()));
            }
            return answer(call, endpoint);
        } catch (Throwable problem) {
            return Stages.of(failed(call.method(), problem));
        }
    }

    private CompletionStage<Reply> answer(WireCall wire, Endpoints.Endpoint endpoint) throws Throwable {
        BoundMessage message = endpoint.message();
        if (endpoint.mode() == Endpoints.Mode.NO_SUCH_FORM) {
            String name = message.definition().wireName();
            return Stages.of(
                    new Reply.Failed(List.of("Fault", "No async mode for this operation (rpc: " + name + ")")));
        }
        boolean hasSession = message.definition().needsSession();
        message.checkCount(wire.parameters().size() - (hasSession ? 1 : 0));
        Object[] arguments = message.decode(wire.parameters(), hasSession ? 1 : 0);
        @Nullable LiveSession session = hasSession ? sessions.require(sessionText(wire)) : null;
        var call = new ServerCall(
                wire.method(),
                wire.caller(),
                session,
                permissions::find,
                message.definition().hasAsync(),
                adopted(wire, session));
        if (endpoint.mode() == Endpoints.Mode.ASYNCHRONOUS) {
            return startInBackground(message, call, arguments);
        }
        authorise(message, call, arguments);
        if (!message.runsInline()) {
            return onWorkers(message, call, arguments)
                    .handle((value, problem) -> reply(message, call, value, problem))
                    .thenCompose(reply -> withoutTask(message, call, reply));
        }
        Snapshot state = store.snapshot();
        Object result = message.body().run(call, arguments, state);
        if (result instanceof CompletionStage<?> stage) {
            CompletionStage<Reply> reply = stage.handle((value, problem) -> reply(message, call, value, problem));
            return Stages.givingUp(reply, stage);
        }
        return Stages.of(new Reply.Success(message.definition().result(), result, state));
    }

    /** A call may work for a task that its own user has, or that root says so of. */
    private @Nullable Ref<Task> adopted(WireCall wire, @Nullable LiveSession session) {
        String named = wire.caller().header("task-id");
        if (named.isEmpty() || session == null) {
            return null;
        }
        Ref<Task> task = Ref.of(named);
        Row<Task> row = store.snapshot().get(Task.CLASS, task);
        boolean allowed =
                row != null && (session.isSuperuser() || row.get(Task.SESSION).equals(session.ref()));
        return allowed ? task : null;
    }

    private void authorise(BoundMessage message, ServerCall call, Object[] arguments) {
        call.liveSession().ifPresent(session -> message.checkPermission(session, arguments, permissions));
        if (message.isGone()) {
            throw new CallFailure.MessageRemoved();
        }
    }

    /** Answers with a task, in which all that comes later lands. */
    private CompletionStage<Reply> startInBackground(BoundMessage message, ServerCall call, Object[] arguments) {
        Ref<Task> task = call.task().as();
        return store.transact(transaction -> {
                    tasks.create(transaction, call);
                    return true;
                })
                .<Reply>thenApply(done -> {
                    runInBackground(message, call, arguments);
                    return new Reply.Success(XenType.ref("task"), task, store.snapshot());
                })
                .exceptionally(problem -> failed(call.message(), problem));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task tells
    private void runInBackground(BoundMessage message, ServerCall call, Object[] arguments) {
        CompletionStage<Object> work;
        try {
            authorise(message, call, arguments);
            work = onWorkers(message, call, arguments);
        } catch (Failure refusal) {
            work = CompletableFuture.failedFuture(refusal);
        }
        if (call.hasAdoptedTask()) {
            return;
        }
        Ref<Task> task = call.task().as();
        work.whenComplete((value, problem) -> store.transact(transaction -> {
            if (problem == null) {
                tasks.complete(transaction, task, true, message.definition().result(), value);
            } else {
                tasks.fail(
                        transaction, task, true, failed(call.message(), problem).description());
            }
            return true;
        }));
    }

    private CompletionStage<Object> onWorkers(BoundMessage message, ServerCall call, Object[] arguments) {
        var outcome = new CompletableFuture<Object>();
        try {
            workers.execute(() -> run(message, call, arguments, outcome));
        } catch (RejectedExecutionException tooMuch) {
            outcome.completeExceptionally(new CallFailure.TooBusy());
        }
        return outcome;
    }

    private void run(BoundMessage message, ServerCall call, Object[] arguments, CompletableFuture<Object> outcome) {
        try {
            Object result = message.body().run(call, arguments, store.snapshot());
            if (result instanceof CompletionStage<?> stage) {
                stage.whenComplete((value, problem) -> {
                    if (problem == null) {
                        outcome.complete(value);
                    } else {
                        outcome.completeExceptionally(problem);
                    }
                });
            } else {
                outcome.complete(result);
            }
        } catch (Throwable problem) {
            outcome.completeExceptionally(problem);
        }
    }

    private Reply reply(BoundMessage message, ServerCall call, @Nullable Object value, @Nullable Throwable problem) {
        return problem == null
                ? new Reply.Success(message.definition().result(), value, store.snapshot())
                : failed(call.message(), problem);
    }

    /** Takes away the task that something may have made for a synchronous call. */
    private CompletionStage<Reply> withoutTask(BoundMessage message, ServerCall call, Reply reply) {
        Ref<Task> task = call.taskIfChosen().orElse(null);
        boolean made = task != null
                && message.definition().hasAsync()
                && !call.hasAdoptedTask()
                && store.snapshot().get(Task.CLASS, task) != null;
        if (!made || task == null) {
            return Stages.of(reply);
        }
        return store.transact(transaction -> {
                    transaction.delete(Task.CLASS, task);
                    return reply;
                })
                .exceptionally(unkept -> reply);
    }

    private static String sessionText(WireCall call) {
        if (call.parameters().get(0) instanceof String reference) {
            return reference;
        }
        throw new CallFailure.FieldTypeError("session_id");
    }

    private static Reply.Failed failed(String method, Throwable problem) {
        Throwable cause = Stages.cause(problem);
        if (cause instanceof Failure failure) {
            return new Reply.Failed(failure.description());
        }
        if (cause instanceof LogFullException full) {
            return new Reply.Failed(new StorageFailure.OutOfSpace(full.location()).description());
        }
        if (cause instanceof LogException unkept) {
            log.error("call of {} changed nothing: {}", Printable.of(method), unkept.getMessage());
            return new Reply.Failed(new CallFailure.Internal(UNKEPT).description());
        }
        String id = UUID.randomUUID().toString();
        log.error("call of {} failed unexpectedly; the client was told of it as {}", Printable.of(method), id, cause);
        String hint = "The server's log has more about this under " + id;
        return new Reply.Failed(new CallFailure.Internal(hint).description());
    }
}
