package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.PciAddress;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.Vm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostDevicesTest {
    private final VmRig rig = new VmRig();
    private final Ref<Vm> vm = rig.guest("guest");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void areInTheOrderOfTheirNumbers() {
        assertThat(devices("")).isEmpty();
        assertThat(devices("1/0000:3b:1f.7, 0/00:05.0"))
                .containsExactly(new PciAddress(0, 0, 5, 0), new PciAddress(0, 0x3b, 0x1f, 7));
        assertThat(devices("0/0000:3b:00.1").toString()).isEqualTo("[0000:3b:00.1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "0/",
                "0000:3b:00",
                "0/0000:3b:20.0",
                "0/0000:3b:00.8",
                "1000/0000:3b:00.0",
                "0/0000:3b:00.0,",
                "0/00:05.0,1/0000:00:05.0"
            })
    void whatIsNoListOfDevicesIsRefused(String text) {
        assertThatThrownBy(() -> devices(text)).isInstanceOf(CallFailure.InvalidValue.class);
    }

    @Test
    void tooManyAreRefused() {
        assertThatThrownBy(() -> devices("00:01.0,".repeat(40) + "00:01.0"))
                .isInstanceOf(CallFailure.InvalidValue.class);
    }

    @Test
    void reachTheHypervisor() {
        devices("0/0000:00:05.0");

        rig.start(vm);

        assertThat(rig.hypervisor.specOf(rig.idOf(vm)).orElseThrow().hostDevices())
                .containsExactly(new PciAddress(0, 0, 5, 0));
    }

    private List<PciAddress> devices(String text) {
        rig.api.set(Vm.CLASS, vm, Vm.OTHER_CONFIG, Map.of("mac_seed", "seed", "pci", text));
        return HostDevices.of(rig.api.row(Vm.CLASS, vm));
    }
}
