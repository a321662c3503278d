package io.xapid.server.storage;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.CallFailure;
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
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.StorageBackend;
import io.xapid.storage.StorageException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a new repository comes to be: made on its medium, connected to the host that made it, and looked into. */
final class MakeSr implements JobKind {
    static final String DEVICE_CONFIG = "device_config:";
    static final String SM_CONFIG = "sm_config:";

    /** What a backend says when it has made nothing, and what is there is not ours to remove. */
    private static final Set<StorageException.Kind> NOTHING_MADE = EnumSet.of(
            StorageException.Kind.EXISTS,
            StorageException.Kind.NOT_EMPTY,
            StorageException.Kind.INVALID,
            StorageException.Kind.NOT_SUPPORTED);

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
        return new Run(order, state, false);
    }

    /** A try cut short may have made the repository already; attaching it tells whether the one that is there is ours. */
    @Override
    public JobRun settle(JobOrder order, Snapshot state) {
        return new Run(order, state, true);
    }

    private final class Run implements JobRun {
        private final JobOrder order;
        private final Snapshot state;
        private final boolean again;
        private final Map<String, String> deviceConfig;
        private final RepositorySpec spec;
        private final StorageBackend backend;
        private final Ref<Sr> sr;
        private boolean mayBeMade;
        private @Nullable Finding finding;

        Run(JobOrder order, Snapshot state, boolean again) {
            this.order = order;
            this.state = state;
            this.again = again;
            this.deviceConfig = under(DEVICE_CONFIG);
            this.spec = Repositories.specOf(order.argument("uuid"), deviceConfig);
            this.backend = drivers.require(order.argument("type"));
            this.sr = order.about();
        }

        @Override
        public Plan plan() {
            return Plan.named("SR.create")
                    .then(step("make the repository", c -> DiskJob.heedingInterrupts(c, this::make))
                            .undoneBy(c -> unmake()))
                    .then(step("attach the repository", c -> DiskJob.heedingInterrupts(c, this::attach))
                            .undoneBy(c -> repositories.detach(sr)))
                    .then(step(
                            "look what is in it",
                            c -> finding =
                                    DiskJob.heedingInterrupts(c, () -> Finding.in(repositories.require(sr), state))))
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
            values.put(Sr.DEFAULT_VDI_VISIBILITY, true);
            values.put(Sr.SM_CONFIG, under(SM_CONFIG));
            transaction.insert(Sr.CLASS, sr, values);
            transaction.insert(
                    Pbd.CLASS,
                    Map.<Field<Pbd, ?>, Object>of(
                            Pbd.SR,
                            sr,
                            Pbd.HOST,
                            order.host(),
                            Pbd.DEVICE_CONFIG,
                            deviceConfig,
                            Pbd.CURRENTLY_ATTACHED,
                            true));
            Objects.requireNonNull(finding).writeTo(transaction, sr);
            return JobResult.reference("SR", sr);
        }

        @Override
        public Failure explain(Exception problem) {
            if (problem instanceof StorageException trouble) {
                String text = String.valueOf(trouble.getMessage());
                if (trouble.kind() == StorageException.Kind.INVALID) {
                    return new CallFailure.InvalidValue("device_config", text);
                } else if (trouble.kind() == StorageException.Kind.EXISTS) {
                    return StorageFailures.backend(StorageFailures.SR_EXISTS, text);
                }
            }
            return StorageFailures.of(problem, order, Ref.none(), Ref.none());
        }

        private RepositorySpec make() {
            mayBeMade = true;
            try {
                backend.create(spec);
            } catch (StorageException failure) {
                if (!again || failure.kind() != StorageException.Kind.EXISTS) {
                    mayBeMade = !NOTHING_MADE.contains(failure.kind());
                    throw failure;
                }
                mayBeMade = false; // until attaching it has shown whose it is
            }
            return spec;
        }

        private RepositorySpec attach() {
            repositories.attach(sr, order.argument("type"), spec);
            mayBeMade = true;
            return spec;
        }

        private void unmake() {
            if (mayBeMade) {
                backend.destroy(spec);
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
