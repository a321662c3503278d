package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Failure;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Row;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published table of power states, line by line. */
class VmPowerTableTest {
    /** Halted, Paused, Running, Suspended: {@code y} allowed, {@code c} only of a control domain, {@code s} of a snapshot. */
    private static final String TABLE = """
            yncn changing_VCPUs changing_static_range changing_memory_limits
            ynnn changing_shadow_memory changing_NVRAM make_into_template provision start start_on create_vtpm
            nynn unpause
            nnny csvm resume resume_on
            nnyn awaiting_memory_live call_plugin changing_memory_live changing_shadow_memory_live changing_VCPUs_live
            nnyn clean_reboot clean_shutdown data_source_op pause pool_migrate send_sysrq send_trigger
            nnyn snapshot_with_quiesce suspend sysprep
            ynyn changing_dynamic_range
            ynns clone copy
            ynny create_template destroy export
            nyyn hard_reboot
            nyyy checkpoint get_boot_record hard_shutdown shutdown
            ynyy migrate_send
            yyyy assert_operation_valid metadata_export power_state_reset query_services revert reverting
            yyyy snapshot update_allowed_operations
            nnnn import
            """;

    private static final List<PowerState> COLUMNS =
            List.of(PowerState.HALTED, PowerState.PAUSED, PowerState.RUNNING, PowerState.SUSPENDED);

    private final TestState state = new TestState();
    private final VmAdmission admission = new VmAdmission(TestState.POOL);

    @AfterEach
    void close() {
        state.close();
    }

    static Stream<Arguments> lines() {
        var lines = new ArrayList<Arguments>();
        for (String line : TABLE.strip().split("\n")) {
            String[] words = line.strip().split(" ");
            for (int i = 1; i < words.length; i++) {
                for (PowerState power : COLUMNS) {
                    lines.add(Arguments.of(words[i], power, words[0].charAt(COLUMNS.indexOf(power))));
                }
            }
        }
        return lines.stream();
    }

    @Test
    void everyOperationHasItsLine() {
        assertThat(lines().map(line -> (String) line.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(Stream.of(VmOperation.values())
                        .map(VmOperation::wireName)
                        .toList());
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("lines")
    void isAllowedInThesePowerStatesAndNoOthers(String name, PowerState power, char mark) {
        VmOperation operation = operation(name);
        Row<Vm> plain = state.row(Vm.CLASS, state.vm(power));

        assertThat(isRefusedForItsPowerState(plain, operation)).isEqualTo(mark != 'y');
        if (mark == 'c') {
            state.set(Vm.CLASS, plain.ref(), Vm.IS_CONTROL_DOMAIN, true);
            assertThat(isRefusedForItsPowerState(state.row(Vm.CLASS, plain.ref()), operation))
                    .isFalse();
        }
        if (mark == 's') {
            state.set(Vm.CLASS, plain.ref(), Vm.IS_A_SNAPSHOT, true);
            assertThat(isRefusedForItsPowerState(state.row(Vm.CLASS, plain.ref()), operation))
                    .isFalse();
        }
    }

    @Test
    void suspendedVmsAreClonedWhereThePoolSaysSo() {
        Row<Vm> vm = state.row(Vm.CLASS, state.vm(PowerState.SUSPENDED));
        state.set(Pool.CLASS, TestState.POOL, Pool.OTHER_CONFIG, Map.of("allow_clone_suspended_vm", "true"));

        assertThat(isRefusedForItsPowerState(vm, VmOperation.CLONE)).isFalse();
    }

    @Test
    void theFailureNamesAllowedAndActualStatesInAFixedOrder() {
        Row<Vm> vm = state.row(Vm.CLASS, state.vm(PowerState.PAUSED));

        Failure failure = Objects.requireNonNull(
                admission.objection(state.snapshot(), vm, VmOperation.MIGRATE_SEND, true), "an objection");

        assertThat(failure.description())
                .containsExactly("VM_BAD_POWER_STATE", vm.ref().value(), "halted, suspended, running", "paused");
    }

    /** Those that are never listed, even when they could start. */
    @ParameterizedTest
    @EnumSource(VmOperation.class)
    void listsWhatMayStartButForWhatIsNeverListed(VmOperation operation) {
        var never = List.of(
                "create_template power_state_reset csvm get_boot_record send_sysrq send_trigger query_services shutdown"
                        .split(" "));
        var neverEither = List.of(
                ("call_plugin changing_memory_live awaiting_memory_live changing_memory_limits changing_shadow_memory_live"
                                + " changing_VCPUs assert_operation_valid data_source_op update_allowed_operations import"
                                + " reverting")
                        .split(" "));
        boolean hidden = never.contains(operation.wireName()) || neverEither.contains(operation.wireName());
        var seen = new HashMap<PowerState, Boolean>();
        for (PowerState power : COLUMNS) {
            Row<Vm> vm = state.row(Vm.CLASS, state.vm(power));
            boolean may = admission.objection(state.snapshot(), vm, operation, true) == null;
            boolean listed = admission.allowed(vm, state.snapshot()).contains(operation);
            assertThat(listed).as("%s on %s", operation, power).isEqualTo(may && !hidden);
            seen.put(power, listed);
        }
        assertThat(seen).hasSize(COLUMNS.size());
    }

    private boolean isRefusedForItsPowerState(Row<Vm> vm, VmOperation operation) {
        Failure failure = admission.objection(state.snapshot(), vm, operation, true);
        return failure != null && failure.code().equals("VM_BAD_POWER_STATE");
    }

    private static VmOperation operation(String name) {
        return Stream.of(VmOperation.values())
                .filter(each -> each.wireName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
