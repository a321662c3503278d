package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.Boot;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmBootFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelBootTest {
    private VmRig rig;
    private Ref<Vm> vm;

    @BeforeEach
    void makeAGuestThatBootsByItself() {
        rig = new VmRig();
        vm = rig.guest("guest");
        rig.api.set(Vm.CLASS, vm, Vm.DOMAIN_TYPE, DomainType.PV);
        rig.api.set(Vm.CLASS, vm, Vm.PV_BOOTLOADER, "pygrub");
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void looksIntoTheDiskThatIsMarked() {
        rig.drive(vm, rig.disk("data"), "0", Map.of());
        rig.drive(vm, rig.disk("system"), "2", Map.of("bootable", true));
        rig.api.set(Vm.CLASS, vm, Vm.PV_BOOTLOADER_ARGS, " --entry=1  -q ");
        rig.api.set(Vm.CLASS, vm, Vm.PV_LEGACY_ARGS, "old");

        assertThat(boot())
                .isEqualTo(new Boot.Bootloader(Boot.BootloaderKind.PYGRUB, 2, List.of("--entry=1", "-q"), "old"));
    }

    @Test
    void looksIntoTheFirstDiskIfNoneIsMarked() {
        rig.drive(vm, rig.disk("data"), "1", Map.of());
        rig.drive(vm, rig.disk("system"), "3", Map.of());
        rig.api.set(Vm.CLASS, vm, Vm.PV_BOOTLOADER, "pvgrub");
        rig.api.set(Vm.CLASS, vm, Vm.PV_ARGS, "single");

        assertThat(boot()).isEqualTo(new Boot.Bootloader(Boot.BootloaderKind.PVGRUB, 1, List.of(), "single"));
    }

    @Test
    void startsWhatABootloaderFinds() {
        rig.drive(vm, rig.disk("system"), "0", Map.of("bootable", true));

        rig.start(vm);

        assertThat(rig.hypervisor.specOf(rig.idOf(vm)).orElseThrow().boot()).isInstanceOf(Boot.Bootloader.class);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(this::boot)
                .isInstanceOf(VmBootFailure.BootloaderFailed.class)
                .hasMessageContaining("no disk");
        rig.api.set(Vm.CLASS, vm, Vm.PV_BOOTLOADER, "lilo");
        assertThatThrownBy(this::boot)
                .isInstanceOf(VmBootFailure.BootloaderFailed.class)
                .hasMessageContaining("but pvgrub, pygrub");
        rig.api.set(Vm.CLASS, vm, Vm.PV_BOOTLOADER, "");
        assertThatThrownBy(this::boot)
                .isInstanceOf(VmBootFailure.BootloaderFailed.class)
                .hasMessageContaining("neither");
    }

    /** A program of the host's would follow them as root. */
    @ParameterizedTest
    @ValueSource(
            strings = {"--output=/etc/passwd", "-q --output-directory=/", "--entry=x", "-q -q -q -q -q -q -q -q -q"})
    void letsNobodyHaveTheHostWriteFiles(String arguments) {
        rig.drive(vm, rig.disk("system"), "0", Map.of());
        rig.api.set(Vm.CLASS, vm, Vm.PV_BOOTLOADER_ARGS, arguments);

        assertThatThrownBy(this::boot)
                .isInstanceOf(VmBootFailure.BootloaderFailed.class)
                .hasMessageContaining("only -q");
    }

    private Boot boot() {
        var state = rig.api.store.snapshot();
        return new KernelBoot(rig.hypervisor.capabilities(), List.of())
                .boot(state, state.find(Vm.CLASS, vm).orElseThrow());
    }
}
