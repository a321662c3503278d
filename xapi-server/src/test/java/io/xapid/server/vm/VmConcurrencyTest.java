package io.xapid.server.vm;

import static io.xapid.model.vm.VmOperation.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Ref;
import io.xapid.model.vm.VmOperation;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The published table of what may run beside what, line by line. */
class VmConcurrencyTest {
    /** What is under way, and all that may start then. */
    static Stream<Arguments> lines() {
        return Stream.of(
                line(List.of(), EnumSet.allOf(VmOperation.class)),
                line(List.of(CLONE), EnumSet.of(CLONE, COPY, EXPORT, HARD_SHUTDOWN, HARD_REBOOT)),
                line(List.of(COPY, EXPORT, CLONE), EnumSet.of(CLONE, COPY, EXPORT, HARD_SHUTDOWN, HARD_REBOOT)),
                line(List.of(SNAPSHOT), EnumSet.of(SNAPSHOT, CHECKPOINT, HARD_SHUTDOWN, HARD_REBOOT)),
                line(List.of(CHECKPOINT, SNAPSHOT), EnumSet.of(SNAPSHOT, CHECKPOINT, HARD_SHUTDOWN, HARD_REBOOT)),
                line(List.of(GET_BOOT_RECORD), EnumSet.of(GET_BOOT_RECORD, HARD_SHUTDOWN, HARD_REBOOT)),
                line(List.of(SNAPSHOT_WITH_QUIESCE), EnumSet.of(SNAPSHOT, HARD_SHUTDOWN, HARD_REBOOT)),
                line(
                        List.of(MIGRATE_SEND),
                        EnumSet.of(METADATA_EXPORT, CLEAN_SHUTDOWN, CLEAN_REBOOT, HARD_SHUTDOWN, HARD_REBOOT)),
                line(List.of(MIGRATE_SEND, METADATA_EXPORT), EnumSet.of(HARD_SHUTDOWN, HARD_REBOOT)),
                line(List.of(CLEAN_SHUTDOWN), EnumSet.of(HARD_SHUTDOWN, HARD_REBOOT)),
                line(List.of(START), EnumSet.of(HARD_SHUTDOWN, HARD_REBOOT)),
                line(List.of(CLONE, SNAPSHOT), EnumSet.of(HARD_SHUTDOWN, HARD_REBOOT)),
                line(List.of(HARD_REBOOT), EnumSet.of(HARD_SHUTDOWN)),
                line(List.of(HARD_SHUTDOWN), EnumSet.noneOf(VmOperation.class)),
                line(List.of(HARD_SHUTDOWN, HARD_REBOOT), EnumSet.noneOf(VmOperation.class)));
    }

    private static Arguments line(List<VmOperation> underWay, Set<VmOperation> mayStart) {
        return Arguments.of(underWay, mayStart);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void toleratesTheseAndNoOthers(List<VmOperation> underWay, Set<VmOperation> mayStart) {
        assertThat(Stream.of(VmOperation.values()).filter(wanted -> VmConcurrency.tolerates(underWay, wanted)))
                .containsExactlyInAnyOrderElementsOf(mayStart);
    }

    @Test
    void theEndingOfAVmCutsShortWhatWouldOnlyWait() {
        assertThat(VmConcurrency.cutShortBy(HARD_SHUTDOWN))
                .containsExactlyInAnyOrder(
                        CLEAN_SHUTDOWN, CLEAN_REBOOT, HARD_REBOOT, POOL_MIGRATE, CALL_PLUGIN, SHUTDOWN, SUSPEND);
        assertThat(VmConcurrency.cutShortBy(HARD_REBOOT))
                .containsExactlyInAnyOrder(CLEAN_SHUTDOWN, CLEAN_REBOOT, POOL_MIGRATE, CALL_PLUGIN, SUSPEND);
        assertThat(VmConcurrency.cutShortBy(START)).isEmpty();
    }

    @Test
    void namesOneOperationPlainlyAndSeveralInBraces() {
        assertThat(VmConcurrency.collision(new Ref<>("OpaqueRef:vm"), Map.of("OpaqueRef:t1", START))
                        .description())
                .containsExactly("OTHER_OPERATION_IN_PROGRESS", "VM", "OpaqueRef:vm", "start", "OpaqueRef:t1");
        assertThat(VmConcurrency.collision(
                                new Ref<>("OpaqueRef:vm"),
                                Map.of("OpaqueRef:t2", CHANGING_VCPUS, "OpaqueRef:t1", DATA_SOURCE_OP))
                        .description())
                .containsExactly(
                        "OTHER_OPERATION_IN_PROGRESS",
                        "VM",
                        "OpaqueRef:vm",
                        "{data_sources_op,(unknown operation)}",
                        "{OpaqueRef:t1,OpaqueRef:t2}");
    }
}
