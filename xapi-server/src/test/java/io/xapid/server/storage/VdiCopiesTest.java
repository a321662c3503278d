package io.xapid.server.storage;

import static io.xapid.server.storage.StorageKit.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.Task;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.storage.StorageException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VdiCopiesTest {
    private final StorageKit kit = new StorageKit();
    private final Ref<Sr> sr = kit.haveSr();

    @AfterEach
    void close() {
        kit.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"VDI.clone", "VDI.snapshot"})
    void aForkTakesOverWhatItIsMadeFrom(String message) {
        Ref<Vdi> original = kit.haveDisk(sr);
        Ref<Vdi> made = ref(kit.api.value(message, kit.root, original.value()));
        Row<Vdi> row = kit.disk0(made);
        boolean isSnapshot = message.endsWith("snapshot");
        assertThat(row.get(Vdi.NAME_LABEL)).isEqualTo("disk");
        assertThat(row.get(Vdi.TAGS)).containsExactly("one");
        assertThat(row.get(Vdi.OTHER_CONFIG)).containsKey("colour");
        assertThat(row.get(Vdi.VIRTUAL_SIZE)).isEqualTo(1 << 20);
        assertThat(row.get(Vdi.IS_A_SNAPSHOT)).isEqualTo(isSnapshot);
        assertThat(row.get(Vdi.READ_ONLY)).isEqualTo(isSnapshot);
        assertThat(row.get(Vdi.SNAPSHOT_OF)).isEqualTo(isSnapshot ? original : Ref.none());
        assertThat(row.get(Vdi.SNAPSHOT_TIME).getEpochSecond()).matches(time -> (time > 0) == isSnapshot);
        assertThat(kit.volumes(sr)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"VDI.clone, clone", "VDI.snapshot, snapshot"})
    void aForkThatFailsLeavesNothing(String message, String verb) {
        Ref<Vdi> original = kit.haveDisk(sr);
        kit.faults.fail(verb, Kind.CHAIN_TOO_LONG);
        assertThat(kit.api.failure(message, kit.root, original.value())).startsWith("SR_BACKEND_FAILURE_109");
        kit.faults.heal();
        kit.faults.failAfter(verb, Kind.IO);
        assertThat(kit.api.failure(message, kit.root, original.value())).startsWith("SR_BACKEND_FAILURE_202");
        kit.faults.heal();
        assertThat(kit.volumes(sr)).hasSize(1);
        assertThat(kit.disks()).hasSize(1);
        assertThat(kit.isAtRest()).isTrue();
    }

    @Test
    void copyGoesToAnotherRepository() {
        Ref<Sr> target = kit.haveSr();
        Ref<Vdi> original = kit.haveDisk(sr);
        Ref<Vdi> made = ref(kit.api.value("VDI.copy", kit.root, original.value(), target.value()));
        assertThat(kit.disk0(made).get(Vdi.SR)).isEqualTo(target);
        assertThat(kit.disk0(made).get(Vdi.NAME_LABEL)).isEqualTo("disk");
        assertThat(kit.volumes(target)).hasSize(1);
        assertThat(kit.row(target).get(Sr.VIRTUAL_ALLOCATION)).isEqualTo(1 << 20);
        kit.api.value("VDI.destroy", kit.root, original.value()); // nobody holds it any more
    }

    @Test
    void copyNeedsARepository() {
        Ref<Vdi> original = kit.haveDisk(sr);
        assertThat(kit.api.failure("VDI.copy", kit.root, original.value(), "OpaqueRef:NULL"))
                .containsExactly("HANDLE_INVALID", "SR", "OpaqueRef:NULL");
    }

    @Test
    void copyCanBeCancelledAndLeavesNothing() throws InterruptedException {
        Ref<Vdi> original = kit.haveDisk(sr);
        FaultyStorage.Halt halt = kit.faults.haltAt("copy");
        Ref<Task> task = ref(kit.api.value("Async.VDI.copy", kit.root, original.value(), sr.value()));
        halt.awaitReached();
        assertThat(kit.disk0(original).get(Vdi.CURRENT_OPERATIONS)).containsOnlyKeys(task.value());
        kit.api.value("task.cancel", kit.root, task.value());
        StorageKit.await(kit.faults::isTransferCancelled);
        halt.release();

        Row<Task> ended = kit.awaitEnd(task);
        assertThat(ended.get(Task.STATUS)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(ended.get(Task.ERROR_INFO)).containsExactly("TASK_CANCELLED", task.value());
        assertThat(kit.volumes(sr)).hasSize(1);
        assertThat(kit.disks()).hasSize(1);
        kit.awaitRest();
        kit.api.value("VDI.destroy", kit.root, original.value()); // the source is let go
    }

    @Test
    void othersWorkInBothRepositoriesDuringACopy() throws InterruptedException {
        Ref<Sr> target = kit.haveSr();
        Ref<Vdi> original = kit.haveDisk(sr);
        FaultyStorage.Halt halt = kit.faults.haltAt("copy");
        Ref<Task> first = ref(kit.api.value("Async.VDI.copy", kit.root, original.value(), target.value()));
        halt.awaitReached();

        kit.api.value("VDI.copy", kit.root, original.value(), target.value());
        kit.api.value("SR.scan", kit.root, target.value());
        kit.haveDisk(target);
        assertThat(kit.api.failure("VDI.snapshot", kit.root, original.value()))
                .first()
                .isEqualTo("OPERATION_NOT_ALLOWED");
        halt.release();
        assertThat(kit.awaitEnd(first).get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
        assertThat(kit.row(target).get(Sr.VDIS)).hasSize(3);
    }

    @Test
    void aRepositoryIsNotUnpluggedUnderACopy() throws InterruptedException {
        Ref<Sr> target = kit.haveSr();
        Ref<Vdi> original = kit.haveDisk(sr);
        FaultyStorage.Halt halt = kit.faults.haltAt("copy");
        Ref<Task> copy = ref(kit.api.value("Async.VDI.copy", kit.root, original.value(), target.value()));
        halt.awaitReached();
        Ref<Task> unplug = ref(
                kit.api.value("Async.PBD.unplug", kit.root, kit.pbdOf(target).value()));
        Ref<Task> unplugSource =
                ref(kit.api.value("Async.PBD.unplug", kit.root, kit.pbdOf(sr).value()));
        assertThat(kit.api.row(Task.CLASS, unplug).get(Task.STATUS)).isEqualTo(TaskStatus.PENDING);

        halt.release();
        assertThat(kit.awaitEnd(copy).get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
        assertThat(kit.awaitEnd(unplug).get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
        assertThat(kit.awaitEnd(unplugSource).get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void operationsOnOneDiskWaitForEachOther() throws InterruptedException {
        Ref<Vdi> made = kit.haveDisk(sr);
        FaultyStorage.Halt halt = kit.faults.haltAt("resize");
        Ref<Task> resize = ref(kit.api.value("Async.VDI.resize", kit.root, made.value(), "2097152"));
        halt.awaitReached();
        Ref<Task> clone = ref(kit.api.value("Async.VDI.clone", kit.root, made.value()));
        assertThat(kit.api.row(Task.CLASS, clone).get(Task.STATUS)).isEqualTo(TaskStatus.PENDING);
        kit.haveDisk(sr); // others go on
        halt.release();
        kit.awaitEnd(resize);
        assertThat(kit.awaitEnd(clone).get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
        assertThat(kit.disks()).extracting(row -> row.get(Vdi.VIRTUAL_SIZE)).contains(2L << 20);
    }
}
