package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.VmId;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmCpu;
import io.xapid.model.vm.VmMetrics;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.JobRun;
import io.xapid.server.job.Jobs;
import io.xapid.server.job.Mark;
import io.xapid.server.plan.Plan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Sets how many virtual processors VMs have. */
public final class VmCpuService implements VmCpu {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String COUNT = "count";

    private final Jobs jobs;
    private final VmSettings settings;
    private final VmAdmission admission;
    private final JobKind plugging;
    private final JobKind sharing;
    private final boolean hasShares;
    private final Ref<Host> here;

    /** @param workshop where the jobs that it makes are carried out */
    VmCpuService(Jobs jobs, VmSettings settings, VmAdmission admission, Workshop workshop, Ref<Host> here) {
        this.jobs = jobs;
        this.settings = settings;
        this.admission = admission;
        this.plugging = new Plugging(workshop);
        this.sharing = new ShareJob(workshop);
        this.hasShares = workshop.hypervisor().capabilities().can(Capabilities.Feature.VCPU_SHARES);
        this.here = here;
    }

    /** The kinds of jobs that it makes. */
    static List<JobKind> kinds(Workshop workshop) {
        return List.of(new Plugging(workshop), new ShareJob(workshop));
    }

    @Override
    public CompletionStage<Void> setVcpusMax(Call call, Ref<Vm> self, long value) {
        return settings.change(call, self, VmOperation.CHANGING_VCPUS, (transaction, vm) -> {
            if (value < 1 || value < vm.get(Vm.VCPUS_AT_STARTUP)) {
                throw new CallFailure.InvalidValue(
                        "VCPUs_max must be at least 1 and at least VCPUs_at_startup", String.valueOf(value));
            }
            transaction.set(Vm.CLASS, self, Vm.VCPUS_MAX, value);
            measure(transaction, self);
            if (vm.get(Vm.IS_CONTROL_DOMAIN) && vm.get(Vm.POWER_STATE) == PowerState.RUNNING) {
                transaction.set(Vm.CLASS, self, Vm.REQUIRES_REBOOT, true);
            }
        });
    }

    @Override
    public CompletionStage<Void> setVcpusAtStartup(Call call, Ref<Vm> self, long value) {
        return settings.change(call, self, (transaction, vm) -> {
            if (VmKindRules.isDomainZero(new VmView(transaction, vm))) {
                throw new CallFailure.OperationNotAllowed("The control domain has all processors.");
            }
            requireInRange(vm, value);
            transaction.set(Vm.CLASS, self, Vm.VCPUS_AT_STARTUP, value);
        });
    }

    @Override
    public CompletionStage<Void> setVcpusNumberLive(Call call, Ref<Vm> self, long nvcpu) {
        return jobs.submitFor(call, new JobRequest(plugging, self, LONGEST, transaction -> {
            Row<Vm> vm = Rows.require(transaction, Vm.CLASS, self);
            admission.check(transaction, vm, VmOperation.CHANGING_VCPUS_LIVE);
            requireInRange(vm, nvcpu);
            return new JobRequest.Admitted(
                    Hosts.acting(transaction, vm, here),
                    List.of(new Mark(Vm.CLASS, self, VmOperation.CHANGING_VCPUS_LIVE)),
                    Map.of(COUNT, String.valueOf(nvcpu)));
        }));
    }

    /** Other keys than those of the share mean nothing to a hypervisor: they are for {@code add_to_VCPUs_params}. */
    @Override
    public CompletionStage<Void> addToVcpusParamsLive(Call call, Ref<Vm> self, String key, String value) {
        if (!hasShares) {
            throw new CallFailure.NotImplemented(sharing.name());
        }
        return jobs.submitFor(call, new JobRequest(sharing, self, LONGEST, transaction -> {
            Row<Vm> vm = Rows.require(transaction, Vm.CLASS, self);
            admission.check(transaction, vm, VmOperation.CHANGING_VCPUS_LIVE);
            if (!ProcessorShare.KEYS.contains(key)) {
                throw new CallFailure.InvalidValue("key", key, "It is one of " + ProcessorShare.KEYS + ".");
            }
            var parameters = new HashMap<>(vm.get(Vm.VCPUS_PARAMS));
            parameters.put(key, value);
            ProcessorShare.of(parameters); // fails for values that mean nothing
            return new JobRequest.Admitted(
                    Hosts.acting(transaction, vm, here),
                    List.of(new Mark(Vm.CLASS, self, VmOperation.CHANGING_VCPUS_LIVE)),
                    Map.of(ShareJob.KEY, key, ShareJob.VALUE, value));
        }));
    }

    private static void requireInRange(Row<Vm> vm, long value) {
        if (value < 1 || value > vm.get(Vm.VCPUS_MAX)) {
            throw new CallFailure.InvalidValue("VCPUs must be from 1 to VCPUs_max", String.valueOf(value));
        }
    }

    private static void measure(Transaction transaction, Ref<Vm> vm) {
        Row<Vm> changed = Rows.require(transaction, Vm.CLASS, vm);
        transaction.set(Vm.CLASS, vm, Vm.MEMORY_OVERHEAD, MemoryModel.overhead(changed));
    }

    /** The job that changes the processors of a running guest. */
    record Plugging(Workshop on) implements JobKind {
        @Override
        public String name() {
            return "VM.set_VCPUs_number_live";
        }

        @Override
        public JobRun begin(JobOrder order, Snapshot state) {
            Row<Vm> vm = Rows.require(state, Vm.CLASS, order.about());
            VmId id = DomainSpecs.idOf(vm);
            int count = Integer.parseInt(order.argument(COUNT));
            Plan plan = Plan.named(name())
                    .then(step("change processors", c -> on.hypervisor().setVcpus(id, count)))
                    .build();
            return new RunningGuestChange(on, vm, plan, transaction -> {
                transaction.set(Vm.CLASS, vm.ref(), Vm.VCPUS_AT_STARTUP, (long) count);
                transaction.set(
                        VmMetrics.CLASS, Observed.metricsOf(transaction, vm), VmMetrics.VCPUS_NUMBER, (long) count);
            });
        }
    }
}
