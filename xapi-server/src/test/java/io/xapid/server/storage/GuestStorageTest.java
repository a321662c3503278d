package io.xapid.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.Medium;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Row;
import io.xapid.server.plan.Cancellation;
import io.xapid.server.plan.CancelledException;
import io.xapid.server.vm.DiskAccess;
import io.xapid.server.vm.DiskLibrary;
import io.xapid.storage.StorageException.Kind;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What guests and plans about guests get from storage. */
class GuestStorageTest {
    private final StorageKit kit = new StorageKit();
    private final Ref<Sr> sr = kit.haveSr();
    private final DiskAccess access = kit.room.diskAccess();
    private final DiskLibrary library = kit.room.diskLibrary();

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void oneGuestWritesOrSeveralRead() {
        Ref<Vdi> disk = kit.haveDisk(sr);
        Medium medium = access.attach(disk, "vbd-1", false);
        assertThat(medium.path().toString()).endsWith(kit.disk0(disk).get(Vdi.UUID));
        assertThat(access.attach(disk, "vbd-1", false)).isEqualTo(medium); // as after a restart
        assertFails(List.of("VDI_IN_USE", disk.value(), "attach"), () -> access.attach(disk, "vbd-2", true));
        access.detach(disk, "vbd-1");
        access.detach(disk, "vbd-1");
        access.attach(disk, "vbd-2", true);
        access.attach(disk, "vbd-3", true);
    }

    @Test
    void saysWhyADiskCannotBeReached() {
        Ref<Vdi> disk = kit.haveDisk(sr);
        Ref<Vdi> gone = new Ref<>("OpaqueRef:gone");
        assertFails(List.of("HANDLE_INVALID", "VDI", gone.value()), () -> access.attach(gone, "vbd", true));
        kit.room.repositories().require(sr).delete(VdiRows.idOf(kit.disk0(disk)));
        assertFails(List.of("VDI_MISSING", sr.value(), disk.value()), () -> access.attach(disk, "vbd", true));
        kit.api.value("PBD.unplug", kit.root, kit.pbdOf(sr).value());
        assertFails(List.of("SR_NOT_ATTACHED", sr.value()), () -> access.attach(disk, "vbd", true));
        access.detach(disk, "vbd");
        access.detach(gone, "vbd");
    }

    @Test
    void aSnapshotIsNotWritten() {
        Ref<Vdi> disk = kit.haveDisk(sr);
        Ref<Vdi> snapshot = StorageKit.ref(kit.api.value("VDI.snapshot", kit.root, disk.value()));
        assertFails(List.of("VDI_READONLY", snapshot.value()), () -> access.attach(snapshot, "vbd", false));
        access.attach(snapshot, "vbd", true);
    }

    @Test
    void aGuestInTheWayIsToldOfByTheOperation() {
        Ref<Vdi> disk = kit.haveDisk(sr);
        access.attach(disk, "vbd-1", false);
        for (String message : List.of("destroy", "clone", "snapshot")) {
            assertThat(kit.api.failure("VDI." + message, kit.root, disk.value()))
                    .containsExactly("VDI_IN_USE", disk.value(), message);
        }
        assertThat(kit.api.failure("VDI.resize", kit.root, disk.value(), "8388608"))
                .containsExactly("VDI_IN_USE", disk.value(), "resize");
        assertThat(kit.api.failure("VDI.copy", kit.root, disk.value(), sr.value()))
                .containsExactly("VDI_IN_USE", disk.value(), "copy");
        kit.api.value("VDI.set_name_label", kit.root, disk.value(), "renamed meanwhile");
    }

    @Test
    void aLibraryDiskIsMadeOnceHoweverOftenItIsAskedFor() {
        DiskLibrary.Identity identity = identity();
        var wanted = new DiskLibrary.Wanted(identity, "root disk", VdiType.SYSTEM, 5000, Map.of("a", "b"));
        library.create(wanted);
        library.create(wanted);
        Row<Vdi> row = kit.disk0(identity.vdi());
        assertThat(row.get(Vdi.UUID)).isEqualTo(identity.uuid());
        assertThat(row.get(Vdi.NAME_LABEL)).isEqualTo("root disk");
        assertThat(row.get(Vdi.TYPE)).isEqualTo(VdiType.SYSTEM);
        assertThat(row.get(Vdi.VIRTUAL_SIZE)).isEqualTo(8192);
        assertThat(row.get(Vdi.OTHER_CONFIG)).containsEntry("a", "b");
        library.destroy(identity);
        library.destroy(identity);
        assertThat(kit.disks()).isEmpty();
        assertThat(kit.volumes(sr)).isEmpty();
    }

    @Test
    void aVolumeThatAScanFoundFirstIsTakenOver() {
        DiskLibrary.Identity identity = identity();
        var wanted = new DiskLibrary.Wanted(identity, "root disk", VdiType.SYSTEM, 5000, Map.of());
        library.create(wanted);
        kit.api.delete(Vdi.CLASS, identity.vdi());
        kit.api.value("SR.scan", kit.root, sr.value()); // finds it, with a reference of its own
        library.create(wanted);
        assertThat(kit.disks())
                .singleElement()
                .satisfies(row -> assertThat(row.ref()).isEqualTo(identity.vdi()));

        kit.api.delete(Vdi.CLASS, identity.vdi());
        kit.api.value("SR.scan", kit.root, sr.value());
        library.destroy(identity);
        assertThat(kit.disks()).isEmpty();
    }

    @Test
    void aCloneAndACopyTakeOverWhatTheyAreMadeFrom() throws Exception {
        Ref<Vdi> original = kit.haveDisk(sr);
        DiskLibrary.Identity clone = identity();
        DiskLibrary.Identity copy = identity();
        library.clone(original, clone, new Cancellation());
        library.copy(original, copy, new Cancellation());
        library.copy(original, copy, new Cancellation());
        for (DiskLibrary.Identity made : List.of(clone, copy)) {
            assertThat(kit.disk0(made.vdi()).get(Vdi.NAME_LABEL)).isEqualTo("disk");
            assertThat(kit.disk0(made.vdi()).get(Vdi.TAGS)).containsExactly("one");
        }
        assertThat(kit.volumes(sr)).hasSize(3);
        kit.api.value("VDI.destroy", kit.root, original.value());
    }

    @Test
    void aLibraryCopyCanBeCancelled() throws Exception {
        Ref<Vdi> original = kit.haveDisk(sr);
        DiskLibrary.Identity copy = identity();
        var cancellation = new Cancellation();
        FaultyStorage.Halt halt = kit.faults.haltAt("copy");
        CompletableFuture<Void> copying = CompletableFuture.runAsync(() -> {
            try {
                library.copy(original, copy, cancellation);
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
        halt.awaitReached();
        cancellation.request();
        halt.release();
        assertThatThrownBy(() -> copying.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CancelledException.class);
        assertThat(kit.volumes(sr)).hasSize(1);
        kit.api.value("VDI.destroy", kit.root, original.value()); // nobody holds it
    }

    @Test
    void aLibrarySaysWhatTheBackendSays() {
        kit.faults.fail("create", Kind.NO_SPACE);
        var wanted = new DiskLibrary.Wanted(identity(), "x", VdiType.USER, 5000, Map.of());
        assertThatThrownBy(() -> library.create(wanted))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("SR_BACKEND_FAILURE_44"));
        assertThat(kit.disks()).isEmpty();
    }

    private DiskLibrary.Identity identity() {
        return new DiskLibrary.Identity(
                new Ref<>("OpaqueRef:" + UUID.randomUUID()), UUID.randomUUID().toString(), sr);
    }

    private static void assertFails(List<String> description, ThrowableAssert.ThrowingCallable deed) {
        assertThatThrownBy(deed)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.description()).isEqualTo(description));
    }
}
