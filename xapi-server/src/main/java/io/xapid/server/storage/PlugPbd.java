package io.xapid.server.storage;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.CallFailure;
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
import io.xapid.storage.StorageException;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a host is connected to a repository. What is in it is looked up at once, as far as that works. */
final class PlugPbd implements JobKind {
    /**
     * A key of {@code PBD.other_config}: an operator wants the host not to be connected, also after the daemon's next
     * start.
     */
    static final String UNPLUGGED = "xapid:unplugged";

    private static final Logger log = LoggerFactory.getLogger(PlugPbd.class);

    private final Repositories repositories;

    PlugPbd(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return "PBD.plug";
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        Row<Pbd> pbd = state.find(Pbd.CLASS, order.<Pbd>about())
                .orElseThrow(() ->
                        new CallFailure.HandleInvalid("PBD", order.subject().value()));
        Ref<Sr> ref = pbd.get(Pbd.SR);
        Row<Sr> sr = state.find(Sr.CLASS, ref).orElseThrow(() -> new CallFailure.HandleInvalid("SR", ref.value()));
        return new Run(order, state, repositories, pbd, sr);
    }

    private static final class Run implements JobRun {
        private final JobOrder order;
        private final Snapshot state;
        private final Repositories repositories;
        private final Row<Pbd> pbd;
        private final Row<Sr> sr;
        private final boolean wasAttached;
        private @Nullable Finding finding;

        Run(JobOrder order, Snapshot state, Repositories repositories, Row<Pbd> pbd, Row<Sr> sr) {
            this.order = order;
            this.state = state;
            this.repositories = repositories;
            this.pbd = pbd;
            this.sr = sr;
            this.wasAttached = repositories.has(sr.ref());
        }

        @Override
        public Plan plan() {
            return Plan.named("PBD.plug")
                    .then(step("attach the repository", c -> DiskJob.heedingInterrupts(c, this::attach))
                            .undoneBy(c -> letGo()))
                    .build();
        }

        @Override
        public JobResult conclude(Transaction transaction) {
            transaction.set(Pbd.CLASS, pbd.ref(), Pbd.CURRENTLY_ATTACHED, true);
            wantPlugged(transaction, pbd.ref(), true);
            if (finding != null) {
                finding.writeTo(transaction, sr.ref());
            }
            return JobResult.NOTHING;
        }

        @Override
        public Failure explain(Exception problem) {
            return StorageFailures.of(problem, order, sr.ref(), Ref.none());
        }

        private Row<Sr> attach() {
            repositories.attach(sr, pbd.get(Pbd.DEVICE_CONFIG));
            try {
                finding = Finding.in(repositories.require(sr.ref()), state);
            } catch (StorageException trouble) {
                log.warn("SR {} cannot be looked into: {}", sr.get(Sr.UUID), trouble.getMessage());
            }
            return sr;
        }

        private void letGo() {
            if (!wasAttached) {
                repositories.detach(sr.ref());
            }
        }
    }

    /** Remembers whether the host is to be connected when the daemon starts. */
    static void wantPlugged(Transaction transaction, Ref<Pbd> ref, boolean wanted) {
        Row<Pbd> pbd = transaction.get(Pbd.CLASS, ref);
        if (pbd != null) {
            var config = new HashMap<>(pbd.get(Pbd.OTHER_CONFIG));
            if (wanted) {
                config.remove(UNPLUGGED);
            } else {
                config.put(UNPLUGGED, "true");
            }
            transaction.set(Pbd.CLASS, ref, Pbd.OTHER_CONFIG, config);
        }
    }
}
