package io.xapid.server.job;

import static io.xapid.server.plan.Step.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.AllClasses;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.plan.Plan;
import io.xapid.server.plan.PlanRunner;
import io.xapid.server.plan.Step;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobsTest {
    private static final Ref<Host> HERE = new Ref<>("OpaqueRef:here");
    private static final Ref<Vm> VM = new Ref<>("OpaqueRef:vm");

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final RecordedLog log = new RecordedLog();
    private final Schema schema =
            new Schema(Stream.concat(AllClasses.definitions().stream(), Stream.of(JobRecord.CLASS))
                    .toList());
    private final Store store = new Store(schema, log, Clock.systemUTC());
    private final RecordedTasks tasks = new RecordedTasks();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        release.countDown();
        workers.shutdownNow();
        timer.shutdownNow();
        store.close();
    }

    @Test
    void marksTheObjectWhileTheJobRunsAndEndsEverythingInOneTransaction() throws Exception {
        haveAVm();
        Jobs jobs = jobs(kind(waitingStep()));

        CompletableFuture<JobResult> done = submit(jobs, "task1");
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(operations()).containsEntry("OpaqueRef:task1", VmOperation.START);
        release.countDown();

        assertThat(done.get(10, TimeUnit.SECONDS)).isEqualTo(JobResult.NOTHING);
        assertThat(operations()).isEmpty();
        assertThat(store.snapshot().table(JobRecord.CLASS).size()).isZero();
        assertThat(tasks.ended).containsExactly("OpaqueRef:task1 succeeded");
        assertThat(told).containsExactly("concluded");
    }

    @Test
    void aJobWhoseEndFindsNoRoomIsOverWhenThereIsRoomAgain() throws Exception {
        haveAVm();
        Jobs jobs = jobs(kind(waitingStep()));
        CompletableFuture<JobResult> done = submit(jobs, "task1");
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        log.setFull(true);
        release.countDown();
        assertThat(log.awaitRefusals()).isTrue();
        assertThat(done).isNotDone();
        log.setFull(false);

        assertThat(done.get(10, TimeUnit.SECONDS)).isEqualTo(JobResult.NOTHING);
        assertThat(operations()).isEmpty();
        assertThat(tasks.ended).containsOnly("OpaqueRef:task1 succeeded");
    }

    @Test
    void tellsTheDocumentedFailureAfterTakingBack() {
        haveAVm();
        Jobs jobs = jobs(kind(step("break", c -> {
                    throw new CallFailure.OperationNotAllowed("no");
                })
                .undoneBy(c -> told.add("undone"))));

        assertThatThrownBy(() -> submit(jobs, "task1").get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CallFailure.OperationNotAllowed.class);

        assertThat(told).containsExactly("undone", "abandoned OPERATION_NOT_ALLOWED");
        assertThat(tasks.ended).containsExactly("OpaqueRef:task1 failed [OPERATION_NOT_ALLOWED, no]");
        assertThat(operations()).isEmpty();
    }

    @Test
    void aRefusedOrderLeavesNoTrace() {
        Jobs jobs = jobs(kind(waitingStep()));

        assertThatThrownBy(() -> submit(jobs, "task1").get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(CallFailure.HandleInvalid.class);

        assertThat(store.snapshot().table(JobRecord.CLASS).size()).isZero();
        assertThat(tasks.ended).isEmpty();
    }

    @Test
    void aCancelledTaskStopsItsJob() throws Exception {
        haveAVm();
        Jobs jobs = jobs(kind(step(
                "wait",
                c -> c.whileWakeable(release::countDown, () -> {
                    started.countDown();
                    return release.await(10, TimeUnit.SECONDS);
                }))));
        CompletableFuture<JobResult> done = submit(jobs, "task1");
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        tasks.cancel("OpaqueRef:task1");

        assertThatThrownBy(() -> done.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(CallFailure.TaskCancelled.class);
        assertThat(told).containsExactly("abandoned TASK_CANCELLED");
    }

    @Test
    void anOperationThatCollidesWaitsForItsTurn() throws Exception {
        haveAVm();
        Jobs jobs = jobs(kind(waitingStep()));
        CompletableFuture<JobResult> first = submit(jobs, "task1");
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<JobResult> second = submit(jobs, "task2");
        assertThat(second).isNotDone();
        release.countDown();

        first.get(10, TimeUnit.SECONDS);
        second.get(10, TimeUnit.SECONDS);
        assertThat(tasks.ended).containsExactly("OpaqueRef:task1 succeeded", "OpaqueRef:task2 succeeded");
    }

    @Test
    void aWaitingOperationCanBeCancelled() throws Exception {
        haveAVm();
        Jobs jobs = jobs(kind(waitingStep()));
        CompletableFuture<JobResult> first = submit(jobs, "task1");
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<JobResult> second = submit(jobs, "task2");
        tasks.awaitWatch("OpaqueRef:task2");

        tasks.cancel("OpaqueRef:task2");

        assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(CallFailure.TaskCancelled.class);
        assertThat(first).isNotDone();
    }

    @Test
    void aQueuedJobThatIsCancelledEndsBeforeItsTurn() throws Exception {
        haveAVm();
        Jobs jobs = jobs(kind(waitingStep()));
        CompletableFuture<JobResult> first = submit(jobs, "task1");
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        var besides = new JobRequest(kind(waitingStep()), VM, Duration.ofMinutes(1), transaction -> {
            return new JobRequest.Admitted(HERE, List.of(new Mark(Vm.CLASS, VM, VmOperation.CLONE)), Map.of());
        });
        CompletableFuture<JobResult> second =
                jobs.submit(call("task2"), besides).toCompletableFuture();
        tasks.awaitWatch("OpaqueRef:task2");

        tasks.cancel("OpaqueRef:task2");

        assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(CallFailure.TaskCancelled.class);
        assertThat(first).isNotDone();
        assertThat(operations()).containsOnlyKeys("OpaqueRef:task1");
        release.countDown();
        first.get(10, TimeUnit.SECONDS);
        jobs.between(VM, () -> {}).get(10, TimeUnit.SECONDS);
        assertThat(told).containsExactly("concluded");
        assertThat(tasks.ended).hasSize(2);
    }

    @Test
    void aStepThatThrowsWhatNobodyExpectsEndsItsJob() {
        haveAVm();
        Jobs jobs = jobs(kind(step("break", c -> {
                    throw new AssertionError("a bug");
                })
                .undoneBy(c -> told.add("undone"))));

        assertThatThrownBy(() -> submit(jobs, "task1").get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(Failure.class);

        assertThat(told).startsWith("undone").hasSize(2);
        assertThat(tasks.ended).hasSize(1).first().asString().startsWith("OpaqueRef:task1 failed");
        assertThat(operations()).isEmpty();
        assertThat(store.snapshot().table(JobRecord.CLASS).size()).isZero();
    }

    @Test
    void settlesWhatACrashHasCutShort() throws Exception {
        haveAVm();
        Jobs before = jobs(kind(waitingStep()));
        CompletableFuture<JobResult> lost = submit(before, "task1");
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        try (var reopened = new Store(schema, log.asAfterACrash(), Clock.systemUTC())) {
            assertThat(reopened.snapshot().table(JobRecord.CLASS).size()).isOne();
            release.countDown();
            Jobs after = jobs(reopened, kind(step("again", c -> told.add("settled"))));
            after.settleLeftovers();
            tasks.awaitEnd("OpaqueRef:task1 succeeded");
            after.between(VM, () -> {}).get(10, TimeUnit.SECONDS); // the end is told before it is durable
            assertThat(told).contains("settled");
            assertThat(reopened.snapshot().table(JobRecord.CLASS).size()).isZero();
            assertThat(reopened.snapshot().find(Vm.CLASS, VM).orElseThrow().get(Vm.CURRENT_OPERATIONS))
                    .isEmpty();
        }
        lost.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whatACrashHasCutShortHasItsTimeAnewHoweverLongTheDaemonWasAway() throws Exception {
        haveAVm();
        Jobs before = jobs(kind(waitingStep()));
        CompletableFuture<JobResult> lost = submit(before, "task1");
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
        try (var reopened = new Store(schema, log.asAfterACrash(), tomorrow)) {
            JobKind patient = kind(step("again", c -> {
                timer.submit(() -> {}).get(); // whatever was due at once has happened
                c.check();
            }));
            var late = new JobRunner(reopened, tasks, List.of(patient), new PlanRunner(workers), timer, tomorrow);
            Jobs after = new Jobs(reopened, tasks, HERE, late, workers, timer);
            after.settleLeftovers();

            tasks.awaitEnd("OpaqueRef:task1 succeeded");
        }
        release.countDown();
        lost.get(10, TimeUnit.SECONDS);
    }

    @Test
    void anUnknownKindFailsItsTask() throws Exception {
        haveAVm();
        JobKind unregistered = kind(waitingStep());
        Jobs jobs = new Jobs(store, tasks, HERE, runner(store, List.of()), workers, timer);

        assertThatThrownBy(() -> jobs.submit(call("task1"), request(unregistered))
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(CallFailure.NotImplemented.class);
    }

    @Test
    void anOverdueJobIsCancelled() {
        haveAVm();
        Jobs jobs = jobs(kind(step(
                "wait",
                c -> c.whileWakeable(release::countDown, () -> {
                    release.await();
                    return null;
                }))));
        var request = new JobRequest(kind(waitingStep()), VM, Duration.ZERO, JobsTest::admit);

        assertThatThrownBy(() -> jobs.submit(call("task1"), request)
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(CallFailure.TaskCancelled.class);
    }

    private void haveAVm() {
        store.transact(tx -> {
                    tx.insert(Vm.CLASS, VM, Map.of(Vm.NAME_LABEL, "guest"));
                    return VM;
                })
                .join();
    }

    private Map<String, VmOperation> operations() {
        return store.snapshot().find(Vm.CLASS, VM).orElseThrow().get(Vm.CURRENT_OPERATIONS);
    }

    private Step waitingStep() {
        return step("wait", c -> {
            started.countDown();
            assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
        });
    }

    private Jobs jobs(JobKind kind) {
        return jobs(store, kind);
    }

    private Jobs jobs(Store on, JobKind kind) {
        return new Jobs(on, tasks, HERE, runner(on, List.of(kind)), workers, timer);
    }

    private JobRunner runner(Store on, List<JobKind> kinds) {
        return new JobRunner(on, tasks, kinds, new PlanRunner(workers), timer, Clock.systemUTC());
    }

    private CompletableFuture<JobResult> submit(Jobs jobs, String task) {
        return jobs.submit(call(task), request(kind(waitingStep()))).toCompletableFuture();
    }

    private static JobRequest request(JobKind kind) {
        return new JobRequest(kind, VM, Duration.ofMinutes(1), JobsTest::admit);
    }

    private static JobRequest.Admitted admit(Transaction transaction) {
        var vm = transaction.find(Vm.CLASS, VM).orElseThrow(() -> new CallFailure.HandleInvalid("VM", VM.value()));
        vm.get(Vm.CURRENT_OPERATIONS).forEach((task, operation) -> {
            throw new CallFailure.OtherOperationInProgress("VM", VM.value(), operation.wireName(), task);
        });
        return new JobRequest.Admitted(HERE, List.of(new Mark(Vm.CLASS, VM, VmOperation.START)), Map.of());
    }

    private JobKind kind(Step step) {
        return new JobKind() {
            @Override
            public String name() {
                return "VM.start";
            }

            @Override
            public JobRun begin(JobOrder order, Snapshot state) {
                return new JobRun() {
                    @Override
                    public Plan plan() {
                        return Plan.named("VM.start").then(step).build();
                    }

                    @Override
                    public JobResult conclude(Transaction transaction) {
                        told.add("concluded");
                        return JobResult.NOTHING;
                    }

                    @Override
                    public void abandon(Transaction transaction, Failure why) {
                        told.add("abandoned " + why.code());
                    }
                };
            }
        };
    }

    private static Call call(String task) {
        return new RecordedTasks.TestCall(new Ref<>("OpaqueRef:" + task));
    }
}
