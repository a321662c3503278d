package io.xapid.server.storage;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Plan;
import java.util.Map;
import java.util.Objects;

/** How a repository goes, medium and rows. */
final class DestroySr implements JobKind {
    private final Drivers drivers;
    private final Repositories repositories;

    DestroySr(Drivers drivers, Repositories repositories) {
        this.drivers = drivers;
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return "SR.destroy";
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        Row<Sr> sr = Objects.requireNonNull(state.get(Sr.CLASS, order.<Sr>about()));
        Map<String, String> deviceConfig = Plugs.find(state, sr, order.host())
                .map(pbd -> pbd.get(Pbd.DEVICE_CONFIG))
                .orElse(Map.of());
        return new JobRun() {
            @Override
            public Plan plan() {
                return Plan.named("SR.destroy")
                        .then(step("detach the repository", c -> repositories.detach(sr.ref())))
                        .then(step(
                                "destroy the repository",
                                c -> drivers.require(sr.get(Sr.TYPE))
                                        .destroy(Repositories.specOf(sr.get(Sr.UUID), deviceConfig))))
                        .build();
            }

            @Override
            public JobResult conclude(Transaction transaction) {
                Row<Sr> row = transaction.get(Sr.CLASS, sr.ref());
                if (row != null) {
                    SrService.removeRows(transaction, row);
                }
                return JobResult.NOTHING;
            }

            @Override
            public Failure explain(Exception problem) {
                return StorageFailures.of(problem, order, sr.ref(), Ref.none());
            }
        };
    }
}
