package io.xapid.server.storage;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Plan;
import io.xapid.storage.RepositoryStat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a repository's row learns how full it is. */
final class UpdateSr implements JobKind {
    private final Repositories repositories;

    UpdateSr(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return "SR.update";
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        return new Run(order, repositories);
    }

    private static final class Run implements JobRun {
        private final JobOrder order;
        private final Repositories repositories;
        private final Ref<Sr> sr;
        private @Nullable RepositoryStat stat;

        Run(JobOrder order, Repositories repositories) {
            this.order = order;
            this.repositories = repositories;
            this.sr = order.about();
        }

        @Override
        public Plan plan() {
            return Plan.named("SR.update")
                    .then(step(
                            "measure the repository",
                            cancellation -> stat = DiskJob.heedingInterrupts(
                                    cancellation, () -> repositories.require(sr).stat())))
                    .build();
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            VdiRows.observe(transaction, sr, Objects.requireNonNull(stat));
            return JobResult.NOTHING;
        }

        @Override
        public Failure explain(Exception problem) {
            return StorageFailures.of(problem, order, sr, Ref.none());
        }
    }
}
