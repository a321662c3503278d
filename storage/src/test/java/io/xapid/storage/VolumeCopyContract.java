package io.xapid.storage;

import static io.xapid.storage.ExpectedFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.storage.StorageException.Kind;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What every storage backend keeps that gives volumes the content of others. */
public abstract class VolumeCopyContract extends VolumeContract {
    @Test
    void copiesWithProgressThatEndsAtOne() {
        Volume made = make(2 * MIB);
        var parts = new ArrayList<Double>();
        Volume copy = repository.copyWithin(
                made.id(), new NewVolume(VolumeId.random(), LABELS, 3 * MIB), new Transfer(parts::add));

        assertThat(copy.virtualBytes()).isEqualTo(3 * MIB);
        assertThat(copy.parent()).isEmpty();
        assertThat(parts).isSorted().endsWith(1.0);
        repository.delete(made.id());
        assertThat(listed(copy.id())).contains(copy);
    }

    @Test
    void copiesIntoAnotherRepository() {
        Volume made = make(2 * MIB);
        RepositorySpec other = newRepository();
        backend().create(other);
        try (Repository target = backend().attach(other)) {
            AttachedVolume source = repository.attach(made.id(), "copy", Access.READ);
            Volume copy = target.copy(source, new NewVolume(made.id(), LABELS, 2 * MIB), Transfer.unwatched());
            repository.detach(made.id(), "copy");

            assertThat(target.scan().volumes()).containsExactly(copy);
            assertFails(
                    Kind.INVALID,
                    () -> target.copy(source, new NewVolume(VolumeId.random(), LABELS, MIB), Transfer.unwatched()));
        }
    }

    @Test
    void fillsAVolumeThatIsThere() {
        Volume target = make(4 * MIB);
        Volume source = make(2 * MIB);
        Volume larger = make(8 * MIB);
        AttachedVolume open = repository.attach(source.id(), "copy", Access.READ);
        AttachedVolume openLarger = repository.attach(larger.id(), "copy", Access.READ);
        VolumeId snapshot =
                repository.snapshot(target.id(), VolumeId.random(), LABELS).id();
        var parts = new ArrayList<Double>();
        Volume filled = repository.fill(target.id(), open, new Transfer(parts::add));

        assertThat(filled.id()).isEqualTo(target.id());
        assertThat(filled.virtualBytes()).isEqualTo(4 * MIB);
        assertThat(filled.labels()).isEqualTo(LABELS);
        assertThat(parts).isSorted().endsWith(1.0);
        assertFails(Kind.INVALID, () -> repository.fill(target.id(), openLarger, Transfer.unwatched()));
        assertFails(Kind.NOT_FOUND, () -> repository.fill(VolumeId.random(), open, Transfer.unwatched()));
        assertFails(Kind.READ_ONLY, () -> repository.fill(snapshot, open, Transfer.unwatched()));
        assertFails(Kind.IN_USE, () -> repository.fill(source.id(), open, Transfer.unwatched()));
        var cancelled = Transfer.unwatched();
        cancelled.cancel();
        assertFails(Kind.CANCELLED, () -> repository.fill(target.id(), open, cancelled));
        assertThat(listed(target.id())).contains(filled);
    }

    @Test
    void patchesAVolumeThatIsThere() {
        Volume target = make(4 * MIB);
        AttachedVolume open = repository.attach(make(2 * MIB).id(), "copy", Access.READ);
        AttachedVolume base = repository.attach(make(MIB).id(), "copy", Access.READ);
        AttachedVolume larger = repository.attach(make(8 * MIB).id(), "copy", Access.READ);
        VolumeId snapshot =
                repository.snapshot(target.id(), VolumeId.random(), LABELS).id();
        var parts = new ArrayList<Double>();
        Volume patched = repository.patch(target.id(), open, base, new Transfer(parts::add));

        assertThat(patched.id()).isEqualTo(target.id());
        assertThat(patched.virtualBytes()).isEqualTo(4 * MIB);
        assertThat(patched.labels()).isEqualTo(LABELS);
        assertThat(parts).isSorted().endsWith(1.0);
        assertFails(Kind.INVALID, () -> repository.patch(target.id(), larger, base, Transfer.unwatched()));
        assertFails(Kind.NOT_FOUND, () -> repository.patch(VolumeId.random(), open, base, Transfer.unwatched()));
        assertFails(Kind.READ_ONLY, () -> repository.patch(snapshot, open, base, Transfer.unwatched()));
        assertFails(Kind.IN_USE, () -> repository.patch(open.volume(), open, base, Transfer.unwatched()));
        var cancelled = Transfer.unwatched();
        cancelled.cancel();
        assertFails(Kind.CANCELLED, () -> repository.patch(target.id(), open, base, cancelled));
        assertThat(listed(target.id())).contains(patched);
    }

    @Test
    void makesNothingOfACopyThatWasCancelled() {
        Volume made = make(2 * MIB);
        var transfer = Transfer.unwatched();
        transfer.cancel();

        assertFails(
                Kind.CANCELLED,
                () -> repository.copyWithin(made.id(), new NewVolume(VolumeId.random(), LABELS, 2 * MIB), transfer));
        assertThat(repository.scan().volumes()).containsExactly(made);
        repository.delete(made.id()); // nobody is left reading it
    }
}
