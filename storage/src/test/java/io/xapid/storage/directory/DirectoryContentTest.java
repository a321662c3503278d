package io.xapid.storage.directory;

import static io.xapid.storage.ExpectedFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.storage.Access;
import io.xapid.storage.NewVolume;
import io.xapid.storage.StorageException;
import io.xapid.storage.StorageException.Kind;
import io.xapid.storage.Transfer;
import io.xapid.storage.VolumeId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is on the disks, through clones, snapshots, copies, merges and interruptions. */
class DirectoryContentTest extends DirectoryFixture {

    @Test
    void readsAsZerosWhenNew() {
        VolumeId volume = make(8 * MIB);

        disk.expect(volume, 0, 0, 8 * MIB);
        assertThat(repository.scan().volumes().get(0).physicalBytes()).isLessThan(MIB);
    }

    @Test
    void keepsSnapshotsAndClonesApartFromWhatTheyCameFrom() {
        VolumeId volume = make(8 * MIB);
        disk.write(volume, 1, 0, MIB);
        VolumeId snapshot = snapshot(volume);
        disk.write(volume, 2, 0, MIB);
        VolumeId clone = cloneOf(snapshot);
        disk.write(clone, 3, 0, MIB);
        VolumeId later = snapshot(volume);
        disk.write(volume, 4, MIB, MIB);

        disk.expect(snapshot, 1, 0, MIB);
        disk.expect(clone, 3, 0, MIB);
        disk.expect(later, 2, 0, MIB);
        disk.expect(later, 0, MIB, MIB);
        disk.expect(volume, 2, 0, MIB);
        disk.expect(volume, 4, MIB, MIB);

        repository.delete(volume);
        repository.delete(later);
        disk.expect(snapshot, 1, 0, MIB);
        disk.expect(clone, 3, 0, MIB);
        repository.delete(snapshot);
        disk.expect(clone, 3, 0, MIB);
        disk.expect(clone, 0, MIB, 7 * MIB);
        repository.delete(clone);
        assertThat(repository.scan().volumes()).isEmpty();
    }

    @Test
    void growsWithZerosAlsoOverASmallerPast() {
        VolumeId volume = make(MIB);
        disk.write(volume, 1, 0, MIB);
        VolumeId clone = cloneOf(volume);
        repository.resize(clone, 4 * MIB);

        disk.expect(clone, 1, 0, MIB);
        disk.expect(clone, 0, MIB, 3 * MIB);
        repository.delete(volume);
        repository.tidy(Transfer.unwatched());
        disk.expect(clone, 1, 0, MIB);
        disk.expect(clone, 0, MIB, 3 * MIB);
        assertThat(hidden()).isEmpty();
    }

    @Test
    void clonesATemplateAnyNumberOfTimesWithoutLongerChains() {
        VolumeId template = make(MIB);
        disk.write(template, 1, 0, MIB);
        var clones = new ArrayList<VolumeId>();
        for (int i = 0; i < Forks.MAX_ANCESTORS + 5; i++) {
            clones.add(cloneOf(template));
        }

        assertThat(hidden()).hasSize(1);
        disk.expect(clones.get(clones.size() - 1), 1, 0, MIB);
    }

    @Test
    void refusesChainsThatGetTooLongUntilTheyAreTidied() {
        VolumeId volume = make(MIB);
        for (int i = 0; i < Forks.MAX_ANCESTORS; i++) {
            disk.write(volume, i + 1, i * 4096L, 4096);
            VolumeId snapshot = snapshot(volume);
            repository.delete(snapshot);
        }
        disk.write(volume, 77, 512 << 10, 4096);
        assertThat(hidden()).hasSize(Forks.MAX_ANCESTORS);
        assertFails(Kind.CHAIN_TOO_LONG, () -> snapshot(volume));

        repository.tidy(Transfer.unwatched());
        assertThat(hidden()).isEmpty();
        snapshot(volume);
        for (int i = 0; i < Forks.MAX_ANCESTORS; i++) {
            disk.expect(volume, i + 1, i * 4096L, 4096);
        }
        disk.expect(volume, 77, 512 << 10, 4096);
    }

    @Test
    void mergesHiddenVolumesBelowOthersThatShareThem() {
        VolumeId volume = make(4 * MIB);
        disk.write(volume, 1, 0, MIB);
        VolumeId early = snapshot(volume);
        disk.write(volume, 2, MIB, MIB);
        VolumeId late = snapshot(volume);
        disk.write(volume, 3, 2 * MIB, MIB);
        repository.delete(early);
        assertThat(hidden()).hasSize(2);
        repository.tidy(Transfer.unwatched());

        assertThat(hidden()).hasSize(1);
        for (VolumeId each : List.of(volume, late)) {
            disk.expect(each, 1, 0, MIB);
            disk.expect(each, 2, MIB, MIB);
        }
        disk.expect(volume, 3, 2 * MIB, MIB);
        disk.expect(late, 0, 2 * MIB, MIB);
    }

    @Test
    void mergesNothingUnderTheHandsOfAGuest() throws Exception {
        VolumeId volume = make(4 * MIB);
        disk.write(volume, 1, 0, MIB);
        VolumeId snapshot = snapshot(volume);
        disk.write(volume, 2, MIB, MIB);
        repository.delete(snapshot);
        Path image = repository.attach(volume, "guest", Access.WRITE).path();
        repository.tidy(Transfer.unwatched());
        assertThat(hidden()).hasSize(1);

        repository.detach(volume, "guest");
        Process guest = Disk.holdOpen(image); // one that this daemon has not been told about yet
        try {
            repository.tidy(Transfer.unwatched());
            assertThat(hidden()).hasSize(1);
        } finally {
            guest.destroyForcibly();
            guest.waitFor();
        }
        repository.tidy(Transfer.unwatched());
        assertThat(hidden()).isEmpty();
        disk.expect(volume, 1, 512, MIB - 512);
    }

    @Test
    void callsAMergeOffForWhoeverNeedsTheVolume() throws Exception {
        VolumeId volume = make(128 * MIB);
        VolumeId snapshot = snapshot(volume);
        disk.write(volume, 2, 0, 64 * MIB);
        repository.delete(snapshot);
        snapshot = snapshot(volume);
        repository.delete(snapshot);
        CompletableFuture<Void> tidying = CompletableFuture.runAsync(() -> repository.tidy(Transfer.unwatched()));
        while (ProcessHandle.current().children().findAny().isEmpty() && !tidying.isDone()) {
            Thread.onSpinWait();
        }
        repository.attach(volume, "guest", Access.WRITE); // neither waits for long nor fails
        tidying.get(60, TimeUnit.SECONDS);
        repository.detach(volume, "guest");

        disk.expect(volume, 2, 0, 64 * MIB);
        repository.tidy(Transfer.unwatched());
        assertThat(hidden()).isEmpty();
        disk.expect(volume, 2, 0, 64 * MIB);
        disk.expect(volume, 0, 64 * MIB, 64 * MIB);
    }

    @Test
    void leavesAloneWhatAnotherProcessHasOpen() throws Exception {
        VolumeId volume = make(MIB);
        Path image = repository.attach(volume, "guest", Access.WRITE).path();
        Process guest = Disk.holdOpen(image);
        try {
            repository.close(); // the daemon restarts, and does not know its guests yet
            repository = backend.attach(spec);

            assertFails(Kind.IN_USE, () -> repository.delete(volume));
            assertFails(Kind.IN_USE, () -> repository.resize(volume, 2 * MIB));
            assertFails(Kind.IN_USE, () -> snapshot(volume));
            assertFails(Kind.IN_USE, () -> cloneOf(volume));
            assertThat(repository.attach(volume, "guest", Access.WRITE).path()).isEqualTo(image);
            repository.detach(volume, "guest");
        } finally {
            guest.destroyForcibly();
            guest.waitFor();
        }
        repository.delete(volume);
    }

    @Test
    void copiesEverythingAndDependsOnNothing() {
        VolumeId volume = make(8 * MIB);
        disk.write(volume, 1, 0, MIB);
        VolumeId clone = cloneOf(volume);
        disk.write(clone, 2, MIB, MIB);
        VolumeId copy = VolumeId.random();
        repository.copyWithin(clone, new NewVolume(copy, LABELS, 16 * MIB), Transfer.unwatched());
        repository.delete(volume);
        repository.delete(clone);

        assertThat(repository.scan().volumes()).singleElement().satisfies(only -> {
            assertThat(only.id()).isEqualTo(copy);
            assertThat(only.parent()).isEmpty();
            assertThat(only.physicalBytes()).as("still thin").isLessThan(4 * MIB);
        });
        disk.expect(copy, 1, 0, MIB);
        disk.expect(copy, 2, MIB, MIB);
        disk.expect(copy, 0, 2 * MIB, 14 * MIB);
    }

    @Test
    void fillsAVolumeAndLeavesItsSnapshotsAlone() {
        VolumeId source = make(MIB);
        disk.write(source, 5, 0, MIB);
        VolumeId target = make(2 * MIB);
        disk.write(target, 1, 0, 2 * MIB);
        VolumeId snapshot = snapshot(target);
        repository.fill(target, repository.attach(source, "copy", Access.READ), Transfer.unwatched());

        disk.expect(target, 5, 0, MIB);
        disk.expect(target, 0, MIB, MIB);
        disk.expect(snapshot, 1, 0, 2 * MIB);
        repository.delete(snapshot);
        assertThat(hidden()).isEmpty();
        disk.expect(target, 5, 0, MIB);
    }

    /** Of three blocks one is as in the base, one differs from it, and one is zeros now; the target has its own word. */
    @Test
    void patchesOnlyWhatDiffersFromTheBase() {
        VolumeId base = make(3 * MIB);
        disk.write(base, 1, 0, 3 * MIB);
        VolumeId source = repository.clone(base, VolumeId.random(), LABELS).id();
        disk.write(source, 2, MIB, MIB);
        disk.write(source, 0, 2 * MIB, MIB);
        VolumeId target = make(4 * MIB);
        disk.write(target, 9, 0, 4 * MIB);
        VolumeId snapshot = snapshot(target);
        repository.patch(
                target,
                repository.attach(source, "copy", Access.READ),
                repository.attach(base, "copy", Access.READ),
                Transfer.unwatched());

        disk.expect(target, 9, 0, MIB);
        disk.expect(target, 2, MIB, MIB);
        disk.expect(target, 0, 2 * MIB, MIB);
        disk.expect(target, 9, 3 * MIB, MIB);
        disk.expect(snapshot, 9, 0, 4 * MIB);
        repository.delete(snapshot);
        repository.tidy(Transfer.unwatched());
        assertThat(hidden()).as("only what source and base share").hasSize(1);
        disk.expect(target, 9, 0, MIB);
        disk.expect(target, 2, MIB, MIB);
    }

    @Test
    void aPatchedCopyOfTheBaseReadsAsTheSource() {
        VolumeId base = make(2 * MIB);
        disk.write(base, 1, 0, MIB);
        VolumeId source = make(3 * MIB);
        disk.write(source, 1, 0, MIB);
        disk.write(source, 3, 2 * MIB, MIB);
        VolumeId target = repository
                .copyWithin(base, new NewVolume(VolumeId.random(), LABELS, 3 * MIB), Transfer.unwatched())
                .id();
        repository.patch(
                target,
                repository.attach(source, "copy", Access.READ),
                repository.attach(base, "copy", Access.READ),
                Transfer.unwatched());

        disk.expect(target, 1, 0, MIB);
        disk.expect(target, 0, MIB, MIB);
        disk.expect(target, 3, 2 * MIB, MIB);
        assertThat(repository.scan().volumes())
                .filteredOn(volume -> volume.id().equals(target))
                .allSatisfy(volume -> assertThat(volume.physicalBytes())
                        .as("only what differs")
                        .isLessThan(2 * MIB))
                .hasSize(1);
    }

    @Test
    void stopsACopyHalfWayAndLeavesNothing() throws IOException {
        slowDown();
        VolumeId volume = make(64 * MIB);
        disk.write(volume, 1, 0, 64 * MIB);
        var parts = new ArrayList<Double>();
        var self = new ArrayList<Transfer>();
        var transfer = new Transfer(part -> {
            parts.add(part);
            self.get(0).cancel();
        });
        self.add(transfer);

        assertFails(
                Kind.CANCELLED,
                () -> repository.copyWithin(volume, new NewVolume(VolumeId.random(), LABELS, 64 * MIB), transfer));
        assertThat(parts).isNotEmpty().allMatch(part -> part < 1);
        assertThat(folder.resolve("sr")).isDirectoryNotContaining("glob:**/.tmp-*");
        repository.delete(volume);
        assertThat(repository.scan().volumes()).isEmpty();
    }

    @Test
    void stopsACopyWhenItsThreadIsInterrupted() throws Exception {
        slowDown();
        VolumeId volume = make(64 * MIB);
        disk.write(volume, 1, 0, 64 * MIB);
        var started = new CountDownLatch(1);
        var transfer = new Transfer(part -> started.countDown());
        var failed = new CompletableFuture<Throwable>();
        var thread = new Thread(() -> {
            try {
                repository.copyWithin(volume, new NewVolume(VolumeId.random(), LABELS, 64 * MIB), transfer);
                failed.complete(new AssertionError("it was not interrupted"));
            } catch (StorageException e) {
                failed.complete(Thread.currentThread().isInterrupted() ? e : new AssertionError("interrupt lost", e));
            }
        });
        thread.start();
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();

        assertThat(failed.get(60, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
        assertThat(folder.resolve("sr")).isDirectoryNotContaining("glob:**/.tmp-*");
        assertThat(repository.scan().volumes()).hasSize(1);
    }

    @Test
    void reportsACopyWhoseProcessWasKilled() throws IOException {
        slowDown();
        VolumeId volume = make(64 * MIB);
        disk.write(volume, 1, 0, 64 * MIB);
        var transfer = new Transfer(part -> ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly));

        assertFails(
                Kind.IO,
                () -> repository.copyWithin(volume, new NewVolume(VolumeId.random(), LABELS, 64 * MIB), transfer));
        assertThat(repository.scan().volumes()).hasSize(1);
        assertThat(folder.resolve("sr")).isDirectoryNotContaining("glob:**/.tmp-*");
    }
}
