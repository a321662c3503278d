package io.xapid.server.storage;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Step;
import io.xapid.storage.NewVolume;
import io.xapid.storage.VolumeId;
import java.util.HashMap;

/**
 * How an empty disk comes to be. Its reference, which the job is about, and its uuid are chosen before, so that a try
 * cut short is found again.
 */
final class CreateVdi implements JobKind {
    private final Repositories repositories;

    CreateVdi(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return "VDI.create";
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        return new Run(order, repositories);
    }

    private static final class Run extends DiskJob {
        private final VolumeId id;
        private final DiskWishes wishes;

        Run(JobOrder order, Repositories repositories) {
            super(order, repositories);
            this.id = VolumeId.parse(order.argument("uuid"));
            this.wishes = DiskWishes.from(order.arguments());
        }

        @Override
        Ref<Vdi> disk() {
            return Ref.none();
        }

        @Override
        Step deed() {
            var wanted = new NewVolume(id, wishes.labels(), Long.parseLong(order.argument("virtual_size")));
            return making(
                            "create volume " + id,
                            (repository, cancellation) -> makeOrTake(repository, id, () -> repository.create(wanted)))
                    .undoneBy(c -> repositories.require(sr).delete(id));
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            var values = new HashMap<>(VdiRows.values(transaction, sr, volume()));
            wishes.writeTo(values);
            VdiRows.insert(transaction, order.about(), values);
            writeFigures(transaction);
            return JobResult.reference("VDI", order.about());
        }
    }
}
