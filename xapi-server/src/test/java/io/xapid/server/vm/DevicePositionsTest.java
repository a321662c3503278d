package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.server.vm.DriveNames.Room;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where drives and interfaces of a VM may be, and what positions are called. */
class DevicePositionsTest {
    private final TestState state = new TestState();
    private final Ref<Vm> vm = state.vm(PowerState.HALTED);

    @AfterEach
    void close() {
        state.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "254, 254",
        "xvda, 0",
        "hdb, 1",
        "sdc, 2",
        "xvdz, 25",
        "xvdaa, 26",
        "xvdiu, 254",
        "sdiu, 254",
    })
    void positionsHaveManyNames(String word, int position) {
        assertThat(DriveNames.position(word, Room.ORDINARY)).hasValue(position);
        assertThat(DriveNames.position(DriveNames.nameOf(position), Room.ORDINARY))
                .hasValue(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "autodetect",
                "-1",
                "00",
                "01",
                "255",
                "1000",
                "99999999999",
                "xvd",
                "xvdA",
                "xvdaaa",
                "xvda1",
                "xvdiv",
                "fda",
                "vda",
                " 1",
                "1 ",
                "١"
            })
    void otherWordsMeanNone(String word) {
        assertThat(DriveNames.position(word, Room.ORDINARY)).isEmpty();
    }

    @Test
    void theControlDomainHasOneMoreAndFloppiesAreTwo() {
        assertThat(DriveNames.position("255", Room.CONTROL_DOMAIN)).hasValue(255);
        assertThat(DriveNames.position("256", Room.CONTROL_DOMAIN)).isEmpty();
        assertThat(DriveNames.position("fda", Room.FLOPPY)).hasValue(0);
        assertThat(DriveNames.position("fdb", Room.FLOPPY)).hasValue(1);
        assertThat(List.of("2", "fdc", "xvda"))
                .allMatch(word -> DriveNames.position(word, Room.FLOPPY).isEmpty());
    }

    @Test
    void everyPositionIsReadBackFromItsName() {
        assertThat(IntStream.rangeClosed(0, 255))
                .allMatch(at -> DriveNames.position(DriveNames.nameOf(at), Room.CONTROL_DOMAIN)
                        .equals(OptionalInt.of(at)));
    }

    @Test
    void theLowestFreePositionIsTakenNext() {
        assertThat(DriveNames.lowestFree(List.of(), Room.ORDINARY)).hasValue(0);
        assertThat(DriveNames.lowestFree(List.of("0", "hdc", "nonsense"), Room.ORDINARY))
                .hasValue(1);
        assertThat(DriveNames.lowestFree(List.of("fda", "1"), Room.FLOPPY)).isEmpty();
    }

    @Test
    void freePositionsAreThoseThatNoDriveHas() {
        state.have(Vbd.CLASS, Map.of(Vbd.VM, vm, Vbd.USERDEVICE, "xvda"));
        state.have(Vbd.CLASS, Map.of(Vbd.VM, vm, Vbd.USERDEVICE, "3"));

        List<String> free = FreePositions.ofDrives(state.snapshot(), row());

        assertThat(free).startsWith("1", "2", "4").endsWith("254").hasSize(253);
    }

    @Test
    void freePositionsAreThoseThatNoInterfaceHas() {
        state.have(Vif.CLASS, Map.of(Vif.VM, vm, Vif.DEVICE, "1"));

        assertThat(FreePositions.ofInterfaces(state.snapshot(), row()))
                .startsWith("0", "2")
                .endsWith("15")
                .hasSize(15);
    }

    @Test
    void recommendationsLimitThem() {
        state.set(
                Vm.CLASS,
                vm,
                Vm.RECOMMENDATIONS,
                "<restrictions><restriction property=\"number-of-vbds\" max=\"2\"/>"
                        + "<restriction property=\"number-of-vifs\" max=\"3\"/></restrictions>");

        assertThat(FreePositions.ofDrives(state.snapshot(), row())).containsExactly("0", "1");
        assertThat(FreePositions.ofInterfaces(state.snapshot(), row())).containsExactly("0", "1", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<restriction property=\"number-of-vifs\" max=\"many\"/>",
                "<restriction property=\"number-of-vifs\" max=\"99999\"/>",
                "number-of-vifs",
                "<"
            })
    void recommendationsThatCannotBeReadArePassedOver(String advice) {
        state.set(Vm.CLASS, vm, Vm.RECOMMENDATIONS, advice);

        assertThat(FreePositions.ofInterfaces(state.snapshot(), row())).hasSize(16);
    }

    @Test
    void recommendationsDoNotMakeMoreThanThereAre() {
        state.set(
                Vm.CLASS,
                vm,
                Vm.RECOMMENDATIONS,
                "<restriction property=\"number-of-vbds\" max=\"9999\"/>"
                        + "<restriction property=\"number-of-vifs\" max=\"9999\"/>");

        assertThat(FreePositions.ofDrives(state.snapshot(), row())).hasSize(255);
        assertThat(FreePositions.ofInterfaces(state.snapshot(), row())).hasSize(16);
    }

    private Row<Vm> row() {
        return state.row(Vm.CLASS, vm);
    }
}
