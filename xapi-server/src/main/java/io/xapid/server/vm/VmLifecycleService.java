package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmBootFailure;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmLifecycle;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.Jobs;
import io.xapid.server.job.Mark;
import io.xapid.server.job.Patience;
import io.xapid.server.vm.StartAdmission.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Moves guests between power states. */
public final class VmLifecycleService implements VmLifecycle {
    private static final Duration SHORT = Duration.ofMinutes(30);
    private static final Duration LONG = Duration.ofHours(24); // includes the delays that operators ask for

    /** What begins a guest anew needs all of its devices, and does not wait for them as long as for the guest itself. */
    private static final Patience FOR_THE_VM = Patience.onlyWith("VM");

    private static final Set<VmOperation> REBOOTS = EnumSet.of(VmOperation.CLEAN_REBOOT, VmOperation.HARD_REBOOT);

    private final Jobs jobs;
    private final VmKinds kinds;
    private final VmAdmission admission;
    private final StartAdmission starts;
    private final Ref<Host> here;

    VmLifecycleService(Jobs jobs, VmKinds kinds, VmAdmission admission, StartAdmission starts, Ref<Host> here) {
        this.jobs = jobs;
        this.kinds = kinds;
        this.admission = admission;
        this.starts = starts;
        this.here = here;
    }

    @Override
    public CompletionStage<Void> start(Call call, Ref<Vm> vm, boolean startPaused, boolean force) {
        return start(call, new Wish(vm, Optional.empty(), startPaused, force));
    }

    @Override
    public CompletionStage<Void> startOn(Call call, Ref<Vm> vm, Ref<Host> host, boolean startPaused, boolean force) {
        return start(call, new Wish(vm, Optional.of(host), startPaused, force));
    }

    private CompletionStage<Void> start(Call call, Wish wish) {
        return jobs.submitFor(
                call,
                new JobRequest(
                        kinds.start(), wish.vm(), LONG, FOR_THE_VM, transaction -> starts.admit(transaction, wish)));
    }

    @Override
    public CompletionStage<Void> pause(Call call, Ref<Vm> vm) {
        return submit(call, vm, kinds.pause(), VmOperation.PAUSE, SHORT);
    }

    @Override
    public CompletionStage<Void> unpause(Call call, Ref<Vm> vm) {
        return submit(call, vm, kinds.unpause(), VmOperation.UNPAUSE, SHORT);
    }

    @Override
    public CompletionStage<Void> cleanShutdown(Call call, Ref<Vm> vm) {
        return submit(call, vm, kinds.cleanShutdown(), VmOperation.CLEAN_SHUTDOWN, LONG);
    }

    @Override
    public CompletionStage<Void> shutdown(Call call, Ref<Vm> vm) {
        return submit(call, vm, kinds.shutdown(), VmOperation.SHUTDOWN, LONG);
    }

    @Override
    public CompletionStage<Void> hardShutdown(Call call, Ref<Vm> vm) {
        return submit(call, vm, kinds.hardShutdown(), VmOperation.HARD_SHUTDOWN, LONG);
    }

    @Override
    public CompletionStage<Void> cleanReboot(Call call, Ref<Vm> vm) {
        return submit(call, vm, kinds.cleanReboot(), VmOperation.CLEAN_REBOOT, LONG);
    }

    @Override
    public CompletionStage<Void> hardReboot(Call call, Ref<Vm> vm) {
        return submit(call, vm, kinds.hardReboot(), VmOperation.HARD_REBOOT, LONG);
    }

    /** For a VM whose host is lost. Nothing is stopped, so it is refused while something could still run. */
    @Override
    public CompletionStage<Void> powerStateReset(Call call, Ref<Vm> vm) {
        return jobs.inTurn(call, transaction -> {
                    reset(transaction, Rows.require(transaction, Vm.CLASS, vm));
                    return true;
                })
                .thenCompose(done -> Done.stage());
    }

    private void reset(Transaction transaction, Row<Vm> vm) {
        if (vm.get(Vm.IS_CONTROL_DOMAIN)) {
            throw new VmFailure.CannotResetControlDomain(vm.ref());
        }
        Ref<Host> resident = vm.get(Vm.RESIDENT_ON);
        Row<Host> host = transaction.get(Host.CLASS, resident);
        if (host != null) {
            if (resident.equals(here)) {
                throw new VmBootFailure.DomainExists(vm.ref());
            }
            Row<HostMetrics> metrics = transaction.get(HostMetrics.CLASS, host.get(Host.METRICS));
            if (metrics != null && metrics.get(HostMetrics.LIVE)) {
                throw new HostFailure.IsLive(resident);
            }
        }
        Observed.halted(transaction, vm.ref());
    }

    private CompletionStage<Void> submit(
            Call call, Ref<Vm> vm, JobKind kind, VmOperation operation, Duration deadline) {
        return jobs.submitFor(
                call,
                new JobRequest(kind, vm, deadline, FOR_THE_VM, transaction -> admit(transaction, call, vm, operation)));
    }

    private JobRequest.Admitted admit(Transaction transaction, Call call, Ref<Vm> ref, VmOperation operation) {
        Row<Vm> vm = Rows.require(transaction, Vm.CLASS, ref);
        admission.check(transaction, vm, operation);
        Ref<Host> acting = Hosts.acting(transaction, vm, here);
        GiveWay.ask(transaction, vm, operation, call.task());
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark(Vm.CLASS, ref, operation));
        if (REBOOTS.contains(operation)) {
            marks.addAll(starts.deviceMarks(transaction, vm));
        }
        DeviceRecords.touchAll(transaction, vm);
        return new JobRequest.Admitted(acting, marks, Map.of());
    }
}
