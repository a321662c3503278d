package io.xapid.server.storage;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Step;
import io.xapid.storage.VolumeLabels;

/**
 * How a disk's volume learns what its row says, and its row what the volume is. A new name or description, which comes
 * with the order, is written on the volume first.
 */
final class UpdateVdi implements JobKind {
    static final String NAME = "name_label";
    static final String DESCRIPTION = "name_description";

    private final Repositories repositories;

    UpdateVdi(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return "VDI.update";
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        Row<Vdi> row = state.find(Vdi.CLASS, order.<Vdi>about())
                .orElseThrow(() ->
                        new CallFailure.HandleInvalid("VDI", order.subject().value()));
        return new Run(order, repositories, row);
    }

    private static final class Run extends DiskJob {
        private final Row<Vdi> row;
        private final String name;
        private final String description;

        Run(JobOrder order, Repositories repositories, Row<Vdi> row) {
            super(order, repositories);
            this.row = row;
            this.name = order.arguments().getOrDefault(NAME, row.get(Vdi.NAME_LABEL));
            this.description = order.arguments().getOrDefault(DESCRIPTION, row.get(Vdi.NAME_DESCRIPTION));
        }

        @Override
        Ref<Vdi> disk() {
            return row.ref();
        }

        @Override
        Step deed() {
            return making(
                            "label volume " + row.get(Vdi.UUID),
                            (repository, cancellation) ->
                                    repository.relabel(VdiRows.idOf(row), labels(name, description)))
                    .undoneBy(c -> repositories
                            .require(sr)
                            .relabel(
                                    VdiRows.idOf(row), labels(row.get(Vdi.NAME_LABEL), row.get(Vdi.NAME_DESCRIPTION))));
        }

        private VolumeLabels labels(String called, String described) {
            return VdiRows.labels(called, described, row.get(Vdi.TYPE), row.get(Vdi.SHARABLE), row.get(Vdi.READ_ONLY));
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            transaction.set(Vdi.CLASS, disk(), Vdi.NAME_LABEL, name);
            transaction.set(Vdi.CLASS, disk(), Vdi.NAME_DESCRIPTION, description);
            VdiRows.observe(transaction, disk(), volume());
            return JobResult.NOTHING;
        }
    }
}
