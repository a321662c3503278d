package io.xapid.server.storage;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Step;
import io.xapid.storage.StorageException;
import io.xapid.storage.VolumeId;

/** How a disk grows. Growing twice to the same size is growing once. */
final class ResizeVdi implements JobKind {
    private final Repositories repositories;

    ResizeVdi(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return "VDI.resize";
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        return new Run(order, repositories);
    }

    private static final class Run extends DiskJob {
        Run(JobOrder order, Repositories repositories) {
            super(order, repositories);
        }

        @Override
        Ref<Vdi> disk() {
            return order.about();
        }

        /** A disk cannot shrink, which is a matter of sizes to clients. */
        @Override
        public Failure explain(Exception problem) {
            return problem instanceof StorageException trouble && trouble.kind() == StorageException.Kind.INVALID
                    ? StorageFailures.backend(StorageFailures.VDI_SIZE, String.valueOf(trouble.getMessage()))
                    : super.explain(problem);
        }

        @Override
        Step deed() {
            VolumeId id = VolumeId.parse(order.argument("uuid"));
            long size = Long.parseLong(order.argument("virtual_size"));
            return making("grow volume " + id, (repository, cancellation) -> repository.resize(id, size))
                    .forGood();
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            VdiRows.observe(transaction, disk(), volume());
            writeFigures(transaction);
            return JobResult.NOTHING;
        }
    }
}
