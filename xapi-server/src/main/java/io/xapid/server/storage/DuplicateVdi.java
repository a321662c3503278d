package io.xapid.server.storage;

import io.xapid.model.meta.Field;
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
import io.xapid.storage.Repository;
import io.xapid.storage.Transfer;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * How a disk comes to be from another: as a clone, a snapshot or a full copy. The job is about the new disk; the other
 * one is named in its arguments.
 */
final class DuplicateVdi implements JobKind {
    /** The ways to make a disk from another. */
    enum Way {
        CLONE("VDI.clone"),
        SNAPSHOT("VDI.snapshot"),
        COPY("VDI.copy");

        private final String message;

        Way(String message) {
            this.message = message;
        }

        String message() {
            return message;
        }
    }

    /** Argument of the order: the disk to take the content of. */
    static final String SOURCE = "source";

    private final Way way;
    private final Repositories repositories;
    private final JobTasks tasks;

    /** @param tasks is told how far a copy is */
    DuplicateVdi(Way way, Repositories repositories, JobTasks tasks) {
        this.way = way;
        this.repositories = repositories;
        this.tasks = tasks;
    }

    @Override
    public String name() {
        return way.message();
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        return new Run(order);
    }

    private final class Run extends DiskJob {
        private final VolumeId from;
        private final VolumeId id;
        private final Ref<Sr> source;
        private final DiskWishes wishes;

        Run(JobOrder order) {
            super(order, DuplicateVdi.this.repositories);
            this.from = VolumeId.parse(order.argument("from"));
            this.id = VolumeId.parse(order.argument("uuid"));
            this.source = Ref.of(order.argument("from_sr"));
            this.wishes = DiskWishes.from(order.arguments());
        }

        @Override
        Ref<Vdi> disk() {
            return Ref.of(order.argument(SOURCE));
        }

        @Override
        Step deed() {
            VolumeLabels labels = wishes.labels();
            return making(
                            "%s volume %s as %s".formatted(order.argument("operation"), from, id),
                            (repository, cancellation) ->
                                    makeOrTake(repository, id, duplicating(repository, labels, cancellation)))
                    .undoneBy(c -> repositories.require(sr).delete(id));
        }

        private Callable<Volume> duplicating(Repository repository, VolumeLabels labels, Cancellation cancellation) {
            return switch (way) {
                case CLONE -> () -> repository.clone(from, id, labels);
                case SNAPSHOT -> () -> repository.snapshot(from, id, labels);
                case COPY -> () -> copy(repository, labels, cancellation);
            };
        }

        private Volume copy(Repository target, VolumeLabels labels, Cancellation cancellation) throws Exception {
            var transfer = new Transfer(part -> tasks.progress(order.task(), part));
            return repositories.copy(
                    source, from, "job-" + order.job().value(), target, id, labels, transfer, cancellation);
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            Row<Vdi> original = transaction.get(Vdi.CLASS, disk());
            var values = valuesOfNew(VdiRows.values(transaction, sr, volume()), wishes, original);
            if (way == Way.SNAPSHOT) {
                values.put(Vdi.IS_A_SNAPSHOT, true);
                values.put(Vdi.SNAPSHOT_OF, original == null ? Ref.none() : original.ref());
            }
            VdiRows.insert(transaction, order.about(), values);
            writeFigures(transaction);
            return JobResult.reference("VDI", order.about());
        }
    }

    /**
     * What stands on the row of a disk that is made from another.
     *
     * @param observed what its volume says
     * @param original the other disk; null when its row is gone
     */
    static Map<Field<Vdi, ?>, Object> valuesOfNew(
            Map<Field<Vdi, ?>, Object> observed, DiskWishes wishes, @Nullable Row<Vdi> original) {
        var values = new HashMap<>(observed);
        wishes.writeTo(values);
        if (original != null) {
            values.put(Vdi.ON_BOOT, original.get(Vdi.ON_BOOT));
            values.put(Vdi.ALLOW_CACHING, original.get(Vdi.ALLOW_CACHING));
        }
        return values;
    }
}
