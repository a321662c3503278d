package io.xapid.server.storage;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Plan;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.StorageBackend;

/** How a repository goes, medium and rows. It is unplugged before. What is gone stays so: a try cut short is carried on. */
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
        Row<Sr> sr = state.find(Sr.CLASS, order.<Sr>about())
                .orElseThrow(() ->
                        new CallFailure.HandleInvalid("SR", order.subject().value()));
        Row<Pbd> pbd = Plugs.find(state, sr, order.host()).orElseThrow(() -> new SrFailure.HasNoPbds(sr.ref()));
        StorageBackend backend = drivers.require(sr.get(Sr.TYPE));
        RepositorySpec spec = Repositories.specOf(sr.get(Sr.UUID), pbd.get(Pbd.DEVICE_CONFIG));
        return new JobRun() {
            @Override
            public Plan plan() {
                return Plan.named("SR.destroy")
                        .then(step(
                                "destroy the repository",
                                cancellation -> DiskJob.heedingInterrupts(cancellation, () -> {
                                    repositories.detach(sr.ref()); // if a plug was cut short
                                    backend.destroy(spec);
                                    return spec;
                                })))
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
