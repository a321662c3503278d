package io.xapid.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.Task;
import io.xapid.model.event.TaskOperation;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Role;
import io.xapid.model.meta.XenType;
import io.xapid.model.store.Row;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmCopies;
import io.xapid.model.vm.VmLifecycle;
import io.xapid.server.api.WireCall.Caller;
import io.xapid.server.job.JobResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TasksTest {
    private final Guests guests = new Guests();
    private final ApiKit kit = new ApiKit().serving(guests);
    private final String session = kit.root();
    private final Ref<Vm> vm = kit.have(Vm.CLASS, Map.of(Vm.NAME_LABEL, "web"));

    @AfterEach
    void close() {
        guests.end.complete(null);
        kit.close();
    }

    @Test
    void anAsynchronousCallAnswersWithATaskThatEndsWithTheResult() {
        Ref<Task> task = task("Async.VM.clone", session, vm.value(), "<copy>");

        Row<Task> done = ended(task);
        assertThat(done.get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
        assertThat(done.get(Task.NAME_LABEL)).isEqualTo("Async.VM.clone");
        assertThat(done.get(Task.RESULT)).isEqualTo("<value>OpaqueRef:&lt;copy&gt;</value>");
        assertThat(done.get(Task.PROGRESS)).isEqualTo(1.0);
        assertThat(done.get(Task.FINISHED)).isEqualTo(kit.clock.instant());
        assertThat(done.get(Task.CREATED)).isEqualTo(kit.clock.instant());
        assertThat(done.get(Task.ALLOWED_OPERATIONS)).isEmpty();
        assertThat(done.get(Task.RESIDENT_ON)).isEqualTo(ApiKit.HERE);
        assertThat(done.get(Task.TYPE)).isEqualTo("<none/>");
        assertThat(done.get(Task.SESSION)).isEqualTo(new Ref<>(session));
        assertThat(done.get(Task.BACKTRACE)).isEqualTo("()");
    }

    @Test
    void theTaskIsThereAndPendingWhileTheWorkGoesOn() throws Exception {
        Ref<Task> task = task("Async.VM.start", session, vm.value(), false, false);

        assertThat(guests.entered.await(10, TimeUnit.SECONDS)).isTrue();
        Row<Task> row = kit.row(Task.CLASS, task);
        assertThat(row.get(Task.STATUS)).isEqualTo(TaskStatus.PENDING);
        assertThat(row.get(Task.FINISHED)).isEqualTo(Instant.EPOCH);
        assertThat(row.get(Task.RESULT)).isEmpty();

        guests.end.complete(null);
        assertThat(ended(task).get(Task.RESULT)).isEmpty();
        assertThat(guests.task).isEqualTo(task);
    }

    @Test
    void aFailureLandsInTheTask() {
        guests.end.completeExceptionally(new CallFailure.OperationNotAllowed("no"));

        Row<Task> done = ended(task("Async.VM.start", session, vm.value(), false, false));

        assertThat(done.get(Task.STATUS)).isEqualTo(TaskStatus.FAILURE);
        assertThat(done.get(Task.ERROR_INFO)).containsExactly("OPERATION_NOT_ALLOWED", "no");
        assertThat(done.get(Task.RESULT)).isEmpty();
        assertThat(done.get(Task.PROGRESS)).isEqualTo(1.0);
    }

    @Test
    void aCancellationMakesTheTaskCancelled() {
        guests.end.completeExceptionally(new CallFailure.TaskCancelled(new Ref<>("OpaqueRef:t")));

        Row<Task> done = ended(task("Async.VM.start", session, vm.value(), false, false));

        assertThat(done.get(Task.STATUS)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(done.get(Task.ERROR_INFO)).containsExactly("TASK_CANCELLED", "OpaqueRef:t");
    }

    @Test
    void badParametersAndSessionsFailAtOnceButDenialsLandInTheTask() {
        assertThat(kit.failure("Async.VM.start", session, vm.value(), "x", false))
                .startsWith("FIELD_TYPE_ERROR");
        assertThat(kit.failure("Async.VM.start", "stale", vm.value(), false, false))
                .startsWith("SESSION_INVALID");
        assertThat(kit.store.snapshot().table(Task.CLASS).size()).isZero();

        String eve = kit.user("eve", Role.READ_ONLY);
        Row<Task> denied = ended(task("Async.VM.start", eve, vm.value(), false, false));
        assertThat(denied.get(Task.ERROR_INFO)).startsWith("RBAC_PERMISSION_DENIED", "vm.start");
        Row<Task> missing = ended(task("Async.VM.start", session, "OpaqueRef:gone", false, false));
        assertThat(missing.get(Task.ERROR_INFO)).containsExactly("HANDLE_INVALID", "VM", "OpaqueRef:gone");
        Row<Task> unserved = ended(task("InternalAsync.VM.suspend", session, vm.value()));
        assertThat(unserved.get(Task.ERROR_INFO)).containsExactly("NOT_IMPLEMENTED", "VM.suspend");
    }

    @Test
    void headersNameTheParentAndNotes() {
        Ref<Task> parent = task("task.create", session, "parent", "");
        var caller = new Caller(
                "192.0.2.7", false, Map.of("subtask-of", parent.value(), "x-http-other-config-why", "because"));
        Reply reply = kit.callFrom(caller, "Async.VM.clone", session, vm.value(), "copy");

        Row<Task> row = kit.row(Task.CLASS, ((Ref<?>) ApiKit.valueOf(reply)).as());
        assertThat(row.get(Task.SUBTASK_OF)).isEqualTo(parent);
        assertThat(row.get(Task.OTHER_CONFIG)).isEqualTo(Map.of("http:why", "because"));
        assertThat(kit.row(Task.CLASS, parent).get(Task.SUBTASKS)).containsExactly(row.ref());
    }

    @Test
    void aSynchronousCallHasATaskOnlyWhileSomethingNeedsOne() throws Exception {
        guests.opensTask = true;
        CompletableFuture<Reply> pending = kit.start("VM.start", session, vm.value(), false, false);
        assertThat(guests.entered.await(10, TimeUnit.SECONDS)).isTrue();
        Row<Task> row = kit.row(Task.CLASS, guests.task.as());
        assertThat(row.get(Task.NAME_LABEL)).isEqualTo("VM.start");
        assertThat(row.get(Task.ALLOWED_OPERATIONS)).containsExactly(TaskOperation.CANCEL);

        guests.end.complete(null);

        assertThat(ApiKit.get(pending)).isInstanceOf(Reply.Success.class);
        assertThat(kit.store.snapshot().table(Task.CLASS).size()).isZero();
    }

    @Test
    void anAdoptedTaskIsLeftToWhoAdoptedIt() {
        Ref<Task> adopted = task("task.create", session, "mine", "");
        var caller = new Caller("192.0.2.7", false, Map.of("task-id", adopted.value()));
        guests.opensTask = true;
        guests.end.complete(null);

        kit.callFrom(caller, "VM.start", session, vm.value(), false, false);

        assertThat(guests.task).isEqualTo(adopted);
        assertThat(kit.row(Task.CLASS, adopted).get(Task.STATUS)).isEqualTo(TaskStatus.PENDING);
    }

    @Test
    void aTaskThatIsNotTheCallersOwnIsNotAdopted() {
        Ref<Task> ofRoot = task("task.create", session, "mine", "");
        String operator = kit.user("bob", Role.VM_OPERATOR);
        guests.end.complete(null);

        for (String named : List.of(ofRoot.value(), "OpaqueRef:gone", "nonsense")) {
            var caller = new Caller("192.0.2.7", false, Map.of("task-id", named));
            kit.callFrom(caller, "VM.start", operator, vm.value(), false, false);
            assertThat(guests.task.value()).startsWith("OpaqueRef:").isNotEqualTo(named);
        }
    }

    @Test
    void clientsRunTasksOfTheirOwn() {
        Ref<Task> task = task("task.create", session, "backup", "of everything");
        Row<Task> row = kit.row(Task.CLASS, task);
        assertThat(row.get(Task.NAME_LABEL)).isEqualTo("backup");
        assertThat(row.get(Task.NAME_DESCRIPTION)).isEqualTo("of everything");
        assertThat(row.get(Task.STATUS)).isEqualTo(TaskStatus.PENDING);

        kit.value("task.set_progress", session, task.value(), 0.5);
        kit.value("task.set_result", session, task.value(), "done");
        kit.value("task.set_error_info", session, task.value(), List.of("A", "b"));
        kit.value("task.set_status", session, task.value(), "success");
        kit.value("task.set_status", session, task.value(), "failure");

        Row<Task> done = kit.row(Task.CLASS, task);
        assertThat(done.get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
        assertThat(done.get(Task.PROGRESS)).isEqualTo(1.0);
        assertThat(done.get(Task.RESULT)).isEqualTo("done");
        assertThat(done.get(Task.ERROR_INFO)).containsExactly("A", "b");
        assertThat(kit.failure("task.set_progress", session, task.value(), 1.5)).startsWith("INVALID_VALUE", "value");
        assertThat(kit.failure("task.set_status", session, task.value(), "done"))
                .containsExactly("INVALID_VALUE", "value", "done");
        kit.value("task.destroy", session, task.value());
        assertThat(kit.failure("task.get_status", session, task.value()))
                .containsExactly("HANDLE_INVALID", "task", task.value());
    }

    @Test
    void destroyingATaskUnderWayWaitsForItsEnd() throws Exception {
        Ref<Task> task = task("Async.VM.start", session, vm.value(), false, false);
        assertThat(guests.entered.await(10, TimeUnit.SECONDS)).isTrue();

        kit.value("task.destroy", session, task.value());

        assertThat(kit.row(Task.CLASS, task).get(Task.CURRENT_OPERATIONS))
                .isEqualTo(Map.of("task", TaskOperation.DESTROY));
        guests.end.complete(null);
        await(() -> kit.store.snapshot().get(Task.CLASS, task) == null);
    }

    @Test
    void cancellingReachesWhoWorksOnTheTask() throws Exception {
        Ref<Task> task = task("Async.VM.start", session, vm.value(), false, false);
        assertThat(guests.entered.await(10, TimeUnit.SECONDS)).isTrue();
        var stopped = new CountDownLatch(1);
        var watch = kit.tasks.onCancel(task, stopped::countDown);

        assertThat(kit.value("task.cancel", session, task.value())).isEqualTo("");

        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kit.row(Task.CLASS, task).get(Task.CURRENT_OPERATIONS)).containsValue(TaskOperation.CANCEL);
        var late = new CountDownLatch(1);
        kit.tasks.onCancel(task, late::countDown);
        assertThat(late.await(10, TimeUnit.SECONDS)).isTrue();
        watch.close();
    }

    @Test
    void cancellingWhatHasEndedDoesNothing() {
        Ref<Task> task = task("Async.VM.clone", session, vm.value(), "copy");
        ended(task);

        assertThat(kit.value("task.cancel", session, task.value())).isEqualTo("");
        assertThat(kit.value("Async.task.cancel", session, task.value())).isInstanceOf(Ref.class);
        assertThat(kit.row(Task.CLASS, task).get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
        assertThat(kit.failure("task.cancel", session, "OpaqueRef:gone")).startsWith("HANDLE_INVALID", "task");
    }

    @Test
    void progressIsWrittenSeldomAndNeverBackwards() {
        Ref<Task> task = task("task.create", session, "t", "");

        kit.tasks.progress(task, 0.1);
        kit.tasks.progress(task, 0.2);
        assertThat(kit.row(Task.CLASS, task).get(Task.PROGRESS)).isEqualTo(0.1);
        kit.clock.advance(Duration.ofSeconds(3));
        kit.tasks.progress(task, 0.05);
        assertThat(kit.row(Task.CLASS, task).get(Task.PROGRESS)).isEqualTo(0.1);
        kit.clock.advance(Duration.ofSeconds(3));
        kit.tasks.progress(task, 7);
        assertThat(kit.row(Task.CLASS, task).get(Task.PROGRESS)).isEqualTo(1.0);
    }

    @Test
    void oldTasksAreCollected() {
        Ref<Task> done = task("task.create", session, "done", "");
        kit.value("task.set_status", session, done.value(), "success");
        Ref<Task> stuck = task("task.create", session, "stuck", "");
        Ref<Task> moving = task("task.create", session, "moving", "");
        kit.clock.advance(Duration.ofMinutes(64));
        ApiKit.get(kit.taskCollector.collect());
        assertThat(kit.store.snapshot().table(Task.CLASS).size()).isEqualTo(3);

        kit.clock.advance(Duration.ofMinutes(2));
        ApiKit.get(kit.taskCollector.collect());
        assertThat(kit.store.snapshot().get(Task.CLASS, done)).isNull();

        kit.clock.advance(Duration.ofHours(24));
        ApiKit.get(kit.taskCollector.collect());
        kit.set(Task.CLASS, moving, Task.PROGRESS, 0.5);
        ApiKit.get(kit.taskCollector.collect());
        assertThat(kit.store.snapshot().get(Task.CLASS, stuck)).isNull();
        assertThat(kit.store.snapshot().get(Task.CLASS, moving)).isNotNull();
    }

    @Test
    void theOldestOfTooManyEndedTasksGo() {
        for (int i = 0; i < 205; i++) {
            kit.have(
                    Task.CLASS,
                    Map.<Field<Task, ?>, Object>of(
                            Task.NAME_LABEL,
                            "t" + i,
                            Task.STATUS,
                            TaskStatus.SUCCESS,
                            Task.FINISHED,
                            kit.clock.instant().plusSeconds(i)));
        }

        ApiKit.get(kit.taskCollector.collect());

        assertThat(kit.store.snapshot().table(Task.CLASS).stream().map(row -> row.get(Task.NAME_LABEL)))
                .hasSize(200)
                .doesNotContain("t0", "t4")
                .contains("t5", "t204");
    }

    @Test
    void tasksThatACrashLeftBehindEndAndOthersStay() {
        Ref<Task> ofClient = task("task.create", session, "mine", "");
        Ref<Task> ofJob = task("Async.VM.start", session, vm.value(), false, false);
        Ref<Task> lost = task("Async.VM.start", session, vm.value(), false, false);

        ApiKit.get(kit.store.transact(transaction -> {
            kit.tasks.endOrphans(transaction, Set.of(ofJob));
            return true;
        }));

        assertThat(kit.row(Task.CLASS, lost).get(Task.STATUS)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(kit.row(Task.CLASS, ofJob).get(Task.STATUS)).isEqualTo(TaskStatus.PENDING);
        assertThat(kit.row(Task.CLASS, ofClient).get(Task.STATUS)).isEqualTo(TaskStatus.PENDING);
    }

    @Test
    void whatAJobHasEndedStaysAsItEnded() {
        Ref<Task> task = task("Async.VM.start", session, vm.value(), false, false);
        ApiKit.get(kit.store.transact(transaction -> {
            kit.tasks.succeed(transaction, task, true, JobResult.reference("VM", vm));
            return true;
        }));

        guests.end.completeExceptionally(new CallFailure.OperationNotAllowed("too late"));

        assertThat(ended(task).get(Task.RESULT)).isEqualTo("<value>" + vm + "</value>");
        assertThat(kit.row(Task.CLASS, task).get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void resultsAreTheTextOfXmlRpc() {
        assertThat(ResultText.of(XenType.VOID, null)).isEmpty();
        assertThat(ResultText.of(XenType.STRING, "a<b>&\"'\u0001")).isEqualTo("<value>a&lt;b&gt;&amp;&quot;'</value>");
        assertThat(ResultText.of(XenType.INT, 7L)).isEqualTo("<value>7</value>");
        assertThat(ResultText.of(XenType.BOOL, true)).isEqualTo("<value><boolean>1</boolean></value>");
        assertThat(ResultText.of(XenType.DATETIME, Instant.EPOCH))
                .isEqualTo("<value><dateTime.iso8601>19700101T00:00:00Z</dateTime.iso8601></value>");
        assertThat(ResultText.of(XenType.set(XenType.ref("VM")), List.of(new Ref<>("OpaqueRef:a"))))
                .isEqualTo("<value><array><data><value>OpaqueRef:a</value></data></array></value>");
        assertThat(ResultText.of(XenType.STRING_MAP, Map.of("k", "v")))
                .isEqualTo("<value><struct><member><name>k</name><value>v</value></member></struct></value>");
        assertThat(ResultText.of(XenType.map(XenType.STRING, XenType.option(XenType.STRING)), absent()))
                .isEqualTo("<value><struct></struct></value>");
    }

    private static Map<String, Object> absent() {
        var map = new HashMap<String, Object>();
        map.put("k", Optional.empty());
        return map;
    }

    private Ref<Task> task(String method, Object... parameters) {
        return ((Ref<?>) kit.value(method, parameters)).as();
    }

    private Row<Task> ended(Ref<Task> task) {
        await(() -> kit.row(Task.CLASS, task).get(Task.STATUS) != TaskStatus.PENDING);
        return kit.row(Task.CLASS, task);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come true in time");
            }
            Thread.onSpinWait();
        }
    }

    /** Plays the services of class VM. */
    private final class Guests implements VmLifecycle, VmCopies {
        final CountDownLatch entered = new CountDownLatch(1);
        final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
        volatile Ref<?> task = Ref.none();
        volatile boolean opensTask;

        @Override
        @SuppressWarnings("NullAway") // void has no value but null
        public CompletionStage<Void> start(Call call, Ref<Vm> self, boolean startPaused, boolean force) {
            task = call.task();
            if (opensTask) {
                ApiKit.get(kit.store.transact(transaction -> kit.tasks.open(transaction, call)));
            }
            entered.countDown();
            return end.thenApply(nothing -> null);
        }

        @Override
        public CompletionStage<Ref<Vm>> clone(Call call, Ref<Vm> self, String newName) {
            return CompletableFuture.completedFuture(new Ref<>("OpaqueRef:" + newName));
        }
    }
}
