package io.xapid.server.storage;

import static io.xapid.model.storage.StorageOperation.*;
import static io.xapid.server.storage.Scene.SR;
import static io.xapid.server.storage.Scene.VDI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.xapid.model.meta.Failure;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.StorageOperation;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiType;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The documented table, line by line: which operations a condition stops, and with what failure. */
class SrAdmissionTest {
    private static final Set<StorageOperation> CONSIDERED = EnumSet.of(
            SCAN,
            DESTROY,
            FORGET,
            PLUG,
            UNPLUG,
            UPDATE,
            VDI_CREATE,
            VDI_DESTROY,
            VDI_RESIZE,
            VDI_CLONE,
            VDI_SNAPSHOT,
            VDI_MIRROR,
            VDI_ENABLE_CBT,
            VDI_DISABLE_CBT,
            VDI_DATA_DESTROY,
            VDI_LIST_CHANGED_BLOCKS,
            VDI_SET_ON_BOOT,
            VDI_INTRODUCE,
            VDI_REVERT,
            PBD_CREATE,
            PBD_DESTROY);
    private static final Set<StorageOperation> ON_DISKS = EnumSet.of(
            VDI_CREATE,
            VDI_DESTROY,
            VDI_RESIZE,
            VDI_CLONE,
            VDI_SNAPSHOT,
            VDI_MIRROR,
            VDI_ENABLE_CBT,
            VDI_DISABLE_CBT,
            VDI_DATA_DESTROY,
            VDI_LIST_CHANGED_BLOCKS,
            VDI_SET_ON_BOOT,
            VDI_INTRODUCE,
            VDI_REVERT);

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aPluggedRepositoryAllowsAllButToGo() {
        assertThat(objections()).containsOnlyKeys(DESTROY, FORGET);
        assertThat(scene.repositories.allowed(scene.kit.store.snapshot(), scene.repository()))
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(
                        DESTROY,
                        FORGET,
                        VDI_BLOCKED,
                        VDI_COPY,
                        VDI_FORCE_UNLOCK,
                        VDI_FORGET,
                        VDI_GENERATE_CONFIG,
                        VDI_RESIZE_ONLINE,
                        VDI_UPDATE)));
    }

    @Test
    void anEmptyUnpluggedOneMayGo() {
        scene.kit.delete(Vdi.CLASS, VDI);
        scene.unplug();
        assertThat(objections()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conditions")
    void aConditionStopsItsOperationsAndNoOthers(
            String condition, Consumer<Scene> arrange, Set<StorageOperation> stopped, List<String> failure) {
        if (condition.contains("unplugged")) {
            scene.unplug();
        }
        if (condition.contains("empty")) {
            scene.kit.delete(Vdi.CLASS, VDI);
        }
        arrange.accept(scene);
        var objections = objections();
        for (StorageOperation operation : CONSIDERED) {
            List<String> actual = objections.getOrDefault(operation, List.of("none"));
            if (stopped.contains(operation)) {
                assertThat(actual).as("%s", operation).isEqualTo(failure);
            } else {
                assertThat(actual).as("%s", operation).isNotEqualTo(failure);
            }
        }
        assertThat(scene.repositories.allowed(scene.kit.store.snapshot(), scene.repository()))
                .doesNotContainAnyElementsOf(objections.keySet());
    }

    static Stream<Arguments> conditions() {
        List<String> unsupported = List.of("SR_OPERATION_NOT_SUPPORTED", SR.value());
        return Stream.of(
                arguments(
                        "1 hosts are being upgraded",
                        does(s -> s.pool(Pool.OTHER_CONFIG, Map.of("rolling_upgrade_in_progress", ""))),
                        EnumSet.of(
                                VDI_MIRROR,
                                VDI_ENABLE_CBT,
                                VDI_DISABLE_CBT,
                                VDI_DATA_DESTROY,
                                VDI_LIST_CHANGED_BLOCKS,
                                VDI_SET_ON_BOOT,
                                VDI_REVERT),
                        List.of("NOT_SUPPORTED_DURING_UPGRADE")),
                arguments(
                        "2 cannot create", does(s -> s.lackFeature("VDI_CREATE")), EnumSet.of(VDI_CREATE), unsupported),
                arguments(
                        "2 cannot delete",
                        does(s -> s.lackFeature("VDI_DELETE")),
                        EnumSet.of(VDI_DESTROY),
                        unsupported),
                arguments(
                        "2 tools",
                        does(s -> s.repository(Sr.IS_TOOLS_SR, true)),
                        EnumSet.of(VDI_CREATE, VDI_DESTROY),
                        unsupported),
                arguments(
                        "2 cannot resize", does(s -> s.lackFeature("VDI_RESIZE")), EnumSet.of(VDI_RESIZE), unsupported),
                arguments(
                        "2 cannot introduce",
                        does(s -> s.lackFeature("VDI_INTRODUCE")),
                        EnumSet.of(VDI_INTRODUCE),
                        unsupported),
                arguments(
                        "2 cannot snapshot",
                        does(s -> s.lackFeature("VDI_SNAPSHOT")),
                        EnumSet.of(VDI_SNAPSHOT),
                        unsupported),
                arguments(
                        "2 cannot mirror", does(s -> s.lackFeature("VDI_MIRROR")), EnumSet.of(VDI_MIRROR), unsupported),
                arguments(
                        "2 cannot revert", does(s -> s.lackFeature("VDI_REVERT")), EnumSet.of(VDI_REVERT), unsupported),
                arguments(
                        "2 cannot track",
                        does(s -> s.lackFeature("VDI_CONFIG_CBT")),
                        EnumSet.of(VDI_ENABLE_CBT, VDI_DISABLE_CBT, VDI_DATA_DESTROY, VDI_LIST_CHANGED_BLOCKS),
                        unsupported),
                arguments(
                        "2 cannot reset",
                        does(s -> s.lackFeature("VDI_RESET_ON_BOOT")),
                        EnumSet.of(VDI_SET_ON_BOOT),
                        unsupported),
                arguments("2 cannot update", does(s -> s.lackFeature("SR_UPDATE")), EnumSet.of(UPDATE), unsupported),
                arguments(
                        "2 clone needs nothing",
                        does(s -> s.lackFeature("VDI_CLONE")),
                        EnumSet.noneOf(StorageOperation.class),
                        List.of()),
                arguments(
                        "3 empty, plugged",
                        does(s -> {}),
                        EnumSet.of(DESTROY, FORGET),
                        List.of("SR_HAS_PBD", SR.value())),
                arguments(
                        "4 empty, known to no host",
                        does(s -> s.kit.delete(Pbd.CLASS, Scene.PBD)),
                        EnumSet.of(DESTROY),
                        List.of("SR_HAS_NO_PBDS", SR.value())),
                arguments("5 unplugged, holds a disk", does(s -> {}), EnumSet.of(DESTROY), List.of("SR_NOT_EMPTY")),
                arguments(
                        "6 unplugged and empty, being scanned",
                        does(s -> s.repository(Sr.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", SCAN))),
                        CONSIDERED,
                        List.of("OTHER_OPERATION_IN_PROGRESS", "SR", SR.value(), "scan", "OpaqueRef:t")),
                arguments(
                        "6 unplugged and empty, a disk is being made",
                        does(s -> s.repository(Sr.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", VDI_CREATE))),
                        EnumSet.of(SCAN, DESTROY, FORGET, PLUG, UNPLUG, UPDATE, PBD_CREATE, PBD_DESTROY),
                        List.of("OTHER_OPERATION_IN_PROGRESS", "SR", SR.value(), "VDI.create", "OpaqueRef:t")),
                arguments(
                        "6 and 7 unplugged and empty, being plugged",
                        does(s -> s.repository(Sr.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", PLUG))),
                        EnumSet.complementOf(EnumSet.of(PLUG)),
                        List.of("OTHER_OPERATION_IN_PROGRESS", "SR", SR.value(), "plug", "OpaqueRef:t")),
                arguments(
                        "6 unplugged and empty, a host is being introduced",
                        does(s -> s.repository(Sr.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", PBD_CREATE))),
                        CONSIDERED,
                        List.of("OTHER_OPERATION_IN_PROGRESS", "SR", SR.value(), "PBD.create", "OpaqueRef:t")));
    }

    @ParameterizedTest
    @CsvSource({"true, USER, true", "false, USER, false", "true, RRD, false"})
    void onlyManagedDisksThatAreNoMeasurementsKeepARepository(boolean managed, VdiType type, boolean keeps) {
        scene.unplug();
        scene.disk(Vdi.MANAGED, managed);
        scene.disk(Vdi.TYPE, type);
        assertThat(objections().containsKey(DESTROY)).isEqualTo(keeps);
    }

    @Test
    void disksAreWorkedOnSideBySide() {
        for (StorageOperation current : ON_DISKS) {
            scene.repository(Sr.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", current));
            assertThat(objections()).doesNotContainKeys(ON_DISKS.toArray(new StorageOperation[0]));
        }
    }

    private static Consumer<Scene> does(Consumer<Scene> arrange) {
        return arrange;
    }

    private Map<StorageOperation, List<String>> objections() {
        var objections = new EnumMap<StorageOperation, List<String>>(StorageOperation.class);
        for (StorageOperation operation : CONSIDERED) {
            try {
                scene.repositories.admit(scene.kit.store.snapshot(), scene.repository(), operation);
            } catch (Failure objection) {
                objections.put(operation, objection.description());
            }
        }
        return objections;
    }
}
