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
import io.xapid.server.plan.Step;
import io.xapid.storage.Access;
import io.xapid.storage.AttachedVolume;
import io.xapid.storage.NewVolume;
import io.xapid.storage.Repository;
import io.xapid.storage.Transfer;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import java.util.HashMap;
import java.util.Map;

/** How a disk comes to be from another: as a clone, a snapshot or a full copy. */
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

    private final Way way;
    private final Repositories repositories;

    DuplicateVdi(Way way, Repositories repositories) {
        this.way = way;
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return way.message();
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        return new Run(order, repositories, way);
    }

    private static final class Run extends DiskJob {
        private final Way way;
        private final VolumeId from;
        private final VolumeId id;
        private final Ref<Sr> source;

        Run(JobOrder order, Repositories repositories, Way way) {
            super(order, repositories);
            this.way = way;
            this.from = VolumeId.parse(order.argument("from"));
            this.id = VolumeId.parse(order.argument("uuid"));
            this.source = Ref.of(order.argument("from_sr"));
        }

        @Override
        Ref<Vdi> disk() {
            return order.about();
        }

        @Override
        Step deed() {
            DiskWishes wishes = DiskWishes.from(order.arguments());
            VolumeLabels labels = VdiRows.labels(wishes.name(), wishes.description(), wishes.type());
            return transferring(
                            way.message() + " to volume " + id,
                            (repository, transfer) ->
                                    makeOrTake(repository, id, () -> duplicate(repository, labels, transfer)))
                    .undoneBy(c -> repositories.require(sr).delete(id));
        }

        private Volume duplicate(Repository repository, VolumeLabels labels, Transfer transfer) {
            return switch (way) {
                case CLONE -> repository.clone(from, id, labels);
                case SNAPSHOT -> repository.snapshot(from, id, labels);
                case COPY -> copy(repository, labels, transfer);
            };
        }

        private Volume copy(Repository target, VolumeLabels labels, Transfer transfer) {
            Repository origin = repositories.require(source);
            String user = "job-" + order.job().value();
            AttachedVolume open = origin.attach(from, user, Access.READ);
            try {
                return target.copy(open, new NewVolume(id, labels, open.virtualBytes()), transfer);
            } finally {
                origin.detach(from, user);
            }
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            var values = new HashMap<>(VdiRows.values(transaction, sr, volume()));
            DiskWishes.from(order.arguments()).writeTo(values);
            Row<Vdi> original = transaction.get(Vdi.CLASS, disk());
            if (original != null) {
                inherit(original, values);
            }
            if (way == Way.SNAPSHOT) {
                values.put(Vdi.IS_A_SNAPSHOT, true);
                values.put(Vdi.SNAPSHOT_OF, disk());
                values.put(Vdi.SNAPSHOT_TIME, transaction.now());
            }
            VdiRows.observe(transaction, sr, stat());
            return JobResult.reference("VDI", transaction.insert(Vdi.CLASS, values));
        }

        private static void inherit(Row<Vdi> original, Map<Field<Vdi, ?>, Object> values) {
            values.put(Vdi.ON_BOOT, original.get(Vdi.ON_BOOT));
            values.put(Vdi.ALLOW_CACHING, original.get(Vdi.ALLOW_CACHING));
        }
    }
}
