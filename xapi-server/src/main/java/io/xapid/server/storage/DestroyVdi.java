package io.xapid.server.storage;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Step;
import io.xapid.storage.VolumeId;

/** How a disk goes. What is deleted cannot be brought back, so a try cut short is carried on. */
final class DestroyVdi implements JobKind {
    private final Repositories repositories;

    DestroyVdi(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return "VDI.destroy";
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

        @Override
        Step deed() {
            VolumeId id = VolumeId.parse(order.argument("uuid"));
            return removing("delete volume " + id, repository -> {
                        repository.delete(id);
                        repositories.tidyLater(sr);
                    })
                    .forGood();
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            Row<Vdi> row = transaction.get(Vdi.CLASS, disk());
            if (row != null) {
                VdiRows.remove(transaction, row);
            }
            writeFigures(transaction);
            return JobResult.NOTHING;
        }
    }
}
