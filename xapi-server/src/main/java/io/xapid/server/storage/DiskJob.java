package io.xapid.server.storage;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Plan;
import io.xapid.server.plan.Step;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositoryStat;
import io.xapid.storage.StorageException;
import io.xapid.storage.Transfer;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One try at a job about one disk: asks the repository for something, and remembers the volume that came of it. */
abstract class DiskJob implements JobRun {
    final JobOrder order;
    final Repositories repositories;
    final Ref<Sr> sr;
    private @Nullable Volume volume;
    private @Nullable RepositoryStat stat;

    DiskJob(JobOrder order, Repositories repositories) {
        this.order = order;
        this.repositories = repositories;
        this.sr = Ref.of(order.argument("sr"));
    }

    /** The disk that a failure is about; the null reference while there is none. */
    abstract Ref<Vdi> disk();

    /** The deed, with its way back. */
    abstract Step deed();

    @Override
    public Plan plan() {
        return Plan.named(order.argument("operation"))
                .then(deed().weighing(10))
                .then(step(
                        "measure the repository",
                        c -> stat = repositories.require(sr).stat()))
                .build();
    }

    @Override
    public Failure explain(Exception problem) {
        return StorageFailures.of(problem, order, sr, disk());
    }

    Volume volume() {
        return Objects.requireNonNull(volume, "the plan has been carried out");
    }

    RepositoryStat stat() {
        return Objects.requireNonNull(stat, "the plan has been carried out");
    }

    /** A step that makes a volume and keeps what it is. */
    Step making(String name, Function<Repository, Volume> deed) {
        return step(name, c -> volume = deed.apply(repositories.require(sr)));
    }

    /** A step that takes long, can be watched and cancelled, and makes a volume. */
    Step transferring(String name, Transferring deed) {
        return step(name, cancellation -> {
            var transfer = Transfer.unwatched();
            volume = cancellation.whileWakeable(transfer::cancel, () -> deed.run(repositories.require(sr), transfer));
        });
    }

    @FunctionalInterface
    interface Transferring {
        Volume run(Repository repository, Transfer transfer);
    }

    /** Makes a volume, or takes the one of that id that an earlier try has made. */
    static Volume makeOrTake(Repository repository, VolumeId id, Supplier<Volume> making) {
        try {
            return making.get();
        } catch (StorageException failure) {
            if (failure.kind() != StorageException.Kind.EXISTS) {
                throw failure;
            }
            return repository.scan().volumes().stream()
                    .filter(present -> present.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> failure);
        }
    }
}
