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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the rows of a repository's disks are brought in line with what is there. */
final class ScanSr implements JobKind {
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
        return new Run(order, state, repositories);
    }

    private static final class Run implements JobRun {
        private final JobOrder order;
        private final Snapshot state;
        private final Repositories repositories;
        private final Ref<Sr> sr;
        private @Nullable Finding finding;

        Run(JobOrder order, Snapshot state, Repositories repositories) {
            this.order = order;
            this.state = state;
            this.repositories = repositories;
            this.sr = order.about();
        }

        @Override
        public Plan plan() {
            return Plan.named("SR.scan")
                    .then(step(
                            "look what is in the repository",
                            cancellation -> finding = DiskJob.heedingInterrupts(
                                    cancellation, () -> Finding.in(repositories.require(sr), state))))
                    .build();
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            Objects.requireNonNull(finding).writeTo(transaction, sr);
            return JobResult.NOTHING;
        }

        @Override
        public Failure explain(Exception problem) {
            return StorageFailures.of(problem, order, sr, Ref.none());
        }
    }
}
