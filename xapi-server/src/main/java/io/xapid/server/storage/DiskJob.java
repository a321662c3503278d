package io.xapid.server.storage;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Transaction;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Cancellation;
import io.xapid.server.plan.Plan;
import io.xapid.server.plan.Step;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositoryStat;
import io.xapid.storage.StorageException;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try at a job about one disk: a single deed, after which nothing can fail or be cancelled any more, so that what
 * has been done is also written down.
 */
abstract class DiskJob implements JobRun {
    private static final Logger log = LoggerFactory.getLogger(DiskJob.class);

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

    /** The deed, with its way back if it has one. */
    abstract Step deed();

    @Override
    public Plan plan() {
        return Plan.named(order.argument("operation")).then(deed()).build();
    }

    @Override
    public Failure explain(Exception problem) {
        return StorageFailures.of(problem, order, sr, disk());
    }

    Volume volume() {
        return Objects.requireNonNull(volume, "the plan has been carried out");
    }

    /** A step that makes or changes a volume, and keeps what it is then. */
    Step making(String name, Making deed) {
        return step(name, cancellation -> {
            volume = heedingInterrupts(cancellation, () -> deed.on(repositories.require(sr), cancellation));
            measure();
        });
    }

    /** A step that leaves no volume. */
    Step removing(String name, Removing deed) {
        return step(name, cancellation -> {
            heedingInterrupts(cancellation, () -> {
                deed.from(repositories.require(sr));
                return sr;
            });
            measure();
        });
    }

    /** Writes on the repository's row how full it is now, as far as that is known. */
    void writeFigures(Transaction transaction) {
        RepositoryStat measured = stat;
        if (measured != null) {
            VdiRows.observe(transaction, sr, measured);
        }
    }

    /** Looks how full the repository is. The deed is done by then, whether or not this works. */
    private void measure() {
        try {
            repositories.find(sr).ifPresent(repository -> stat = repository.stat());
        } catch (StorageException trouble) {
            log.warn("SR {} cannot be measured: {}", sr, trouble.getMessage());
        }
    }

    /** Tells an interrupt, which stops the daemon and leaves the job for its next start, from a cancelled task. */
    static <R> R heedingInterrupts(Cancellation cancellation, Callable<R> work) throws Exception {
        try {
            return work.call();
        } catch (StorageException failure) {
            if (failure.kind() == StorageException.Kind.CANCELLED && !cancellation.isRequested()) {
                var interrupted = new InterruptedException("the daemon stops");
                interrupted.initCause(failure);
                throw interrupted;
            }
            throw failure;
        }
    }

    /** Makes a volume, or takes the one of that id that an earlier try has made. */
    static Volume makeOrTake(Repository repository, VolumeId id, Callable<Volume> making) throws Exception {
        try {
            return making.call();
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

    @FunctionalInterface
    interface Making {
        Volume on(Repository repository, Cancellation cancellation) throws Exception;
    }

    @FunctionalInterface
    interface Removing {
        void from(Repository repository);
    }
}
