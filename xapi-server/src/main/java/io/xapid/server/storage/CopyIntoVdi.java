package io.xapid.server.storage;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.job.JobTasks;
import io.xapid.server.plan.Cancellation;
import io.xapid.server.plan.Step;
import io.xapid.storage.NewVolume;
import io.xapid.storage.Repository;
import io.xapid.storage.Transfer;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;

/**
 * How a disk gets the content of another, or as much of it as differs from a third. The job is about the disk that gets
 * it, which may be one that is made for that. It has its old content until it has all of the new, and doing it twice is
 * doing it once.
 */
final class CopyIntoVdi implements JobKind {
    static final String NAME = "VDI.copy into";

    /** Argument of the order: uuid of the disk that the target is like already; missing if it is like none. */
    static final String BASE = "base";

    static final String BASE_SR = "base_sr";

    /** Argument of the order: bytes of the disk that is to be made; missing when there is one. */
    static final String NEW_SIZE = "new_size";

    private final Repositories repositories;
    private final JobTasks tasks;

    /** @param tasks is told how far it is */
    CopyIntoVdi(Repositories repositories, JobTasks tasks) {
        this.repositories = repositories;
        this.tasks = tasks;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        return new Run(order);
    }

    private final class Run extends DiskJob {
        private final VolumeId into;
        private final boolean isNew;

        Run(JobOrder order) {
            super(order, CopyIntoVdi.this.repositories);
            this.into = VolumeId.parse(order.argument("uuid"));
            this.isNew = order.arguments().containsKey(NEW_SIZE);
        }

        @Override
        Ref<Vdi> disk() {
            return isNew ? source() : order.about();
        }

        private Ref<Vdi> source() {
            return Ref.of(order.argument(DuplicateVdi.SOURCE));
        }

        @Override
        Step deed() {
            Step deed = making(
                    "copy volume %s into %s".formatted(order.argument("from"), into), (repository, cancellation) -> {
                        Volume copied = copied(repository, cancellation);
                        repositories.tidyLater(sr);
                        return copied;
                    });
            return isNew ? deed.undoneBy(c -> repositories.require(sr).delete(into)) : deed.forGood();
        }

        private Volume copied(Repository target, Cancellation cancellation) throws Exception {
            if (isNew) {
                long size = Long.parseLong(order.argument(NEW_SIZE));
                var wanted = new NewVolume(into, wishes().labels(), size);
                makeOrTake(target, into, () -> target.create(wanted));
            }
            var transfer = new Transfer(part -> tasks.progress(order.task(), part));
            String user = "job-" + order.job().value();
            Ref<Sr> from = Ref.of(order.argument("from_sr"));
            return repositories.reading(from, VolumeId.parse(order.argument("from")), user, source -> {
                if (!order.arguments().containsKey(BASE)) {
                    return cancellation.whileWakeable(transfer::cancel, () -> target.fill(into, source, transfer));
                }
                Ref<Sr> baseSr = Ref.of(order.argument(BASE_SR));
                return repositories.reading(
                        baseSr,
                        VolumeId.parse(order.argument(BASE)),
                        user + "-base",
                        base -> cancellation.whileWakeable(
                                transfer::cancel, () -> target.patch(into, source, base, transfer)));
            });
        }

        private DiskWishes wishes() {
            return DiskWishes.from(order.arguments());
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            if (isNew) {
                Row<Vdi> original = transaction.get(Vdi.CLASS, source());
                var observed = VdiRows.values(transaction, sr, volume());
                VdiRows.insert(transaction, order.about(), DuplicateVdi.valuesOfNew(observed, wishes(), original));
            } else {
                VdiRows.observe(transaction, order.<Vdi>about(), volume());
            }
            writeFigures(transaction);
            return JobResult.reference("VDI", order.about());
        }
    }
}
