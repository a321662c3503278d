package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Plan;
import io.xapid.server.plan.Step;
import java.util.HashMap;
import java.util.Map;

/** Makes a VM from another: first its disks, and then, all at once, its rows. The order is about the VM to be made. */
final class CopyVmJob implements JobKind {
    static final String SOURCE = "source";
    static final String NAME = "name";

    /** How the disks are made. */
    enum Way {
        CLONE("VM.clone"),
        COPY("VM.copy");

        private final String message;

        Way(String message) {
            this.message = message;
        }
    }

    private final Way way;
    private final DiskLibrary library;

    CopyVmJob(Way way, DiskLibrary library) {
        this.way = way;
        this.library = library;
    }

    @Override
    public String name() {
        return way.message;
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        return new Run(order);
    }

    private final class Run implements JobRun {
        private final JobOrder order;
        private final Map<String, DiskLibrary.Identity> disks;

        Run(JobOrder order) {
            this.order = order;
            this.disks = PlannedDisks.from(order.arguments());
        }

        @Override
        public Plan plan() {
            return Plan.named(way.message)
                    .thenEach(disks.entrySet(), entry -> making(Ref.of(entry.getKey()), entry.getValue()))
                    .build();
        }

        private Step making(Ref<Vdi> source, DiskLibrary.Identity as) {
            return step((way == Way.CLONE ? "clone disk to " : "copy disk to ") + as.uuid(), cancellation -> {
                        if (way == Way.CLONE) {
                            library.clone(source, as, cancellation);
                        } else {
                            library.copy(source, as, cancellation);
                        }
                    })
                    .undoneBy(c -> library.destroy(as))
                    .weighing(way == Way.CLONE ? 1 : 20);
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            Ref<Vm> copy = order.about();
            Row<Vm> source = Rows.require(transaction, Vm.CLASS, Ref.of(order.argument(SOURCE)));
            var becomes = new HashMap<Ref<Vdi>, Ref<Vdi>>();
            disks.forEach((original, made) -> becomes.put(Ref.of(original), made.vdi()));
            new CopiedRows(transaction, source, copy).write(order.argument(NAME), becomes);
            Alerts.VM_CLONED.raise(
                    transaction,
                    source,
                    "VM '%s' cloned to '%s'".formatted(source.get(Vm.NAME_LABEL), order.argument(NAME)));
            return JobResult.reference("VM", copy);
        }

        @Override
        public Failure explain(Exception problem) {
            return HypervisorFailures.internal(problem);
        }
    }
}
