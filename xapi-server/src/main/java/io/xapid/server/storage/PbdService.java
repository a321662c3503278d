package io.xapid.server.storage;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.PbdMessages;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.storage.StorageOperation;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiFailure;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vbd;
import io.xapid.server.api.Constructor;
import io.xapid.server.api.Destructor;
import io.xapid.server.api.NewObject;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.JobRequest.Admitted;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.job.Jobs;
import io.xapid.server.job.Mark;
import io.xapid.server.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Messages of class PBD: connecting hosts to repositories. */
public final class PbdService implements PbdMessages, Constructor<Pbd>, Destructor<Pbd> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Store store;
    private final Jobs jobs;
    private final SrAdmission admission;
    private final Repositories repositories;

    public PbdService(Store store, Jobs jobs, SrAdmission admission, Repositories repositories) {
        this.store = store;
        this.jobs = jobs;
        this.admission = admission;
        this.repositories = repositories;
    }

    /** The kinds of jobs about connections, for {@code JobRunner}. */
    public static List<JobKind> kinds(Repositories repositories) {
        return List.of(new Connect(repositories, true), new Connect(repositories, false));
    }

    @Override
    public CompletionStage<Ref<Pbd>> create(Call call, NewObject<Pbd> wanted) {
        String srMaster = wanted.get(Pbd.DEVICE_CONFIG).get("SRmaster");
        if (srMaster != null) {
            throw new CallFailure.ValueNotSupported("SRmaster", srMaster, "The key belongs to the toolstack.");
        }
        return store.transact(transaction -> {
            Row<Sr> sr = VdiService.requireSr(transaction, wanted.get(Pbd.SR));
            Ref<Host> host = wanted.get(Pbd.HOST);
            if (transaction.get(Host.CLASS, host) == null) {
                throw new CallFailure.HandleInvalid("host", host.value());
            }
            admission.admit(transaction, sr, StorageOperation.PBD_CREATE);
            Plugs.find(transaction, sr, host).ifPresent(present -> {
                throw new SrFailure.PbdExists(sr.ref(), host, present.ref());
            });
            return transaction.insert(
                    Pbd.CLASS,
                    Map.<Field<Pbd, ?>, Object>of(
                            Pbd.SR, sr.ref(),
                            Pbd.HOST, host,
                            Pbd.DEVICE_CONFIG, wanted.get(Pbd.DEVICE_CONFIG),
                            Pbd.OTHER_CONFIG, wanted.get(Pbd.OTHER_CONFIG)));
        });
    }

    @Override
    public CompletionStage<Void> destroy(Call call, Ref<Pbd> pbd) {
        return store.transact(transaction -> {
            Row<Pbd> row = require(transaction, pbd);
            if (row.get(Pbd.CURRENTLY_ATTACHED)) {
                throw new CallFailure.OperationNotAllowed("The PBD is plugged.");
            }
            admission.admit(
                    transaction, VdiService.requireSr(transaction, row.get(Pbd.SR)), StorageOperation.PBD_DESTROY);
            transaction.delete(Pbd.CLASS, pbd);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> plug(Call call, Ref<Pbd> self) {
        return jobs.submitFor(call, new JobRequest(new Connect(repositories, true), self, PATIENCE, transaction -> {
            Row<Pbd> pbd = require(transaction, self);
            Row<Sr> sr = VdiService.requireSr(transaction, pbd.get(Pbd.SR));
            admission.admit(transaction, sr, StorageOperation.PLUG);
            boolean elsewhere = Plugs.of(transaction, sr)
                    .anyMatch(other ->
                            other.get(Pbd.CURRENTLY_ATTACHED) && !other.ref().equals(self));
            if (elsewhere && !sr.get(Sr.SHARED)) {
                throw new SrFailure.NotSharable(sr.ref(), pbd.get(Pbd.HOST));
            }
            return admitted(pbd, sr, StorageOperation.PLUG);
        }));
    }

    @Override
    public CompletionStage<Void> unplug(Call call, Ref<Pbd> self) {
        return jobs.submitFor(call, new JobRequest(new Connect(repositories, false), self, PATIENCE, transaction -> {
            Row<Pbd> pbd = require(transaction, self);
            Row<Sr> sr = VdiService.requireSr(transaction, pbd.get(Pbd.SR));
            admission.admit(transaction, sr, StorageOperation.UNPLUG);
            refuseIfInUse(transaction, sr);
            return admitted(pbd, sr, StorageOperation.UNPLUG);
        }));
    }

    private static void refuseIfInUse(Transaction transaction, Row<Sr> sr) {
        for (Ref<Vdi> ref : sr.get(Sr.VDIS)) {
            Row<Vdi> vdi = Objects.requireNonNull(transaction.get(Vdi.CLASS, ref));
            vdi.get(Vdi.CURRENT_OPERATIONS).forEach((task, operation) -> {
                throw new CallFailure.OtherOperationInProgress("VDI", ref.value(), operation.wireName(), task);
            });
            boolean attached = vdi.get(Vdi.VBDS).stream()
                    .map(vbd -> transaction.get(Vbd.CLASS, vbd))
                    .anyMatch(vbd -> vbd != null && vbd.get(Vbd.CURRENTLY_ATTACHED));
            if (attached) {
                throw new VdiFailure.InUse(new Ref<?>[] {ref});
            }
        }
    }

    private static Admitted admitted(Row<Pbd> pbd, Row<Sr> sr, StorageOperation operation) {
        return new Admitted(
                pbd.get(Pbd.HOST),
                List.of(new Mark(Sr.CLASS, sr.ref(), operation)),
                Map.of("sr", sr.ref().value(), "operation", operation.wireName()));
    }

    private static Row<Pbd> require(Transaction transaction, Ref<Pbd> pbd) {
        return transaction.find(Pbd.CLASS, pbd).orElseThrow(() -> new CallFailure.HandleInvalid("PBD", pbd.value()));
    }

    /** How a host is connected to a repository, or disconnected. */
    private record Connect(Repositories repositories, boolean on) implements JobKind {
        @Override
        public String name() {
            return on ? "PBD.plug" : "PBD.unplug";
        }

        @Override
        public JobRun begin(JobOrder order, Snapshot state) {
            Ref<Sr> sr = Ref.of(order.argument("sr"));
            return new JobRun() {
                @Override
                public Plan plan() {
                    return Plan.named(name())
                            .then(
                                    on
                                            ? step("attach the repository", c -> attach(order, state, sr))
                                                    .undoneBy(c -> repositories.detach(sr))
                                            : step("detach the repository", c -> repositories.detach(sr)))
                            .build();
                }

                @Override
                public JobResult conclude(Transaction transaction) {
                    transaction.set(Pbd.CLASS, order.about(), Pbd.CURRENTLY_ATTACHED, on);
                    return JobResult.NOTHING;
                }

                @Override
                public Failure explain(Exception problem) {
                    return StorageFailures.of(problem, order, sr, Ref.none());
                }
            };
        }

        private void attach(JobOrder order, Snapshot state, Ref<Sr> sr) {
            Row<Pbd> pbd = Objects.requireNonNull(state.get(Pbd.CLASS, order.<Pbd>about()));
            repositories.attach(Objects.requireNonNull(state.get(Sr.CLASS, sr)), pbd.get(Pbd.DEVICE_CONFIG));
        }
    }
}
