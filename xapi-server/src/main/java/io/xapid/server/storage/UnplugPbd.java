package io.xapid.server.storage;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Plan;

/** How a host is disconnected from a repository. */
final class UnplugPbd implements JobKind {
    private final Repositories repositories;

    UnplugPbd(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return "PBD.unplug";
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        Ref<Sr> sr = Ref.of(order.argument("sr"));
        return new JobRun() {
            @Override
            public Plan plan() {
                return Plan.named("PBD.unplug")
                        .then(step("detach the repository", c -> repositories.detach(sr))
                                .forGood())
                        .build();
            }

            @Override
            public JobResult conclude(Transaction transaction) {
                transaction.set(Pbd.CLASS, order.about(), Pbd.CURRENTLY_ATTACHED, false);
                PlugPbd.wantPlugged(transaction, order.about(), false);
                return JobResult.NOTHING;
            }

            /** One that did not let go in good order is unplugged all the same. */
            @Override
            public void abandon(Transaction transaction, Failure why) {
                if (!repositories.has(sr)) {
                    conclude(transaction);
                }
            }

            @Override
            public Failure explain(Exception problem) {
                return StorageFailures.of(problem, order, sr, Ref.none());
            }
        };
    }
}
