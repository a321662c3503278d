package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.Disk;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdOperation;
import io.xapid.model.vm.Vm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Drives, asked for as clients do. */
class DriveTest {
    private final VmRig rig = new VmRig();
    private final Ref<Vm> vm = rig.guest("guest");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void comeToAGuestWhenItStartsAndGoWhenItHalts() {
        Ref<Vbd> vbd = rig.drive(vm, rig.disk("disk"), "0", Map.of());
        assertThat(rig.api.row(Vm.CLASS, vm).get(Vm.VBDS)).containsExactly(vbd);

        rig.start(vm);

        assertThat(rig.api.row(Vbd.CLASS, vbd).get(Vbd.CURRENTLY_ATTACHED)).isTrue();
        assertThat(rig.api.row(Vbd.CLASS, vbd).get(Vbd.DEVICE)).isEqualTo("xvda");
        rig.api.value("VM.hard_shutdown", rig.session, vm.value());
        assertThat(rig.api.row(Vbd.CLASS, vbd).get(Vbd.CURRENTLY_ATTACHED)).isFalse();
    }

    @Test
    void arePluggedAndUnpluggedWhileTheGuestRuns() {
        rig.start(vm);
        rig.reportDrivers(vm);
        Ref<Vbd> vbd = rig.drive(vm, rig.disk("disk"), "autodetect", Map.of());

        rig.api.value("VBD.plug", rig.session, vbd.value());
        assertThat(disksOfTheDomain()).hasSize(1);
        assertThat(rig.api.row(Vbd.CLASS, vbd).get(Vbd.CURRENTLY_ATTACHED)).isTrue();
        assertThat(rig.api.failure("VBD.plug", rig.session, vbd.value()))
                .containsExactly("DEVICE_ALREADY_ATTACHED", vbd.value());
        assertThat(rig.api.failure("VBD.destroy", rig.session, vbd.value())).startsWith("OPERATION_NOT_ALLOWED");

        rig.api.value("VBD.unplug", rig.session, vbd.value());
        assertThat(disksOfTheDomain()).isEmpty();
        assertThat(rig.api.row(Vbd.CLASS, vbd).get(Vbd.CURRENTLY_ATTACHED)).isFalse();
        rig.api.value("VBD.destroy", rig.session, vbd.value());
        assertThat(rig.api.row(Vm.CLASS, vm).get(Vm.VBDS)).isEmpty();
    }

    @Test
    void refuseWhatCannotBe() {
        Ref<Vdi> disk = rig.disk("disk");
        rig.drive(vm, disk, "1", Map.of());

        assertThat(refused(Map.of("userdevice", "hdb"))).containsExactly("DEVICE_ALREADY_EXISTS", "hdb");
        assertThat(refused(Map.of("userdevice", "nonsense"))).containsExactly("INVALID_DEVICE", "nonsense");
        assertThat(refused(Map.of("userdevice", "999"))).containsExactly("INVALID_DEVICE", "999");
        assertThat(refused(Map.of("type", "CD"))).containsExactly("VBD_CDS_MUST_BE_READONLY");
        assertThat(refused(Map.of("empty", true))).containsExactly("VBD_NOT_REMOVABLE_MEDIA", "in constructor");
        assertThat(refused(Map.of("VDI", "OpaqueRef:none-such")))
                .containsExactly("HANDLE_INVALID", "VDI", "OpaqueRef:none-such");
    }

    @Test
    void cannotBePluggedIntoAHaltedGuest() {
        Ref<Vbd> vbd = rig.drive(vm, rig.disk("disk"), "0", Map.of());

        assertThat(rig.api.failure("VBD.plug", rig.session, vbd.value()))
                .containsExactly("VM_BAD_POWER_STATE", vm.value(), "running", "halted");
        assertThat(rig.api.value("VBD.get_allowed_operations", rig.session, vbd.value()))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(VbdOperation.ATTACH)
                .doesNotContain(VbdOperation.PLUG);
    }

    @Test
    void takeDiscsInAndOut() {
        Ref<Vbd> cd = rig.drive(
                vm, Ref.none(), "3", Map.of("type", "CD", "mode", "RO", "empty", true, "VDI", "OpaqueRef:NULL"));
        Ref<Vdi> disc = rig.disk("disc");

        rig.api.value("VBD.insert", rig.session, cd.value(), disc.value());
        assertThat(rig.api.row(Vbd.CLASS, cd).get(Vbd.VDI)).isEqualTo(disc);
        assertThat(rig.api.failure("VBD.insert", rig.session, cd.value(), disc.value()))
                .containsExactly("VBD_NOT_EMPTY", cd.value());
        rig.api.value("VBD.eject", rig.session, cd.value());
        rig.start(vm);
        rig.api.value("VBD.insert", rig.session, cd.value(), disc.value());

        assertThat(disksOfTheDomain())
                .singleElement()
                .satisfies(drive -> assertThat(drive.medium()).isPresent());
        rig.api.value("VBD.eject", rig.session, cd.value());
        assertThat(disksOfTheDomain())
                .singleElement()
                .satisfies(drive -> assertThat(drive.medium()).isEmpty());
        assertThat(rig.api.failure("VBD.eject", rig.session, cd.value())).containsExactly("VBD_IS_EMPTY", cd.value());
    }

    private List<Disk> disksOfTheDomain() {
        return rig.hypervisor.specOf(rig.idOf(vm)).orElseThrow().disks();
    }

    private List<String> refused(Map<String, Object> wish) {
        var wanted = new HashMap<String, Object>(Map.of(
                "VM",
                vm.value(),
                "VDI",
                rig.disk("another").value(),
                "userdevice",
                "5",
                "bootable",
                false,
                "mode",
                "RW",
                "type",
                "Disk",
                "empty",
                false,
                "other_config",
                Map.of(),
                "qos_algorithm_type",
                "",
                "qos_algorithm_params",
                Map.of()));
        wanted.putAll(wish);
        return rig.api.failure("VBD.create", rig.session, wanted);
    }
}
