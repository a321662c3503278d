package io.xapid.server.storage;

import static io.xapid.server.api.ApiKit.HERE;
import static io.xapid.server.storage.StorageKit.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.Task;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.storage.StorageException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The daemon is killed at one point of each operation after the other, and the next one brings it to an end. */
class SettlingTest {
    private final List<StorageKit> kits = new ArrayList<>(List.of(new StorageKit()));
    private final Ref<Sr> sr = kit().haveSr();

    @AfterEach
    void close() {
        kits.forEach(StorageKit::close);
    }

    @ParameterizedTest
    @CsvSource({"create, false", "create, true", "stat, false", "stat, true"})
    void createEndsWithOneDisk(String verb, boolean afterActing) throws InterruptedException {
        Ref<Task> task = killedAt(verb, afterActing, "VDI.create", StorageKit.disk(sr));
        assertThat(task).satisfies(this::succeeded);
        assertThat(kit().volumes(sr)).hasSize(1);
        assertThat(kit().disks()).singleElement().satisfies(row -> {
            assertThat(row.get(Vdi.NAME_LABEL)).isEqualTo("disk");
            assertThat(row.get(Vdi.UUID))
                    .isEqualTo(kit().volumes(sr).get(0).id().toString());
            assertThat(kit().api.row(Task.CLASS, task).get(Task.RESULT)).isEqualTo("<value>" + row.ref() + "</value>");
        });
        assertThat(kit().row(sr).get(Sr.VIRTUAL_ALLOCATION)).isEqualTo(1 << 20);
    }

    @ParameterizedTest
    @CsvSource({"delete, false", "delete, true", "stat, false"})
    void destroyEndsWithNone(String verb, boolean afterActing) throws InterruptedException {
        Ref<Vdi> disk = kit().haveDisk(sr);
        assertThat(killedAt(verb, afterActing, "VDI.destroy", disk.value())).satisfies(this::succeeded);
        assertThat(kit().volumes(sr)).isEmpty();
        assertThat(kit().disks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"resize, false", "resize, true", "stat, true"})
    void resizeEndsWithTheNewSize(String verb, boolean afterActing) throws InterruptedException {
        Ref<Vdi> disk = kit().haveDisk(sr);
        assertThat(killedAt(verb, afterActing, "VDI.resize", disk.value(), "4194304"))
                .satisfies(this::succeeded);
        assertThat(kit().disk0(disk).get(Vdi.VIRTUAL_SIZE)).isEqualTo(4 << 20);
    }

    @ParameterizedTest
    @CsvSource({
        "VDI.clone, clone, false",
        "VDI.clone, clone, true",
        "VDI.snapshot, snapshot, false",
        "VDI.snapshot, snapshot, true",
        "VDI.snapshot, stat, true",
        "VDI.copy, attach, true",
        "VDI.copy, copy, false",
        "VDI.copy, copy, true",
        "VDI.copy, detach, false",
        "VDI.copy, stat, false",
    })
    void aDuplicateEndsAsOne(String message, String verb, boolean afterActing) throws InterruptedException {
        Ref<Vdi> disk = kit().haveDisk(sr);
        Ref<Task> task = message.equals("VDI.copy")
                ? killedAt(verb, afterActing, message, disk.value(), sr.value())
                : killedAt(verb, afterActing, message, disk.value());
        assertThat(task).satisfies(this::succeeded);
        assertThat(kit().volumes(sr)).hasSize(2);
        assertThat(kit().disks())
                .hasSize(2)
                .extracting(row -> row.get(Vdi.NAME_LABEL))
                .containsOnly("disk");
        kit().api.value("VDI.destroy", kit().root, disk.value()); // nobody holds the source
    }

    @ParameterizedTest
    @CsvSource({
        "fill, false, false",
        "fill, true, false",
        "patch, false, true",
        "patch, true, true",
        "detach, false, true",
    })
    void aCopyIntoADiskIsCompleted(String verb, boolean afterActing, boolean withBase) throws InterruptedException {
        Ref<Vdi> disk = kit().haveDisk(sr);
        Ref<Vdi> into = kit().haveDisk(sr);
        String base = withBase ? kit().haveDisk(sr).value() : "OpaqueRef:NULL";
        assertThat(killedAt(verb, afterActing, "VDI.copy", disk.value(), "OpaqueRef:NULL", base, into.value()))
                .satisfies(this::succeeded);
        kit().api.value("VDI.destroy", kit().root, disk.value()); // nobody holds them
        kit().api.value("VDI.destroy", kit().root, into.value());
    }

    @ParameterizedTest
    @CsvSource({"create, true", "patch, false", "patch, true"})
    void aCopyOfWhatDiffersIsCompleted(String verb, boolean afterActing) throws InterruptedException {
        Ref<Vdi> disk = kit().haveDisk(sr);
        Ref<Vdi> base = kit().haveDisk(sr);
        assertThat(killedAt(verb, afterActing, "VDI.copy", disk.value(), sr.value(), base.value()))
                .satisfies(this::succeeded);
        assertThat(kit().volumes(sr)).hasSize(3);
        assertThat(kit().disks()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"relabel, false", "relabel, true"})
    void aNewNameIsOnRowAndVolume(String verb, boolean afterActing) throws InterruptedException {
        Ref<Vdi> disk = kit().haveDisk(sr);
        assertThat(killedAt(verb, afterActing, "VDI.set_name_label", disk.value(), "new"))
                .satisfies(this::succeeded);
        assertThat(kit().disk0(disk).get(Vdi.NAME_LABEL)).isEqualTo("new");
        assertThat(kit().volumes(sr).get(0).labels().name()).isEqualTo("new");
    }

    @ParameterizedTest
    @CsvSource({
        "create, false",
        "create, true",
        "attach, false",
        "attach, true",
        "scan, false",
        "scan, true",
        "stat, false",
        "stat, true",
    })
    void aRepositoryIsMadeOnce(String verb, boolean afterActing) throws InterruptedException {
        Ref<Task> task = killedAt(
                verb,
                afterActing,
                "SR.create",
                HERE.value(),
                Map.of(),
                "0",
                "second",
                "",
                "dummy",
                "",
                false,
                Map.of());
        assertThat(task).satisfies(this::succeeded);
        assertThat(kit().api.store.snapshot().table(Sr.CLASS).size()).isEqualTo(2);
        Ref<Sr> made = kit().api.store.snapshot().table(Sr.CLASS).stream()
                .map(row -> row.ref())
                .filter(ref -> !ref.equals(sr))
                .findFirst()
                .orElseThrow();
        assertThat(kit().row(made).get(Sr.PBDS)).hasSize(1);
        kit().haveDisk(made);
    }

    @ParameterizedTest
    @CsvSource({"destroy, false", "destroy, true"})
    void aRepositoryGoesForGood(String verb, boolean afterActing) throws InterruptedException {
        kit().api.value("PBD.unplug", kit().root, kit().pbdOf(sr).value());
        assertThat(killedAt(verb, afterActing, "SR.destroy", sr.value())).satisfies(this::succeeded);
        assertThat(kit().api.store.snapshot().table(Sr.CLASS).size()).isZero();
        assertThat(kit().api.store.snapshot().table(Pbd.CLASS).size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"scan, false", "scan, true", "stat, true"})
    void aScanIsDoneAgain(String verb, boolean afterActing) throws InterruptedException {
        assertThat(killedAt(verb, afterActing, "SR.scan", sr.value())).satisfies(this::succeeded);
    }

    @ParameterizedTest
    @CsvSource({"attach, false", "attach, true", "scan, false", "stat, true"})
    void aPlugEndsPlugged(String verb, boolean afterActing) throws InterruptedException {
        String pbd = kit().pbdOf(sr).value();
        kit().api.value("PBD.unplug", kit().root, pbd);
        assertThat(killedAt(verb, afterActing, "PBD.plug", pbd)).satisfies(this::succeeded);
        assertThat(isPlugged()).isTrue();
        kit().haveDisk(sr);
    }

    @ParameterizedTest
    @CsvSource({"close, false", "close, true"})
    void anUnplugEndsUnpluggedAndStaysSo(String verb, boolean afterActing) throws InterruptedException {
        String pbd = kit().pbdOf(sr).value();
        assertThat(killedAt(verb, afterActing, "PBD.unplug", pbd)).satisfies(this::succeeded);
        assertThat(isPlugged()).isFalse();
        kits.add(kit().afterACrash().start());
        assertThat(isPlugged()).isFalse();
        kit().api.value("PBD.plug", kit().root, pbd);
        kits.add(kit().afterACrash().start());
        assertThat(isPlugged()).isTrue();
    }

    @Test
    void whatCannotBeBroughtToAnEndFailsAndSaysWhy() throws InterruptedException {
        FaultyStorage.Halt halt = kit().faults.haltAt("create");
        Ref<Task> task = ref(kit().api.value("Async.VDI.create", kit().root, StorageKit.disk(sr)));
        halt.awaitReached();
        StorageKit next = kit().afterACrash();
        kits.add(next);
        next.faults.fail("create", Kind.NO_SPACE);
        next.start();
        next.awaitRest();
        assertThat(next.api.row(Task.CLASS, task).get(Task.STATUS)).isEqualTo(TaskStatus.FAILURE);
        assertThat(next.api.row(Task.CLASS, task).get(Task.ERROR_INFO)).first().isEqualTo("SR_BACKEND_FAILURE_44");
        assertThat(next.disks()).isEmpty();
    }

    /** Orders it, kills the daemon at that point, and has the next one settle it. */
    private Ref<Task> killedAt(String verb, boolean afterActing, String message, Object... parameters)
            throws InterruptedException {
        FaultyStorage faults = kit().faults;
        FaultyStorage.Halt halt = afterActing ? faults.haltAfter(verb) : faults.haltAt(verb);
        var all = new ArrayList<Object>(List.of(kit().root));
        all.addAll(List.of(parameters));
        Ref<Task> task = ref(kit().api.value("Async." + message, all.toArray()));
        halt.awaitReached();
        StorageKit next = kit().afterACrash();
        kits.add(next);
        next.start();
        next.awaitRest();
        return task;
    }

    private void succeeded(Ref<Task> task) {
        assertThat(kit().api.row(Task.CLASS, task).get(Task.ERROR_INFO)).isEmpty();
        assertThat(kit().api.row(Task.CLASS, task).get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
    }

    private boolean isPlugged() {
        return kit().api.row(Pbd.CLASS, kit().pbdOf(sr)).get(Pbd.CURRENTLY_ATTACHED)
                && kit().room.repositories().has(sr);
    }

    private StorageKit kit() {
        return kits.get(kits.size() - 1);
    }
}
