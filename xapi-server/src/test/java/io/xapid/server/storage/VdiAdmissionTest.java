package io.xapid.server.storage;

import static io.xapid.model.storage.VdiOperation.*;
import static io.xapid.server.storage.Scene.SR;
import static io.xapid.server.storage.Scene.VDI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.xapid.model.meta.Failure;
import io.xapid.model.pool.Pool;
import io.xapid.model.pool.PoolOperation;
import io.xapid.model.storage.OnBoot;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiOperation;
import io.xapid.model.storage.VdiType;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMode;
import io.xapid.model.vm.VbdOperation;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The documented table, line by line: which operations a condition stops, and with what failure. */
class VdiAdmissionTest {
    private static final Set<VdiOperation> ALL = EnumSet.allOf(VdiOperation.class);
    private static final Set<VdiOperation> REMOVALS = EnumSet.of(DESTROY, REVERT_FROM, DATA_DESTROY);
    private static final String USE = "VDI_IN_USE";

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aDiskAtRestAllowsAllThatIsNotAboutSnapshotsAndTracking() {
        assertThat(objections())
                .containsOnlyKeys(DATA_DESTROY, REVERT_TO)
                .containsEntry(DATA_DESTROY, List.of("OPERATION_NOT_ALLOWED", "VDI is not a snapshot: " + VDI))
                .containsEntry(REVERT_TO, List.of("REVERT_ONLY_ALLOWED_ON_SNAPSHOT"));
        assertThat(scene.disks.allowed(scene.kit.store.snapshot(), scene.disk()))
                .containsExactlyInAnyOrder(
                        CLONE, COPY, RESIZE, RESIZE_ONLINE, SNAPSHOT, DESTROY, FORGET, UPDATE, GENERATE_CONFIG);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conditions")
    void aConditionStopsItsOperationsAndNoOthers(
            String condition, Consumer<Scene> arrange, Set<VdiOperation> stopped, List<String> failure) {
        if (condition.contains("snapshot")) {
            scene.disk(Vdi.IS_A_SNAPSHOT, true);
        }
        arrange.accept(scene);

        var objections = objections();
        for (VdiOperation operation : ALL) {
            List<String> expected = failure.stream()
                    .map(part -> part.equals("<op>") ? operation.wireName() : part)
                    .toList();
            List<String> actual = objections.getOrDefault(operation, List.of("none"));
            if (stopped.contains(operation)) {
                assertThat(actual).as("%s", operation).isEqualTo(expected);
            } else {
                assertThat(actual).as("%s", operation).isNotEqualTo(expected);
            }
        }
        assertThat(scene.disks.allowed(scene.kit.store.snapshot(), scene.disk()))
                .as("published")
                .doesNotContainAnyElementsOf(objections.keySet());
    }

    static Stream<Arguments> conditions() {
        Set<VdiOperation> notBesideGuest = EnumSet.complementOf(EnumSet.of(
                SNAPSHOT, RESIZE_ONLINE, BLOCKED, CLONE, REVERT_TO, MIRROR, ENABLE_CBT, DISABLE_CBT, DATA_DESTROY));
        Set<VdiOperation> besideReader = EnumSet.copyOf(notBesideGuest);
        besideReader.remove(COPY);
        Set<VdiOperation> besideSnapshots = EnumSet.copyOf(besideReader);
        besideSnapshots.remove(LIST_CHANGED_BLOCKS);
        Set<VdiOperation> besideWriter = EnumSet.copyOf(notBesideGuest);
        besideWriter.addAll(EnumSet.of(SNAPSHOT, CLONE));
        Set<VdiOperation> butDataDestroy = EnumSet.complementOf(EnumSet.of(DATA_DESTROY));
        Set<VdiOperation> butDestroy = EnumSet.complementOf(EnumSet.of(DESTROY));
        List<String> unsupported = List.of("SR_OPERATION_NOT_SUPPORTED", SR.value());
        List<String> onBoot = List.of("VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION");
        return Stream.of(
                arguments(
                        "1 hosts are being upgraded",
                        does(s -> s.pool(Pool.OTHER_CONFIG, Map.of("rolling_upgrade_in_progress", "true"))),
                        EnumSet.complementOf(EnumSet.of(
                                SNAPSHOT,
                                COPY,
                                CLONE,
                                RESIZE,
                                UPDATE,
                                DESTROY,
                                BLOCKED,
                                FORGET,
                                RESIZE_ONLINE,
                                GENERATE_CONFIG,
                                FORCE_UNLOCK)),
                        List.of("NOT_SUPPORTED_DURING_UPGRADE")),
                arguments(
                        "2 another operation",
                        does(s -> s.disk(Vdi.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", RESIZE))),
                        ALL,
                        List.of("OTHER_OPERATION_IN_PROGRESS", "VDI", VDI.value(), "resize", "OpaqueRef:t")),
                arguments(
                        "2 destroy beside a mirror",
                        does(s -> s.disk(Vdi.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", MIRROR))),
                        butDestroy,
                        List.of("OTHER_OPERATION_IN_PROGRESS", "VDI", VDI.value(), "mirror", "OpaqueRef:t")),
                arguments(
                        "2 and 19 beside a copy",
                        does(s -> s.disk(Vdi.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", COPY))),
                        EnumSet.of(SNAPSHOT),
                        List.of("OPERATION_NOT_ALLOWED", "The disk is being copied.")),
                arguments(
                        "3 nobody has it plugged",
                        does(Scene::unplug),
                        EnumSet.of(RESIZE),
                        List.of("SR_HAS_NO_PBDS", SR.value())),
                arguments(
                        "4 a guest writes",
                        does(s -> s.drive(VbdMode.READ_WRITE, Map.of(Vbd.CURRENTLY_ATTACHED, true))),
                        besideWriter,
                        List.of(USE, VDI.value(), "<op>")),
                arguments(
                        "4 a guest is about to write",
                        does(s -> s.drive(VbdMode.READ_WRITE, Map.of(Vbd.RESERVED, true))),
                        besideWriter,
                        List.of(USE, VDI.value(), "<op>")),
                arguments(
                        "4 a guest reads",
                        does(s -> s.drive(VbdMode.READ_ONLY, Map.of(Vbd.CURRENTLY_ATTACHED, true))),
                        besideReader,
                        List.of(USE, VDI.value(), "<op>")),
                arguments(
                        "4 VMs kept as snapshot have it",
                        does(s -> s.drive(VbdMode.READ_ONLY, true, Map.of(Vbd.CURRENTLY_ATTACHED, true))),
                        besideSnapshots,
                        List.of(USE, VDI.value(), "<op>")),
                arguments(
                        "4 it is in a drive of a halted guest",
                        does(s -> s.drive(VbdMode.READ_WRITE, Map.of())),
                        EnumSet.noneOf(VdiOperation.class),
                        List.of()),
                arguments(
                        "5 its drive is busy",
                        does(s -> s.drive(
                                VbdMode.READ_WRITE,
                                Map.of(Vbd.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", VbdOperation.PLUG)))),
                        butDataDestroy,
                        List.of("OTHER_OPERATION_IN_PROGRESS", "VDI", VDI.value(), "plug", "OpaqueRef:t")),
                arguments(
                        "6 cannot keep the past",
                        does(s -> s.lackFeature("VDI_SNAPSHOT")),
                        EnumSet.of(SNAPSHOT),
                        unsupported),
                arguments(
                        "6 cannot clone",
                        does(s -> s.lackFeature("VDI_CLONE")),
                        EnumSet.of(CLONE, REVERT_TO, REVERT_FROM),
                        unsupported),
                arguments("6 cannot delete", does(s -> s.lackFeature("VDI_DELETE")), EnumSet.of(DESTROY), unsupported),
                arguments("6 cannot resize", does(s -> s.lackFeature("VDI_RESIZE")), EnumSet.of(RESIZE), unsupported),
                arguments(
                        "6 cannot resize live",
                        does(s -> s.lackFeature("VDI_RESIZE_ONLINE")),
                        EnumSet.of(RESIZE_ONLINE),
                        unsupported),
                arguments("6 cannot update", does(s -> s.lackFeature("VDI_UPDATE")), EnumSet.of(UPDATE), unsupported),
                arguments(
                        "6 cannot generate",
                        does(s -> s.lackFeature("VDI_GENERATE_CONFIG")),
                        EnumSet.of(GENERATE_CONFIG),
                        unsupported),
                arguments("6 cannot mirror", does(s -> s.lackFeature("VDI_MIRROR")), EnumSet.of(MIRROR), unsupported),
                arguments(
                        "6 cannot track",
                        does(s -> s.lackFeature("VDI_CONFIG_CBT")),
                        EnumSet.of(ENABLE_CBT, DISABLE_CBT, DATA_DESTROY, LIST_CHANGED_BLOCKS),
                        unsupported),
                arguments(
                        "6 cannot reset",
                        does(s -> s.lackFeature("VDI_RESET_ON_BOOT")),
                        EnumSet.of(SET_ON_BOOT),
                        unsupported),
                arguments(
                        "7 a record of changes",
                        does(s -> s.disk(Vdi.TYPE, VdiType.CBT_METADATA)),
                        EnumSet.of(
                                CLONE,
                                COPY,
                                DISABLE_CBT,
                                ENABLE_CBT,
                                MIRROR,
                                RESIZE,
                                RESIZE_ONLINE,
                                SNAPSHOT,
                                REVERT_TO,
                                REVERT_FROM,
                                SET_ON_BOOT),
                        List.of("VDI_INCOMPATIBLE_TYPE", VDI.value(), "CBT metadata")),
                arguments(
                        "8 a snapshot that is tracked",
                        does(s -> s.disk(Vdi.CBT_ENABLED, true)),
                        EnumSet.of(MIRROR, SET_ON_BOOT),
                        List.of("VDI_CBT_ENABLED", VDI.value())),
                arguments(
                        "9 and 16 state file, guarded",
                        does(s -> {
                            s.disk(Vdi.TYPE, VdiType.HA_STATEFILE);
                            s.pool(Pool.HA_ENABLED, true);
                        }),
                        EnumSet.of(FORGET, RESIZE, RESIZE_ONLINE, DESTROY, REVERT_FROM),
                        List.of("HA_IS_ENABLED")),
                arguments(
                        "16 redo log, guard being set up",
                        does(s -> {
                            s.disk(Vdi.TYPE, VdiType.REDO_LOG);
                            s.pool(Pool.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", PoolOperation.HA_ENABLE));
                        }),
                        EnumSet.of(DESTROY, REVERT_FROM),
                        List.of("HA_ENABLE_IN_PROGRESS")),
                arguments(
                        "16 redo log, guard being lifted",
                        does(s -> {
                            s.disk(Vdi.TYPE, VdiType.REDO_LOG);
                            s.pool(Pool.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", PoolOperation.HA_DISABLE));
                        }),
                        EnumSet.of(DESTROY, REVERT_FROM),
                        List.of("HA_DISABLE_IN_PROGRESS")),
                arguments(
                        "20 state file",
                        does(s -> s.disk(Vdi.TYPE, VdiType.HA_STATEFILE)),
                        EnumSet.of(COPY),
                        List.of("OPERATION_NOT_ALLOWED", "The disk serves high availability.")),
                arguments(
                        "10 and 15 measurements",
                        does(s -> s.disk(Vdi.TYPE, VdiType.RRD)),
                        EnumSet.of(FORGET, DESTROY, REVERT_FROM),
                        List.of("VDI_HAS_RRDS", VDI.value())),
                arguments(
                        "12 a snapshot that is not tracked",
                        does(s -> {}),
                        EnumSet.of(DATA_DESTROY),
                        List.of("VDI_NO_CBT_METADATA", VDI.value())),
                arguments(
                        "13 a snapshot on hardware",
                        does(s -> {
                            s.disk(Vdi.CBT_ENABLED, true);
                            s.repository(Sr.TYPE, "udev");
                        }),
                        REMOVALS,
                        List.of("VDI_IS_A_PHYSICAL_DEVICE", VDI.value())),
                arguments(
                        "14 a snapshot among the tools",
                        does(s -> {
                            s.disk(Vdi.CBT_ENABLED, true);
                            s.repository(Sr.IS_TOOLS_SR, true);
                        }),
                        REMOVALS,
                        unsupported),
                arguments(
                        "17 sharable",
                        does(s -> s.disk(Vdi.SHARABLE, true)),
                        EnumSet.of(SNAPSHOT),
                        List.of("VDI_IS_SHARABLE", VDI.value())),
                arguments(
                        "18 and 23 reset on boot",
                        does(s -> s.disk(Vdi.ON_BOOT, OnBoot.RESET)),
                        EnumSet.of(SNAPSHOT, COPY, ENABLE_CBT, DISABLE_CBT),
                        onBoot),
                arguments(
                        "21 a snapshot",
                        does(s -> {}),
                        EnumSet.of(ENABLE_CBT, DISABLE_CBT),
                        List.of("OPERATION_NOT_ALLOWED", "VDI is a snapshot: " + VDI)),
                arguments(
                        "22 a suspend image",
                        does(s -> s.disk(Vdi.TYPE, VdiType.SUSPEND)),
                        EnumSet.of(ENABLE_CBT, DISABLE_CBT),
                        List.of("VDI_INCOMPATIBLE_TYPE", VDI.value(), "Suspend")));
    }

    @ParameterizedTest(name = "{0} wins over the next")
    @MethodSource("orders")
    void theEarlierLineNamesTheFailure(String code, VdiOperation operation, Consumer<Scene> both) {
        both.accept(scene);
        assertThat(objections().get(operation)).first().isEqualTo(code);
    }

    static Stream<Arguments> orders() {
        return Stream.of(
                arguments("NOT_SUPPORTED_DURING_UPGRADE", MIRROR, does(s -> {
                    s.pool(Pool.OTHER_CONFIG, Map.of("rolling_upgrade_in_progress", "true"));
                    s.disk(Vdi.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", RESIZE));
                })),
                arguments("OTHER_OPERATION_IN_PROGRESS", RESIZE, does(s -> {
                    s.disk(Vdi.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", RESIZE));
                    s.unplug();
                })),
                arguments("SR_HAS_NO_PBDS", RESIZE, does(s -> {
                    s.unplug();
                    s.drive(VbdMode.READ_WRITE, Map.of(Vbd.CURRENTLY_ATTACHED, true));
                })),
                arguments("VDI_IN_USE", DESTROY, does(s -> {
                    s.drive(VbdMode.READ_WRITE, Map.of(Vbd.CURRENTLY_ATTACHED, true));
                    s.lackFeature("VDI_DELETE");
                })),
                arguments("OTHER_OPERATION_IN_PROGRESS", SNAPSHOT, does(s -> {
                    s.drive(
                            VbdMode.READ_WRITE,
                            Map.of(Vbd.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", VbdOperation.PLUG)));
                    s.lackFeature("VDI_SNAPSHOT");
                })),
                arguments("SR_OPERATION_NOT_SUPPORTED", SNAPSHOT, does(s -> {
                    s.lackFeature("VDI_SNAPSHOT");
                    s.disk(Vdi.TYPE, VdiType.CBT_METADATA);
                })),
                arguments("VDI_INCOMPATIBLE_TYPE", MIRROR, does(s -> {
                    s.disk(Vdi.TYPE, VdiType.CBT_METADATA);
                    s.disk(Vdi.CBT_ENABLED, true);
                })),
                arguments("VDI_IS_A_PHYSICAL_DEVICE", DESTROY, does(s -> {
                    s.repository(Sr.TYPE, "udev");
                    s.repository(Sr.IS_TOOLS_SR, true);
                })),
                arguments("SR_OPERATION_NOT_SUPPORTED", DESTROY, does(s -> {
                    s.repository(Sr.IS_TOOLS_SR, true);
                    s.disk(Vdi.TYPE, VdiType.RRD);
                })),
                arguments("VDI_IS_SHARABLE", SNAPSHOT, does(s -> {
                    s.disk(Vdi.SHARABLE, true);
                    s.disk(Vdi.ON_BOOT, OnBoot.RESET);
                })),
                arguments("VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION", SNAPSHOT, does(s -> {
                    s.disk(Vdi.ON_BOOT, OnBoot.RESET);
                    s.disk(Vdi.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", COPY));
                })));
    }

    private static Consumer<Scene> does(Consumer<Scene> arrange) {
        return arrange;
    }

    private Map<VdiOperation, List<String>> objections() {
        var objections = new EnumMap<VdiOperation, List<String>>(VdiOperation.class);
        for (VdiOperation operation : ALL) {
            try {
                scene.disks.admit(scene.kit.store.snapshot(), scene.disk(), operation);
            } catch (Failure objection) {
                objections.put(operation, objection.description());
            }
        }
        return objections;
    }
}
