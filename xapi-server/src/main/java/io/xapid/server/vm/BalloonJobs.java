package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.VmId;
import io.xapid.model.event.Task;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmMetrics;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Cancellation;
import io.xapid.server.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Jobs that have running guests give memory back, or take more. */
record BalloonJobs(JobKind moving, JobKind awaiting) {
    private static final Duration PATIENCE = Duration.ofSeconds(256);
    private static final long CLOSE_ENOUGH = 1L << 20;
    private static final String FORMER_MIN = "former_dynamic_min";
    private static final String FORMER_MAX = "former_dynamic_max";
    private static final String FORMER_MOST = "former_static_max";

    /** What the moving job must know of a VM whose limits are about to be written. */
    static Map<String, String> argumentsOfMoving(Row<Vm> before) {
        return Map.of(
                FORMER_MIN, String.valueOf(before.get(Vm.MEMORY_DYNAMIC_MIN)),
                FORMER_MAX, String.valueOf(before.get(Vm.MEMORY_DYNAMIC_MAX)),
                FORMER_MOST, String.valueOf(before.get(Vm.MEMORY_STATIC_MAX)));
    }

    static BalloonJobs on(Workshop workshop) {
        return new BalloonJobs(new Moving(workshop), new Awaiting(workshop));
    }

    List<JobKind> all() {
        return List.of(moving, awaiting);
    }

    /**
     * Tells the balloon to go for the upper end of the dynamic range, since the host has room for it. The range is on
     * the row already, so that others reckon with it; what it was stands in the order. The host's own system is no guest
     * of the bridge, and its range is a single figure: where no hypervisor can move it, it comes with the host's next boot.
     */
    private record Moving(Workshop on) implements JobKind {
        @Override
        public String name() {
            return "VM.set_memory_dynamic_range";
        }

        @Override
        public JobRun begin(JobOrder order, Snapshot state) {
            return new Move(on, Rows.require(state, Vm.CLASS, order.about()), order);
        }
    }

    private record Move(Workshop on, Row<Vm> vm, JobOrder order) implements JobRun {
        @Override
        public Plan plan() {
            LongConsumer balloon = balloon().orElse(nowhere -> {});
            return Plan.named("VM.set_memory_dynamic_range")
                    .thenIf(
                            balloon().isPresent(),
                            step("move balloon", c -> balloon.accept(vm.get(Vm.MEMORY_DYNAMIC_MAX)))
                                    .undoneBy(c -> balloon.accept(vm.get(Vm.MEMORY_TARGET))))
                    .build();
        }

        private Optional<LongConsumer> balloon() {
            if (vm.get(Vm.IS_CONTROL_DOMAIN)) {
                return on.hypervisor().ownSystem().map(own -> own::setMemoryTarget);
            }
            VmId id = DomainSpecs.idOf(vm);
            return on.hypervisor().capabilities().can(Capabilities.Feature.BALLOON)
                    ? Optional.of(bytes -> on.hypervisor().setMemoryTarget(id, bytes))
                    : Optional.empty();
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            transaction.set(Vm.CLASS, vm.ref(), Vm.MEMORY_TARGET, vm.get(Vm.MEMORY_DYNAMIC_MAX));
            if (vm.get(Vm.IS_CONTROL_DOMAIN)) {
                transaction.set(
                        Vm.CLASS, vm.ref(), Vm.REQUIRES_REBOOT, balloon().isEmpty());
            }
            return JobResult.NOTHING;
        }

        @Override
        public void abandon(Transaction transaction, Failure why) {
            transaction.set(Vm.CLASS, vm.ref(), Vm.MEMORY_DYNAMIC_MIN, former(FORMER_MIN));
            transaction.set(Vm.CLASS, vm.ref(), Vm.MEMORY_DYNAMIC_MAX, former(FORMER_MAX));
            transaction.set(Vm.CLASS, vm.ref(), Vm.MEMORY_STATIC_MAX, former(FORMER_MOST));
        }

        private long former(String limit) {
            return Long.parseLong(order.argument(limit));
        }

        @Override
        public Failure explain(Exception problem) {
            return vm.get(Vm.IS_CONTROL_DOMAIN) ? HypervisorFailures.ofRefusal(problem) : explained(problem, on, vm);
        }
    }

    /** Waits until the guest has about as much memory as it was told to have. The host's own system always has. */
    private record Awaiting(Workshop on) implements JobKind {
        @Override
        public String name() {
            return "VM.wait_memory_target_live";
        }

        @Override
        public JobRun begin(JobOrder order, Snapshot state) {
            return new Wait(on, Rows.require(state, Vm.CLASS, order.about()), order.task());
        }
    }

    private static final class Wait implements JobRun {
        private final Workshop on;
        private final Row<Vm> vm;
        private final Ref<Task> task;
        private volatile long actual;

        Wait(Workshop on, Row<Vm> vm, Ref<Task> task) {
            this.on = on;
            this.vm = vm;
            this.task = task;
        }

        @Override
        public Plan plan() {
            return Plan.named("VM.wait_memory_target_live")
                    .thenIf(!vm.get(Vm.IS_CONTROL_DOMAIN), step("wait for memory", this::await))
                    .build();
        }

        private void await(Cancellation cancellation) throws Exception {
            var stop = new CountDownLatch(1);
            cancellation.whileWakeable(stop::countDown, () -> {
                long target = vm.get(Vm.MEMORY_TARGET);
                for (long second = 0; second < PATIENCE.toSeconds(); second++) {
                    actual = on.hypervisor().statisticsOf(DomainSpecs.idOf(vm)).memoryBytes();
                    if (Math.abs(actual - target) <= CLOSE_ENOUGH || stop.await(1, TimeUnit.SECONDS)) {
                        return true;
                    }
                }
                throw new VmFailure.MemoryTargetWaitTimeout(task);
            });
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            if (!vm.get(Vm.IS_CONTROL_DOMAIN)) {
                transaction.set(VmMetrics.CLASS, Observed.metricsOf(transaction, vm), VmMetrics.MEMORY_ACTUAL, actual);
            }
            return JobResult.NOTHING;
        }

        @Override
        public Failure explain(Exception problem) {
            return explained(problem, on, vm);
        }
    }

    private static Failure explained(Exception problem, Workshop on, Row<Vm> vm) {
        return HypervisorFailures.ofEnded(problem, on.hypervisor(), vm, PowerState.RUNNING)
                .orElseGet(() -> HypervisorFailures.internal(problem));
    }
}
