package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.server.vm.MemoryModel.Limits;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryModelTest {
    private static final long MIB = 1L << 20;

    private final TestState state = new TestState();
    private final Ref<Vm> vm = state.vm(PowerState.HALTED);

    @AfterEach
    void close() {
        state.close();
    }

    /**
     * By hand: outside 1, inside 1 (not PV), Xen ceil(38 v / 256), shim 23 + s / 90 (PV in PVH), and shadow
     * floor(m ceil((256 v + 2 s) / 256)) MiB.
     */
    @ParameterizedTest(name = "{0} with {1} MiB, {2} processors, multiplier {3}")
    @CsvSource({
        "HVM, 1024, 1, 1.0, 12",
        "HVM, 1024, 4, 1.0, 15",
        "HVM, 1024, 8, 1.0, 20",
        "HVM, 1024, 1, 2.5, 25",
        "PVH, 1024, 1, 1.0, 12",
        "PV, 1024, 1, 1.0, 11",
        "PV_IN_PVH, 1024, 1, 1.0, 46",
        "PV_IN_PVH, 900, 1, 1.0, 45",
        "HVM, 1, 1, 1.0, 5",
    })
    void aGuestCostsItsHost(DomainType type, long staticMax, long vcpus, double multiplier, long overhead) {
        assertThat(MemoryModel.overhead(type, staticMax * MIB, vcpus, multiplier))
                .isEqualTo(overhead * MIB);
    }

    @Test
    void theShadowOfAParavirtualGuestIsNotMultipliedAtStart() {
        set(Vm.DOMAIN_TYPE, DomainType.PV);
        set(Vm.HVM_SHADOW_MULTIPLIER, 10.0);

        assertThat(MemoryModel.overheadAtStart(row())).isLessThan(MemoryModel.overhead(row()));
        assertThat(MemoryModel.neededAtStart(row())).isEqualTo(256 * MIB + MemoryModel.overheadAtStart(row()));
    }

    @Test
    void aGuestInAShimNeedsAllItMayHaveAtOnce() {
        set(Vm.MEMORY_STATIC_MAX, 512 * MIB);
        set(Vm.DOMAIN_TYPE, DomainType.PV_IN_PVH);

        assertThat(MemoryModel.neededAtStart(row())).isEqualTo(512 * MIB + MemoryModel.overheadAtStart(row()));
    }

    @ParameterizedTest
    @CsvSource({"1024, false", "1024, true", "8192, false", "16, false", "0, false"})
    void theLargestThatFitsDoesAndAMebibyteMoreDoesNot(long total, boolean approximately) {
        long fits = MemoryModel.largestFitting(row(), total * MIB, approximately);
        long vcpus = approximately ? 64 : 1;

        assertThat(fits % MIB).isZero();
        if (fits > 0) {
            assertThat(withOverhead(fits, vcpus)).isLessThanOrEqualTo(total * MIB);
        }
        assertThat(withOverhead(fits + MIB, vcpus)).isGreaterThan(total * MIB);
    }

    private long withOverhead(long staticMax, long vcpus) {
        return staticMax + MemoryModel.overhead(DomainType.HVM, staticMax, vcpus, row().get(Vm.HVM_SHADOW_MULTIPLIER));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 2, 3, true",
        "1, 1, 1, 1, true",
        "2, 1, 2, 3, false",
        "0, 3, 2, 3, false",
        "0, 1, 4, 3, false",
        "-1, 1, 2, 3, false"
    })
    void limitsStandInOneOrder(long staticMin, long dynamicMin, long dynamicMax, long staticMax, boolean fine) {
        assertChecked(
                new Limits(staticMin, dynamicMin, dynamicMax, staticMax),
                fine ? "" : "MEMORY_CONSTRAINT_VIOLATION_ORDER");
    }

    @ParameterizedTest
    @CsvSource({"0, 3, 3, 3, true", "0, 2, 3, 3, false", "0, 2, 2, 3, false", "4, 3, 3, 3, false"})
    void limitsArePinnedForTheControlDomain(
            long staticMin, long dynamicMin, long dynamicMax, long staticMax, boolean fine) {
        set(Vm.IS_CONTROL_DOMAIN, true);

        assertChecked(
                new Limits(staticMin, dynamicMin, dynamicMax, staticMax),
                fine ? "" : "MEMORY_CONSTRAINT_VIOLATION_MAXPIN");
    }

    @Test
    void limitsArePinnedForGuestsThatRunGuests() {
        set(Vm.METRICS, Ref.none());
        set(Vm.PLATFORM, Map.of("nested-virt", "true"));

        assertChecked(new Limits(0, 2, 2, 3), "MEMORY_CONSTRAINT_VIOLATION_MAXPIN");
        assertChecked(new Limits(0, 3, 3, 3), "");
    }

    private void assertChecked(Limits limits, String failure) {
        var view = new VmView(state.snapshot(), row());
        if (failure.isEmpty()) {
            assertThatCode(() -> limits.check(view)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> limits.check(view))
                    .isInstanceOfSatisfying(
                            Failure.class, refusal -> assertThat(refusal.code()).isEqualTo(failure));
        }
    }

    private <T> void set(Field<Vm, T> field, T value) {
        state.set(Vm.CLASS, vm, field, value);
    }

    private Row<Vm> row() {
        return state.row(Vm.CLASS, vm);
    }
}
