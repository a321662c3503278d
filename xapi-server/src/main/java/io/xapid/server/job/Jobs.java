package io.xapid.server.job;

import io.xapid.model.event.Task;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.ChangeSet;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.server.plan.KeyedQueues;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders, keeps them in the store, and has those of this host carried out: one after the other for one subject,
 * side by side for different ones.
 *
 * <pre>
 *   submit ──one transaction──▶ job row, marks, task ──feed──▶ queue of the subject ──▶ plan ──one transaction──▶ gone
 *                                        ▲                                                       │
 *                                        └────────── after a crash: settle ◀─────────────────────┘
 * </pre>
 */
public final class Jobs implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Jobs.class);

    private final Store store;
    private final JobTasks tasks;
    private final Ref<Host> here;
    private final JobRunner runner;
    private final OperationQueue turnstile;
    private final KeyedQueues<String> queues;
    private final Map<String, CompletableFuture<JobResult>> waiting = new ConcurrentHashMap<>();
    private final AutoCloseable feed;

    /**
     * @param here the host that this daemon acts for
     * @param workers runs jobs: a thread for each that is under way
     * @param timer tells when an operation has waited for others long enough; the caller owns it
     */
    public Jobs(
            Store store,
            JobTasks tasks,
            Ref<Host> here,
            JobRunner runner,
            Executor workers,
            ScheduledExecutorService timer) {
        this.store = store;
        this.tasks = tasks;
        this.here = here;
        this.runner = runner;
        this.turnstile = new OperationQueue(tasks, workers, timer);
        this.queues = new KeyedQueues<>(workers);
        this.feed = store.feed().listen((state, changes) -> hear(changes));
    }

    /** Settles what the last run of the daemon left under way on this host. Called once, before calls come in. */
    public void settleLeftovers() {
        List<Row<JobRecord>> left = store.snapshot().table(JobRecord.CLASS).stream()
                .sorted(Comparator.comparingLong(Row::createdAt)) // as they would have been carried out
                .toList();
        for (Row<JobRecord> row : left) {
            if (row.get(JobRecord.ENDED)) {
                if (row.get(JobRecord.ORIGIN).equals(here)) {
                    hearEnd(row);
                }
            } else if (row.get(JobRecord.HOST).equals(here)) {
                log.info(
                        "settling {} of {}, cut short when the daemon went",
                        row.get(JobRecord.KIND),
                        row.get(JobRecord.SUBJECT));
                enqueue(row, true);
            }
        }
    }

    /**
     * Orders a job. The stage completes with its result when it is done and its effects are visible; with the documented
     * failure if it is refused or fails. An operation that collides with one under way waits for its turn, and fails with the collision when its
     * patience is at an end.
     */
    public CompletionStage<JobResult> submit(Call call, JobRequest request) {
        return turnstile.enter(call.task().as(), request.patience(), () -> attempt(call, request));
    }

    /** Orders a job and gives its result as the value that the message answers. */
    @SuppressWarnings("unchecked") // the kind concludes with what its message answers
    public <T> CompletionStage<T> submitFor(Call call, JobRequest request) {
        return submit(call, request).thenApply(result -> (T) result.value());
    }

    /**
     * Runs a transaction that needs no plan. One that collides with an operation under way waits for its turn, as a job
     * does.
     */
    public <T> CompletionStage<T> inTurn(Call call, Function<Transaction, T> work) {
        return turnstile.enter(call.task().as(), Patience.USUAL, () -> store.transact(work));
    }

    /** Whether a job about this object is queued or under way on this host. */
    public boolean isBusy(Ref<?> subject) {
        return !queues.isIdle(subject.value());
    }

    /** Ends, badly, what a host was to do that will not do it, in a transaction that says why. */
    public void giveUp(Transaction transaction, Ref<Host> host, Failure why) {
        for (Row<JobRecord> row : List.copyOf(transaction.table(JobRecord.CLASS).rows())) {
            boolean isOfHost = row.get(JobRecord.HOST).equals(host);
            if (isOfHost && !row.get(JobRecord.ENDED)) {
                runner.giveUp(transaction, row, why);
            } else if (row.get(JobRecord.ORIGIN).equals(host) && row.get(JobRecord.ENDED)) {
                transaction.delete(JobRecord.CLASS, row.ref()); // nobody waits any more
            }
        }
    }

    /** Runs {@code work} in the subject's queue, between its jobs: for the reconciler. */
    public CompletableFuture<Void> between(Ref<?> subject, Runnable work) {
        return queues.submit(subject.value(), () -> {
            work.run();
            return null;
        });
    }

    @Override
    public void close() {
        try {
            feed.close();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        runner.close();
    }

    private CompletionStage<JobResult> attempt(Call call, JobRequest request) {
        var job = new Ref<JobRecord>("OpaqueRef:" + UUID.randomUUID());
        var result = new CompletableFuture<JobResult>();
        waiting.put(job.value(), result); // before the commit: the feed may be faster than we are
        CompletionStage<Ref<JobRecord>> made = store.transact(transaction -> make(transaction, job, call, request));
        made.whenComplete((ref, refusal) -> {
            if (refusal != null) {
                waiting.remove(job.value());
                result.completeExceptionally(refusal);
            }
        });
        return result;
    }

    private Ref<JobRecord> make(Transaction transaction, Ref<JobRecord> job, Call call, JobRequest request) {
        JobRequest.Admitted admitted = request.admission().admit(transaction);
        Ref<Task> task = call.task().as();
        boolean keeps = tasks.open(transaction, call);
        admitted.marks().forEach(mark -> mark.enter(transaction, task));
        Instant deadline = transaction.now().plus(request.deadline());
        transaction.insert(
                JobRecord.CLASS,
                job,
                Map.<Field<JobRecord, ?>, Object>of(
                        JobRecord.KIND, request.kind().name(),
                        JobRecord.SUBJECT, request.subject().value(),
                        JobRecord.HOST, admitted.host(),
                        JobRecord.ORIGIN, here,
                        JobRecord.TASK, task,
                        JobRecord.KEEPS_TASK, keeps,
                        JobRecord.MARKS,
                                admitted.marks().stream().map(Mark::encoded).toList(),
                        JobRecord.ARGUMENTS, admitted.arguments(),
                        JobRecord.DEADLINE, deadline));
        return job;
    }

    private void hear(ChangeSet changes) {
        boolean ended = false;
        for (ChangeSet.RowChange change : changes.rows()) {
            Row<?> row = change.row();
            if (row.definition().equals(JobRecord.CLASS)) {
                Row<JobRecord> job = typed(row);
                boolean isOver = !change.isDeletion() && job.get(JobRecord.ENDED);
                if (change.isAddition() && job.get(JobRecord.HOST).equals(here)) {
                    enqueue(job, false);
                } else if (isOver && job.get(JobRecord.ORIGIN).equals(here)) {
                    hearEnd(job);
                }
                ended = ended || change.isDeletion() || isOver;
            }
        }
        if (ended) {
            turnstile.somethingEnded();
        }
    }

    /** It was carried out elsewhere. */
    @SuppressWarnings("FutureReturnValueIgnored") // if it stays, the next start takes it away
    private void hearEnd(Row<JobRecord> job) {
        tell(job, JobRunner.Outcome.of(job));
        store.transact(transaction -> {
            transaction.delete(JobRecord.CLASS, job.ref());
            return true;
        });
    }

    /** Queues a job for its turn. One that is cancelled before that ends at once, since nothing of it has begun. */
    @SuppressWarnings("FutureReturnValueIgnored") // the waiter's future hears of it, and the runner throws nothing
    private void enqueue(Row<JobRecord> job, boolean leftover) {
        var taken = new AtomicBoolean(); // by its turn, or by who cancels it before
        JobTasks.Watch whileQueued = leftover
                ? () -> {} // may have begun
                : tasks.onCancel(job.get(JobRecord.TASK), () -> {
                    if (taken.compareAndSet(false, true)) {
                        tell(job, runner.cancel(job));
                    }
                });
        queues.submit(job.get(JobRecord.SUBJECT), () -> {
            whileQueued.close();
            if (taken.compareAndSet(false, true)) {
                tell(job, runner.run(job, leftover));
            }
            return null;
        });
    }

    private void tell(Row<JobRecord> job, JobRunner.Outcome outcome) {
        CompletableFuture<JobResult> waiter = waiting.remove(job.ref().value());
        if (waiter != null) {
            outcome.tell(waiter);
        }
    }

    @SuppressWarnings("unchecked") // the caller has compared the class
    private static Row<JobRecord> typed(Row<?> row) {
        return (Row<JobRecord>) row;
    }
}
