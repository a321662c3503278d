package io.xapid.server.storage;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Field;
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
import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.RepositoryStat;
import io.xapid.storage.StorageBackend;
import io.xapid.storage.StorageException;
import io.xapid.storage.Volume;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a new repository comes to be: made on its medium, measured, and then connected to the host that made it. */
final class MakeSr implements JobKind {
    static final String DEVICE_CONFIG = "device_config:";
    static final String SM_CONFIG = "sm_config:";

    private final Drivers drivers;
    private final Repositories repositories;

    MakeSr(Drivers drivers, Repositories repositories) {
        this.drivers = drivers;
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return "SR.create";
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        return new Run(order, false);
    }

    /** A try cut short may have made the repository already. */
    @Override
    public JobRun settle(JobOrder order, Snapshot state) {
        return new Run(order, true);
    }

    private final class Run implements JobRun {
        private final JobOrder order;
        private final boolean again;
        private final Map<String, String> deviceConfig;
        private final RepositorySpec spec;
        private final StorageBackend backend;
        private final Ref<Sr> sr;
        private @Nullable RepositoryStat stat;
        private List<Volume> volumes = List.of();

        Run(JobOrder order, boolean again) {
            this.order = order;
            this.again = again;
            this.deviceConfig = under(DEVICE_CONFIG);
            this.spec = Repositories.specOf(order.argument("uuid"), deviceConfig);
            this.backend = drivers.require(order.argument("type"));
            this.sr = order.about();
        }

        @Override
        public Plan plan() {
            return Plan.named("SR.create")
                    .then(step("make the repository", c -> make()).undoneBy(c -> backend.destroy(spec)))
                    .then(step("attach the repository", c -> repositories.attach(sr, order.argument("type"), spec))
                            .undoneBy(c -> repositories.detach(sr)))
                    .then(step("look what is in it", c -> {
                        Repository made = repositories.require(sr);
                        stat = made.stat();
                        volumes = made.scan().volumes();
                    }))
                    .build();
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            var values = new HashMap<Field<Sr, ?>, Object>();
            values.put(Sr.UUID, order.argument("uuid"));
            values.put(Sr.NAME_LABEL, order.argument("name_label"));
            values.put(Sr.NAME_DESCRIPTION, order.argument("name_description"));
            values.put(Sr.TYPE, order.argument("type"));
            values.put(Sr.CONTENT_TYPE, order.argument("content_type"));
            values.put(Sr.SHARED, Boolean.parseBoolean(order.argument("shared")));
            values.put(Sr.SM_CONFIG, under(SM_CONFIG));
            transaction.insert(Sr.CLASS, sr, values);
            VdiRows.observe(transaction, sr, Objects.requireNonNull(stat));
            transaction.insert(
                    Pbd.CLASS,
                    Map.of(
                            Pbd.SR,
                            sr,
                            Pbd.HOST,
                            order.host(),
                            Pbd.DEVICE_CONFIG,
                            deviceConfig,
                            Pbd.CURRENTLY_ATTACHED,
                            true));
            ScanSr.apply(transaction, sr, volumes);
            return JobResult.reference("SR", sr);
        }

        @Override
        public Failure explain(Exception problem) {
            return StorageFailures.of(problem, order, Ref.none(), Ref.none());
        }

        private void make() {
            try {
                backend.create(spec);
            } catch (StorageException failure) {
                if (!again || failure.kind() != StorageException.Kind.EXISTS) {
                    throw failure;
                }
            }
        }

        private Map<String, String> under(String prefix) {
            var map = new HashMap<String, String>();
            order.arguments().forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    map.put(key.substring(prefix.length()), value);
                }
            });
            return map;
        }
    }
}
