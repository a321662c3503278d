package io.xapid.storage;

import static io.xapid.storage.ExpectedFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.storage.StorageException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every storage backend keeps that makes volumes of its own. */
public abstract class VolumeContract extends StorageBackendContract {
    protected static final long MIB = 1 << 20;
    protected static final VolumeLabels LABELS =
            new VolumeLabels("root \u2603 disk", "line one\nline \"two\"", "system", Map.of("k", "v"));

    protected RepositorySpec spec = new RepositorySpec(VolumeId.random().uuid(), Map.of());
    protected Repository repository;

    @SuppressWarnings("NullAway.Init") // JUnit calls attachRepository first
    protected VolumeContract() {}

    @BeforeEach
    void attachRepository() {
        spec = newRepository();
        backend().create(spec);
        repository = backend().attach(spec);
    }

    @AfterEach
    void closeRepository() {
        repository.close();
    }

    /** Attaches anew, as a restarted daemon does. */
    protected final void reattach() {
        repository.close();
        repository = backend().attach(spec);
    }

    protected final Volume make(long bytes) {
        return repository.create(new NewVolume(VolumeId.random(), LABELS, bytes));
    }

    /** The volume as the repository lists it. */
    protected final Optional<Volume> listed(VolumeId id) {
        return repository.scan().volumes().stream()
                .filter(volume -> volume.id().equals(id))
                .findAny();
    }

    private List<VolumeId> visible() {
        return repository.scan().volumes().stream()
                .filter(volume -> !volume.hidden())
                .map(Volume::id)
                .toList();
    }

    @Test
    void listsWhatItMadeAndStillDoesAfterARestart() {
        Volume made = make(10 * MIB);

        assertThat(listed(made.id())).contains(made);
        reattach();
        assertThat(listed(made.id())).contains(made);
        assertThat(made.labels()).isEqualTo(LABELS);
        assertThat(made.readOnly()).isFalse();
        assertThat(made.hidden()).isFalse();
        assertThat(made.parent()).isEmpty();
        assertThat(made.snapshotOf()).isEmpty();
        assertThat(repository.stat().virtualBytes()).isEqualTo(made.virtualBytes());
    }

    @Test
    void roundsSizesUpAndNeverDown() {
        assertThat(make(1).virtualBytes()).isPositive();
        assertThat(make(10 * MIB + 1).virtualBytes()).isBetween(10 * MIB + 1, 12 * MIB);
        assertThat(make(10 * MIB).virtualBytes()).isEqualTo(10 * MIB);
    }

    @Test
    void refusesSizesThatMakeNoSense() {
        assertFails(Kind.INVALID, () -> make(0));
        assertFails(Kind.INVALID, () -> make(-1));
        assertFails(Kind.INVALID, () -> make(Long.MIN_VALUE));
        assertFails(Kind.TOO_LARGE, () -> make(Long.MAX_VALUE));
        assertThat(visible()).isEmpty();
    }

    @Test
    void makesNoVolumeTwice() {
        Volume made = make(MIB);
        var labels = VolumeLabels.named("other");

        assertFails(Kind.EXISTS, () -> repository.create(new NewVolume(made.id(), labels, MIB)));
        assertFails(Kind.EXISTS, () -> repository.clone(made.id(), made.id(), labels));
        assertFails(Kind.EXISTS, () -> repository.snapshot(made.id(), made.id(), labels));
        assertFails(
                Kind.EXISTS,
                () -> repository.copyWithin(made.id(), new NewVolume(made.id(), labels, MIB), Transfer.unwatched()));
        assertThat(listed(made.id())).contains(made);
    }

    @Test
    void deletesAsOftenAsAsked() {
        Volume made = make(MIB);

        repository.delete(made.id());
        repository.delete(made.id());
        repository.delete(VolumeId.random());
        assertThat(repository.scan().volumes()).isEmpty();
        assertThat(repository.create(new NewVolume(made.id(), LABELS, MIB)).id())
                .isEqualTo(made.id());
    }

    @Test
    void destroysNoRepositoryThatHoldsVolumes() {
        Volume made = make(MIB);
        repository.close();

        assertFails(Kind.NOT_EMPTY, () -> backend().destroy(spec));
        repository = backend().attach(spec);
        assertThat(listed(made.id())).contains(made);
    }

    @Test
    void isAttachedOnceAtATimeAndNotDestroyedMeanwhile() {
        assertFails(Kind.IN_USE, () -> backend().attach(spec));
        assertFails(Kind.IN_USE, () -> backend().destroy(spec));
        assertFails(Kind.EXISTS, () -> backend().create(spec));
    }

    @Test
    void growsVolumesAndShrinksNone() {
        Volume made = make(MIB);

        Volume grown = repository.resize(made.id(), 3 * MIB);
        assertThat(grown.virtualBytes()).isEqualTo(3 * MIB);
        assertThat(listed(made.id())).contains(grown);
        assertThat(repository.resize(made.id(), 3 * MIB)).isEqualTo(grown);
        assertFails(Kind.INVALID, () -> repository.resize(made.id(), MIB));
        assertFails(Kind.INVALID, () -> repository.resize(made.id(), 0));
        assertFails(Kind.TOO_LARGE, () -> repository.resize(made.id(), Long.MAX_VALUE));
        assertFails(Kind.NOT_FOUND, () -> repository.resize(VolumeId.random(), MIB));
        assertThat(listed(made.id())).contains(grown);
    }

    @Test
    void writesNewLabels() {
        Volume made = make(MIB);
        var labels = new VolumeLabels("new", "text", "user", Map.of());

        assertThat(repository.relabel(made.id(), labels).labels()).isEqualTo(labels);
        reattach();
        assertThat(listed(made.id()).orElseThrow().labels()).isEqualTo(labels);
        assertFails(Kind.NOT_FOUND, () -> repository.relabel(VolumeId.random(), labels));
    }

    @Test
    void clonesWithALifeOfTheirOwn() {
        Volume made = make(2 * MIB);
        Volume clone = repository.clone(made.id(), VolumeId.random(), VolumeLabels.named("clone"));

        assertThat(clone.virtualBytes()).isEqualTo(made.virtualBytes());
        assertThat(clone.readOnly()).isFalse();
        assertThat(clone.snapshotOf()).isEmpty();
        repository.delete(made.id());
        assertThat(listed(clone.id())).contains(clone);
        assertThat(repository.resize(clone.id(), 4 * MIB).virtualBytes()).isEqualTo(4 * MIB);
    }

    @Test
    void keepsThePastInSnapshots() {
        Volume made = make(2 * MIB);
        Volume snapshot = repository.snapshot(made.id(), VolumeId.random(), VolumeLabels.named("snapshot"));

        assertThat(snapshot.readOnly()).isTrue();
        assertThat(snapshot.snapshotOf()).contains(made.id());
        assertThat(Duration.between(snapshot.snapshotTime().orElseThrow(), Instant.now()))
                .isLessThan(Duration.ofMinutes(1));
        assertFails(Kind.READ_ONLY, () -> repository.attach(snapshot.id(), "guest", Access.WRITE));
        reattach();
        repository.relabel(snapshot.id(), VolumeLabels.named("snapshot"));
        assertThat(listed(snapshot.id()).orElseThrow().snapshotTime()).isEqualTo(snapshot.snapshotTime());
        assertThat(repository.clone(snapshot.id(), VolumeId.random(), LABELS).readOnly())
                .isFalse();
    }

    @Test
    void forgetsHiddenVolumesWithTheLastThatNeedsThem() {
        Volume made = make(MIB);
        VolumeId clone = repository.clone(made.id(), VolumeId.random(), LABELS).id();
        VolumeId snapshot =
                repository.snapshot(clone, VolumeId.random(), LABELS).id();
        for (VolumeId id : List.of(made.id(), clone, snapshot)) {
            repository.delete(id);
        }

        assertThat(repository.scan().volumes()).isEmpty();
    }

    @Test
    void forksNothingThatIsNotThere() {
        assertFails(Kind.NOT_FOUND, () -> repository.clone(VolumeId.random(), VolumeId.random(), LABELS));
        assertFails(Kind.NOT_FOUND, () -> repository.snapshot(VolumeId.random(), VolumeId.random(), LABELS));
    }

    @Test
    void lendsAVolumeToOneWriterOrManyReaders() {
        VolumeId id = make(MIB).id();

        AttachedVolume written = repository.attach(id, "guest 1", Access.WRITE);
        assertThat(written.readOnly()).isFalse();
        assertThat(written.virtualBytes()).isEqualTo(MIB);
        assertThat(repository.attach(id, "guest 1", Access.WRITE)).isEqualTo(written);
        assertFails(Kind.IN_USE, () -> repository.attach(id, "guest 2", Access.WRITE));
        assertFails(Kind.IN_USE, () -> repository.attach(id, "guest 2", Access.READ));
        repository.detach(id, "guest 2");
        assertFails(Kind.IN_USE, () -> repository.attach(id, "guest 2", Access.READ));
        repository.detach(id, "guest 1");
        repository.detach(id, "guest 1");

        assertThat(repository.attach(id, "guest 1", Access.READ).readOnly()).isTrue();
        assertThat(repository.attach(id, "guest 2", Access.READ).readOnly()).isTrue();
        assertFails(Kind.IN_USE, () -> repository.attach(id, "guest 1", Access.WRITE));
    }

    @Test
    void leavesAloneWhatIsInUse() {
        Volume made = make(MIB);
        repository.attach(made.id(), "guest", Access.WRITE);

        assertFails(Kind.IN_USE, () -> repository.delete(made.id()));
        assertFails(Kind.IN_USE, () -> repository.resize(made.id(), 2 * MIB));
        assertFails(Kind.IN_USE, () -> repository.snapshot(made.id(), VolumeId.random(), LABELS));
        assertFails(Kind.IN_USE, () -> repository.clone(made.id(), VolumeId.random(), LABELS));
        assertFails(
                Kind.IN_USE,
                () -> repository.copyWithin(
                        made.id(), new NewVolume(VolumeId.random(), LABELS, MIB), Transfer.unwatched()));
        assertThat(repository.scan().volumes()).containsExactly(made);

        repository.detach(made.id(), "guest");
        repository.attach(made.id(), "guest", Access.READ);
        assertFails(Kind.IN_USE, () -> repository.delete(made.id()));
        repository.snapshot(made.id(), VolumeId.random(), LABELS);
    }

    @Test
    void servesManyThreadsOnOneVolume() throws Exception {
        VolumeId id = make(MIB).id();
        var threads = Executors.newFixedThreadPool(4);
        try {
            var work = new ArrayList<Callable<Volume>>();
            for (int i = 1; i <= 3; i++) {
                long bytes = (i + 1) * MIB;
                work.add(() -> repository.clone(id, VolumeId.random(), LABELS));
                work.add(() -> repository.snapshot(id, VolumeId.random(), LABELS));
                work.add(() -> repository.relabel(id, VolumeLabels.named("disk of " + bytes)));
            }
            for (Future<Volume> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(visible()).hasSize(7).contains(id);
        reattach();
        assertThat(visible()).hasSize(7);
        for (VolumeId each : visible()) {
            repository.attach(each, "guest", Access.READ);
        }
    }

    @Test
    void makesAVolumeOnceHoweverManyAskForIt() throws Exception {
        VolumeId id = VolumeId.random();
        var threads = Executors.newFixedThreadPool(4);
        int made = 0;
        try {
            Callable<Volume> create = () -> repository.create(new NewVolume(id, LABELS, MIB));
            for (Future<Volume> done : threads.invokeAll(List.of(create, create, create, create))) {
                try {
                    done.get();
                    made++;
                } catch (ExecutionException refused) {
                    assertThat(refused.getCause())
                            .isInstanceOfSatisfying(
                                    StorageException.class,
                                    e -> assertThat(e.kind()).isEqualTo(Kind.EXISTS));
                }
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(made).isEqualTo(1);
        assertThat(visible()).containsExactly(id);
    }
}
