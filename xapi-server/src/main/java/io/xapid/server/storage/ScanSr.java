package io.xapid.server.storage;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.Failure;
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
import io.xapid.server.plan.Plan;
import io.xapid.storage.RepositoryStat;
import io.xapid.storage.Scan;
import io.xapid.storage.Volume;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the rows of a repository's disks are brought in line with what is there: new volumes get rows, those that are gone
 * lose theirs, unless a guest still has the disk in a drive; then it is marked as missing.
 */
final class ScanSr implements JobKind {
    private static final Logger log = LoggerFactory.getLogger(ScanSr.class);

    private final Repositories repositories;

    ScanSr(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return "SR.scan";
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        return new Run(order, repositories);
    }

    private static final class Run implements JobRun {
        private final JobOrder order;
        private final Repositories repositories;
        private final Ref<Sr> sr;
        private @Nullable Scan found;
        private @Nullable RepositoryStat stat;

        Run(JobOrder order, Repositories repositories) {
            this.order = order;
            this.repositories = repositories;
            this.sr = order.about();
        }

        @Override
        public Plan plan() {
            return Plan.named("SR.scan")
                    .then(step(
                            "scan the repository",
                            c -> found = repositories.require(sr).scan()))
                    .then(step(
                            "measure the repository",
                            c -> stat = repositories.require(sr).stat()))
                    .build();
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            Scan scan = Objects.requireNonNull(found);
            scan.remarks().forEach(remark -> log.info("SR {}: {}", sr, remark));
            apply(transaction, sr, scan.volumes());
            VdiRows.observe(transaction, sr, Objects.requireNonNull(stat));
            return JobResult.NOTHING;
        }

        @Override
        public Failure explain(Exception problem) {
            return StorageFailures.of(problem, order, sr, Ref.none());
        }
    }

    /** Brings the rows of the disks in line with the volumes. */
    static void apply(Transaction transaction, Ref<Sr> sr, List<Volume> volumes) {
        Set<String> present = new HashSet<>();
        for (Volume volume : volumes) {
            if (!volume.hidden()) {
                String uuid = volume.id().toString();
                present.add(uuid);
                transaction
                        .table(Vdi.CLASS)
                        .findByUuid(uuid)
                        .ifPresentOrElse(
                                row -> VdiRows.observe(transaction, row.ref(), volume),
                                () -> transaction.insert(Vdi.CLASS, VdiRows.values(transaction, sr, volume)));
            }
        }
        Row<Sr> row = transaction.get(Sr.CLASS, sr);
        if (row != null) {
            for (Ref<Vdi> ref : row.get(Sr.VDIS)) {
                Row<Vdi> vdi = transaction.get(Vdi.CLASS, ref);
                if (vdi != null && !present.contains(vdi.get(Vdi.UUID))) {
                    loseSightOf(transaction, vdi);
                }
            }
        }
    }

    private static void loseSightOf(Transaction transaction, Row<Vdi> vdi) {
        if (!vdi.get(Vdi.CURRENT_OPERATIONS).isEmpty()) {
            return; // the operation under way knows better
        }
        if (vdi.get(Vdi.VBDS).isEmpty()) {
            transaction.delete(Vdi.CLASS, vdi.ref());
        } else {
            transaction.set(Vdi.CLASS, vdi.ref(), Vdi.MISSING, true);
        }
    }
}
