package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmMemory;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.Jobs;
import io.xapid.server.job.Mark;
import io.xapid.server.vm.MemoryModel.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Sets how much memory VMs have, and says what it costs. */
public final class VmMemoryService implements VmMemory {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Store store;
    private final Jobs jobs;
    private final VmSettings settings;
    private final VmAdmission admission;
    private final BalloonJobs balloons;
    private final Ref<Host> here;

    VmMemoryService(
            Store store, Jobs jobs, VmSettings settings, VmAdmission admission, BalloonJobs balloons, Ref<Host> here) {
        this.store = store;
        this.jobs = jobs;
        this.settings = settings;
        this.admission = admission;
        this.balloons = balloons;
        this.here = here;
    }

    @Override
    public CompletionStage<Long> computeMemoryOverhead(Call call, Ref<Vm> vm) {
        return CompletableFuture.completedFuture(MemoryModel.overhead(require(vm)));
    }

    @Override
    public CompletionStage<Long> maximiseMemory(Call call, Ref<Vm> self, long total, boolean approximate) {
        return CompletableFuture.completedFuture(MemoryModel.largestFitting(require(self), total, approximate));
    }

    /** What it once said is no longer asked of guests; all count as following their balloon. */
    @Override
    public CompletionStage<Boolean> getCooperative(Call call, Ref<Vm> self) {
        return CompletableFuture.completedFuture(require(self).ref().equals(self));
    }

    @Override
    public CompletionStage<Void> setMemoryStaticMax(Call call, Ref<Vm> self, long value) {
        return limit(call, self, VmOperation.CHANGING_STATIC_RANGE, limits -> limits.withStaticMax(value));
    }

    @Override
    public CompletionStage<Void> setMemoryStaticMin(Call call, Ref<Vm> self, long value) {
        return limit(call, self, VmOperation.CHANGING_STATIC_RANGE, limits -> limits.withStaticMin(value));
    }

    @Override
    public CompletionStage<Void> setMemoryStaticRange(Call call, Ref<Vm> self, long min, long max) {
        return limit(
                call,
                self,
                VmOperation.CHANGING_STATIC_RANGE,
                limits -> limits.withStaticMin(min).withStaticMax(max));
    }

    @Override
    public CompletionStage<Void> setMemoryLimits(
            Call call, Ref<Vm> self, long staticMin, long staticMax, long dynamicMin, long dynamicMax) {
        return limit(
                call,
                self,
                VmOperation.CHANGING_MEMORY_LIMITS,
                limits -> new Limits(staticMin, dynamicMin, dynamicMax, staticMax));
    }

    @Override
    public CompletionStage<Void> setMemory(Call call, Ref<Vm> self, long value) {
        UnaryOperator<Limits> wanted = limits -> new Limits(limits.staticMin(), value, value, value);
        Row<Vm> vm = require(self);
        return vm.get(Vm.IS_CONTROL_DOMAIN) && vm.get(Vm.POWER_STATE) == PowerState.RUNNING
                ? move(call, self, VmOperation.CHANGING_MEMORY_LIMITS, wanted)
                : limit(call, self, VmOperation.CHANGING_MEMORY_LIMITS, wanted);
    }

    @Override
    public CompletionStage<Void> setMemoryDynamicMax(Call call, Ref<Vm> self, long value) {
        return range(call, self, limits -> limits.withDynamic(limits.dynamicMin(), value));
    }

    @Override
    public CompletionStage<Void> setMemoryDynamicMin(Call call, Ref<Vm> self, long value) {
        return range(call, self, limits -> limits.withDynamic(value, limits.dynamicMax()));
    }

    @Override
    public CompletionStage<Void> setMemoryDynamicRange(Call call, Ref<Vm> self, long min, long max) {
        return range(call, self, limits -> limits.withDynamic(min, max));
    }

    /** Kept for old clients: the dynamic range has taken its place. */
    @Override
    public CompletionStage<Void> setMemoryTargetLive(Call call, Ref<Vm> self, long target) {
        return settings.change(call, self, VmOperation.CHANGING_MEMORY_LIVE, (transaction, vm) -> {});
    }

    @Override
    public CompletionStage<Void> waitMemoryTargetLive(Call call, Ref<Vm> self) {
        return jobs.submitFor(call, new JobRequest(balloons.awaiting(), self, LONGEST, transaction -> {
            Row<Vm> vm = Rows.require(transaction, Vm.CLASS, self);
            admission.check(transaction, vm, VmOperation.AWAITING_MEMORY_LIVE);
            return admitted(transaction, vm, VmOperation.AWAITING_MEMORY_LIVE, Map.of());
        }));
    }

    private CompletionStage<Void> limit(Call call, Ref<Vm> self, VmOperation operation, UnaryOperator<Limits> wanted) {
        return settings.change(call, self, operation, (transaction, vm) -> write(transaction, vm, wanted));
    }

    /** A guest that runs is told through its balloon, which the host that has it must do. */
    private CompletionStage<Void> range(Call call, Ref<Vm> self, UnaryOperator<Limits> wanted) {
        if (require(self).get(Vm.POWER_STATE) != PowerState.RUNNING) {
            return settings.change(call, self, VmOperation.CHANGING_DYNAMIC_RANGE, (transaction, vm) -> {
                write(transaction, vm, wanted);
                transaction.set(
                        Vm.CLASS,
                        self,
                        Vm.MEMORY_TARGET,
                        wanted.apply(Limits.of(vm)).dynamicMin());
            });
        }
        return move(call, self, VmOperation.CHANGING_DYNAMIC_RANGE, wanted);
    }

    private CompletionStage<Void> move(Call call, Ref<Vm> self, VmOperation operation, UnaryOperator<Limits> wanted) {
        return jobs.submitFor(call, new JobRequest(balloons.moving(), self, LONGEST, transaction -> {
            Row<Vm> vm = Rows.require(transaction, Vm.CLASS, self);
            admission.check(transaction, vm, operation);
            checkRoom(transaction, vm, wanted.apply(Limits.of(vm)));
            write(transaction, vm, wanted);
            return admitted(transaction, vm, operation, BalloonJobs.argumentsOfMoving(vm));
        }));
    }

    private static void write(Transaction transaction, Row<Vm> vm, UnaryOperator<Limits> wanted) {
        Limits limits = wanted.apply(Limits.of(vm));
        limits.check(new VmView(transaction, vm));
        limits.write(transaction, vm);
        Row<Vm> changed = Rows.require(transaction, Vm.CLASS, vm.ref());
        transaction.set(Vm.CLASS, vm.ref(), Vm.MEMORY_OVERHEAD, MemoryModel.overhead(changed));
        if (vm.get(Vm.IS_CONTROL_DOMAIN) && vm.get(Vm.POWER_STATE) == PowerState.RUNNING) {
            transaction.set(Vm.CLASS, vm.ref(), Vm.REQUIRES_REBOOT, true);
        }
    }

    private static void checkRoom(Transaction transaction, Row<Vm> vm, Limits wanted) {
        long more = wanted.dynamicMin() - vm.get(Vm.MEMORY_DYNAMIC_MIN);
        Row<Host> host = transaction.get(Host.CLASS, vm.get(Vm.RESIDENT_ON));
        if (more <= 0 || host == null) {
            return;
        }
        var view = new HostView(transaction.view(), host);
        long free = Math.max(
                0, view.memoryAvailableTo(vm.ref()) - vm.get(Vm.MEMORY_DYNAMIC_MIN) - vm.get(Vm.MEMORY_OVERHEAD));
        if (more > free) {
            throw new HostFailure.NotEnoughFreeMemory(more >> 10, free >> 10); // in KiB, unlike when starting
        }
    }

    private JobRequest.Admitted admitted(
            Transaction transaction, Row<Vm> vm, VmOperation operation, Map<String, String> arguments) {
        return new JobRequest.Admitted(
                Hosts.acting(transaction, vm, here), List.of(new Mark(Vm.CLASS, vm.ref(), operation)), arguments);
    }

    private Row<Vm> require(Ref<Vm> vm) {
        return Rows.require(store.snapshot(), Vm.CLASS, vm);
    }
}
