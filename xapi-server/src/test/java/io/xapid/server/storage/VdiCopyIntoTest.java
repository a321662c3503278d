package io.xapid.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.Task;
import io.xapid.model.event.TaskStatus;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiOperation;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMode;
import io.xapid.model.vm.Vm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code VDI.copy} into a disk that is there, and of no more than what differs from another. */
class VdiCopyIntoTest {
    private static final String NULL = "OpaqueRef:NULL";

    private final StorageKit kit = new StorageKit();
    private final Ref<Sr> sr = kit.haveSr();
    private final Ref<Vdi> source = kit.haveDisk(sr);
    private final Ref<Vdi> into = kit.haveDisk(kit.haveSr());

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void fillsTheDiskAndAnswersIt() {
        kit.api.value("VDI.set_name_label", kit.root, into.value(), "target");

        Object answer = kit.api.value("VDI.copy", kit.root, source.value(), NULL, NULL, into.value());

        assertThat(answer).isEqualTo(into);
        assertThat(kit.faults.verbs()).contains("fill").doesNotContain("patch");
        assertThat(kit.disk0(into).get(Vdi.NAME_LABEL)).isEqualTo("target");
        assertThat(kit.disks()).hasSize(2);
        assertNobodyHoldsThem();
    }

    @Test
    void writesOnlyWhatDiffersFromTheBase() {
        Ref<Vdi> base = kit.haveDisk(sr);

        kit.api.value("VDI.copy", kit.root, source.value(), NULL, base.value(), into.value());

        assertThat(kit.faults.verbs()).contains("patch").doesNotContain("fill");
        kit.api.value("VDI.destroy", kit.root, base.value());
        assertNobodyHoldsThem();
    }

    @Test
    void makesADiskOfWhatDiffersFromTheBase() {
        Ref<Vdi> base = kit.haveDisk(sr);
        Ref<Sr> target = kit.haveSr();

        Ref<Vdi> made =
                StorageKit.ref(kit.api.value("VDI.copy", kit.root, source.value(), target.value(), base.value()));

        assertThat(kit.faults.verbs()).contains("patch");
        assertThat(kit.disk0(made).get(Vdi.SR)).isEqualTo(target);
        assertThat(kit.disk0(made).get(Vdi.NAME_LABEL)).isEqualTo("disk");
        assertThat(kit.disk0(made).get(Vdi.TAGS)).containsExactly("one");
        assertThat(kit.disk0(made).get(Vdi.VIRTUAL_SIZE)).isEqualTo(1 << 20);
    }

    @Test
    void takesAllWhenTheTargetIsTheBase() {
        kit.api.value("VDI.copy", kit.root, source.value(), NULL, into.value(), into.value());

        assertThat(kit.faults.verbs()).contains("fill").doesNotContain("patch");
    }

    @Test
    void refusesATargetThatIsTooSmall() {
        kit.api.value("VDI.resize", kit.root, source.value(), "2097152");

        assertThat(refused(NULL, into)).containsExactly("VDI_TOO_SMALL", into.value(), "2097152");
    }

    @Test
    void refusesATargetThatIsReadOnly() {
        Ref<Vdi> snapshot = StorageKit.ref(kit.api.value("VDI.snapshot", kit.root, into.value()));

        assertThat(refused(NULL, snapshot)).containsExactly("VDI_READONLY", snapshot.value());
    }

    @Test
    void refusesATargetThatAGuestUses() {
        Ref<Vm> vm = kit.api.have(Vm.CLASS, Map.of(Vm.NAME_LABEL, "guest"));
        kit.api.have(
                Vbd.CLASS,
                Map.of(Vbd.VM, vm, Vbd.VDI, into, Vbd.MODE, VbdMode.READ_ONLY, Vbd.CURRENTLY_ATTACHED, true));

        assertThat(refused(NULL, into)).containsExactly("VDI_IN_USE", into.value(), "copy");
    }

    @Test
    void refusesItself() {
        assertThat(refused(NULL, source)).containsExactly("VDI_IN_USE", source.value(), "copy");
        kit.api.value("VDI.destroy", kit.root, source.value());
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThat(refused(NULL, new Ref<>("OpaqueRef:nothing")))
                .containsExactly("HANDLE_INVALID", "VDI", "OpaqueRef:nothing");
        assertThat(refused("OpaqueRef:nothing", into)).containsExactly("HANDLE_INVALID", "VDI", "OpaqueRef:nothing");
    }

    @Test
    void waitsForWhatIsDoneToTheTarget() {
        kit.api.set(Vdi.CLASS, into, Vdi.CURRENT_OPERATIONS, Map.of("OpaqueRef:other", VdiOperation.RESIZE));
        Ref<Task> task =
                StorageKit.ref(kit.api.value("Async.VDI.copy", kit.root, source.value(), NULL, NULL, into.value()));
        assertThat(kit.api.row(Task.CLASS, task).get(Task.STATUS)).isEqualTo(TaskStatus.PENDING);

        kit.api.set(Vdi.CLASS, into, Vdi.CURRENT_OPERATIONS, Map.of());
        kit.api.value("SR.scan", kit.root, sr.value()); // something ends

        assertThat(kit.awaitEnd(task).get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
    }

    @ParameterizedTest
    @CsvSource({"fill, false", "patch, true"})
    void isStoppedHalfWay(String verb, boolean withBase) throws InterruptedException {
        String base = withBase ? kit.haveDisk(sr).value() : NULL;
        FaultyStorage.Halt halt = kit.faults.haltAt(verb);
        Ref<Task> task =
                StorageKit.ref(kit.api.value("Async.VDI.copy", kit.root, source.value(), NULL, base, into.value()));
        halt.awaitReached();
        assertThat(kit.disk0(source).get(Vdi.CURRENT_OPERATIONS)).containsOnlyKeys(task.value());
        kit.api.value("task.cancel", kit.root, task.value());
        StorageKit.await(kit.faults::isTransferCancelled);
        halt.release();

        assertThat(kit.awaitEnd(task).get(Task.ERROR_INFO)).containsExactly("TASK_CANCELLED", task.value());
        kit.awaitRest();
        assertNobodyHoldsThem();
    }

    @Test
    void repositoriesAreNotUnpluggedMeanwhile() throws InterruptedException {
        Ref<Sr> third = kit.haveSr();
        Ref<Vdi> base = kit.haveDisk(third);
        FaultyStorage.Halt halt = kit.faults.haltAt("patch");
        Ref<Task> copy = StorageKit.ref(
                kit.api.value("Async.VDI.copy", kit.root, source.value(), NULL, base.value(), into.value()));
        halt.awaitReached();
        List<Ref<Task>> unplugs = List.of(sr, third, kit.disk0(into).get(Vdi.SR)).stream()
                .map(each -> StorageKit.<Task>ref(kit.api.value(
                        "Async.PBD.unplug", kit.root, kit.pbdOf(each).value())))
                .toList();
        assertThat(unplugs)
                .allSatisfy(task -> assertThat(kit.api.row(Task.CLASS, task).get(Task.STATUS))
                        .isEqualTo(TaskStatus.PENDING));

        halt.release();

        assertThat(kit.awaitEnd(copy).get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS);
        unplugs.forEach(task -> assertThat(kit.awaitEnd(task).get(Task.STATUS)).isEqualTo(TaskStatus.SUCCESS));
    }

    private List<String> refused(String base, Ref<Vdi> target) {
        return kit.api.failure("VDI.copy", kit.root, source.value(), NULL, base, target.value());
    }

    private void assertNobodyHoldsThem() {
        kit.api.value("VDI.destroy", kit.root, source.value());
        kit.api.value("VDI.destroy", kit.root, into.value());
    }
}
