package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.hypervisor.VcpuShare;
import io.xapid.hypervisor.VmId;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Plan;
import java.util.HashMap;
import java.util.Map;

/** The job that changes what share of the host's processors a running guest gets. */
record ShareJob(Workshop on) implements JobKind {
    static final String KEY = "key";
    static final String VALUE = "value";

    @Override
    public String name() {
        return "VM.add_to_VCPUs_params_live";
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        Row<Vm> vm = Rows.require(state, Vm.CLASS, order.about());
        VmId id = DomainSpecs.idOf(vm);
        Map<String, String> before = vm.get(Vm.VCPUS_PARAMS);
        Map<String, String> after = new HashMap<>(before);
        after.put(order.argument(KEY), order.argument(VALUE));
        VcpuShare old = ProcessorShare.of(before).orElse(VcpuShare.USUAL);
        VcpuShare wanted = ProcessorShare.of(after).orElse(VcpuShare.USUAL);
        Plan plan = Plan.named(name())
                .then(step(
                                "change its share of processors",
                                c -> on.hypervisor().setVcpuShare(id, wanted))
                        .undoneBy(c -> on.hypervisor().setVcpuShare(id, old)))
                .build();
        return new RunningGuestChange(on, vm, plan, transaction -> note(transaction, vm.ref(), order));
    }

    /** Beside what others have written there meanwhile. */
    private static void note(Transaction transaction, Ref<Vm> vm, JobOrder order) {
        Map<String, String> parameters =
                new HashMap<>(Rows.require(transaction, Vm.CLASS, vm).get(Vm.VCPUS_PARAMS));
        parameters.put(order.argument(KEY), order.argument(VALUE));
        transaction.set(Vm.CLASS, vm, Vm.VCPUS_PARAMS, parameters);
    }
}
