package io.xapid.server.storage;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiFailure;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Step;
import io.xapid.storage.Repository;
import io.xapid.storage.Volume;
import java.util.HashMap;

/** How a volume that is there already gets a row. */
final class IntroduceVdi implements JobKind {
    /** Argument of the order: the storage's name for the volume. */
    static final String LOCATION = "location";

    /** Argument of the order: the uuid that the caller takes it to have, if any. */
    static final String EXPECTED = "expected_uuid";

    private final Repositories repositories;

    IntroduceVdi(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return "VDI.introduce";
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        return new Run(order, repositories);
    }

    private static final class Run extends DiskJob {
        Run(JobOrder order, Repositories repositories) {
            super(order, repositories);
        }

        @Override
        Ref<Vdi> disk() {
            return Ref.none();
        }

        @Override
        Step deed() {
            return making("find the volume", (repository, cancellation) -> find(repository));
        }

        private Volume find(Repository repository) {
            String location = order.argument(LOCATION);
            Volume volume = repository.scan().volumes().stream()
                    .filter(one -> !one.hidden() && one.location().equals(location))
                    .findFirst()
                    .orElseThrow(() -> new VdiFailure.LocationMissing(sr, location));
            String expected =
                    order.arguments().getOrDefault(EXPECTED, volume.id().toString());
            if (!expected.equals(volume.id().toString())) {
                throw new CallFailure.InvalidValue("uuid", expected);
            }
            return volume;
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            DiskWishes wishes = DiskWishes.from(order.arguments());
            var values = new HashMap<>(VdiRows.values(transaction, sr, volume()));
            Object name = values.get(Vdi.NAME_LABEL);
            Object description = values.get(Vdi.NAME_DESCRIPTION);
            wishes.writeTo(values);
            if (wishes.name().isEmpty() && name != null) {
                values.put(Vdi.NAME_LABEL, name);
            }
            if (wishes.description().isEmpty() && description != null) {
                values.put(Vdi.NAME_DESCRIPTION, description);
            }
            VdiRows.insert(transaction, order.about(), values);
            writeFigures(transaction);
            return JobResult.reference("VDI", order.about());
        }
    }
}
