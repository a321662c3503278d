package io.xapid.server.storage;

import static io.xapid.server.api.ApiKit.HERE;
import static io.xapid.server.storage.StorageKit.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMode;
import io.xapid.model.vm.VbdType;
import io.xapid.server.vm.DiskLibrary;
import io.xapid.storage.NewVolume;
import io.xapid.storage.StorageException.Kind;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import io.xapid.storage.iso.IsoBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SrMessagesTest {
    @TempDir
    Path folder;

    private final StorageKit kit = new StorageKit(new IsoBackend());

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void createMakesARepositoryAndPlugsIt() {
        Ref<Sr> sr = kit.haveSr();
        Row<Sr> row = kit.row(sr);
        assertThat(row.get(Sr.NAME_LABEL)).isEqualTo("disks");
        assertThat(row.get(Sr.TYPE)).isEqualTo("dummy");
        assertThat(row.get(Sr.CONTENT_TYPE)).isEqualTo("user");
        assertThat(row.get(Sr.PHYSICAL_SIZE)).isEqualTo(StorageKit.CAPACITY);
        assertThat(row.get(Sr.SHARED)).isFalse();
        Row<Pbd> pbd = kit.api.row(Pbd.CLASS, kit.pbdOf(sr));
        assertThat(pbd.get(Pbd.CURRENTLY_ATTACHED)).isTrue();
        assertThat(pbd.get(Pbd.HOST)).isEqualTo(HERE);
        assertThat(kit.volumes(sr)).isEmpty();
        assertThat(kit.isAtRest()).isTrue();
    }

    @Test
    void createKnowsTypesInAnyCase() {
        assertThat(kit.row(kit.haveSr("DumMY", Map.of())).get(Sr.TYPE)).isEqualTo("dummy");
        assertThat(create("nfs", Map.of())).containsExactly("SR_UNKNOWN_DRIVER", "nfs");
    }

    @Test
    void createChecksHostAndSettings() {
        assertThat(kit.api.failure(
                        "SR.create", kit.root, "OpaqueRef:gone", Map.of(), "0", "", "", "dummy", "", false, Map.of()))
                .containsExactly("HANDLE_INVALID", "host", "OpaqueRef:gone");
        assertThat(create("dummy", Map.of("SRmaster", "true"))).startsWith("VALUE_NOT_SUPPORTED", "SRmaster", "true");
        assertThat(create("iso", Map.of())).startsWith("SR_BACKEND_FAILURE_94", "");
        assertThat(create("iso", Map.of("location", "../here"))).startsWith("INVALID_VALUE", "device_config");
        assertThat(create("iso", Map.of("location", "/no/such/parent/folder"))).startsWith("SR_BACKEND_FAILURE_47");
        assertThat(kit.api.store.snapshot().table(Sr.CLASS).size()).isZero();
        assertThat(kit.isAtRest()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "create, EXISTS, SR_BACKEND_FAILURE_42",
        "create, NOT_EMPTY, SR_NOT_EMPTY",
        "create, NO_SPACE, SR_BACKEND_FAILURE_44",
        "attach, IN_USE, SR_DEVICE_IN_USE",
        "attach, IO, SR_BACKEND_FAILURE_202",
        "scan, IO, SR_BACKEND_FAILURE_202",
        "stat, CORRUPT, SR_UNHEALTHY",
    })
    void createThatFailsLeavesNothing(String verb, Kind kind, String code) {
        kit.faults.fail(verb, kind);
        assertThat(create("dummy", Map.of())).first().isEqualTo(code);
        kit.faults.heal();
        kit.faults.failAfter(verb, kind);
        assertThat(create("dummy", Map.of())).first().isEqualTo(code);
        kit.faults.heal();
        assertThat(kit.api.store.snapshot().table(Sr.CLASS).size()).isZero();
        assertThat(kit.api.store.snapshot().table(Pbd.CLASS).size()).isZero();
        assertThat(kit.room.repositories().attached()).isEmpty();
        assertThat(kit.isAtRest()).isTrue();
        if (!kind.equals(Kind.EXISTS) && !kind.equals(Kind.NOT_EMPTY)) {
            assertThat(kit.faults.verbs()).contains("destroy");
        }
    }

    @Test
    void createLeavesAloneWhatSomebodyElseMade() {
        kit.faults.fail("create", Kind.EXISTS);
        create("dummy", Map.of());
        assertThat(kit.faults.verbs()).doesNotContain("destroy");
    }

    @Test
    void aRepositoryGoesWhenItIsUnpluggedAndEmpty() {
        Ref<Sr> sr = kit.haveSr();
        assertThat(kit.api.failure("SR.destroy", kit.root, sr.value())).containsExactly("SR_HAS_PBD", sr.value());
        Ref<Vdi> disk = kit.haveDisk(sr);
        String pbd = kit.pbdOf(sr).value();
        kit.api.value("PBD.unplug", kit.root, pbd);
        assertThat(kit.api.failure("SR.destroy", kit.root, sr.value())).containsExactly("SR_NOT_EMPTY");
        kit.api.value("PBD.plug", kit.root, pbd);
        kit.api.value("VDI.destroy", kit.root, disk.value());
        kit.api.value("PBD.unplug", kit.root, pbd);
        kit.api.value("SR.destroy", kit.root, sr.value());
        assertThat(kit.api.store.snapshot().table(Sr.CLASS).size()).isZero();
        assertThat(kit.api.store.snapshot().table(Pbd.CLASS).size()).isZero();
        assertThat(kit.faults.verbs()).endsWith("destroy");
    }

    @Test
    void destroyTellsWhatTheBackendFindsAndKeepsTheRow() {
        Ref<Sr> sr = kit.haveSr();
        Ref<Vdi> disk = kit.haveDisk(sr);
        kit.api.value("PBD.unplug", kit.root, kit.pbdOf(sr).value());
        kit.api.delete(Vdi.CLASS, disk); // its row is gone, the volume is not
        assertThat(kit.api.failure("SR.destroy", kit.root, sr.value())).containsExactly("SR_NOT_EMPTY");
        assertThat(kit.row(sr).get(Sr.PBDS)).hasSize(1);
        kit.api.delete(Pbd.CLASS, kit.pbdOf(sr));
        assertThat(kit.api.failure("SR.destroy", kit.root, sr.value())).containsExactly("SR_HAS_NO_PBDS", sr.value());
    }

    @Test
    void someRepositoriesMustStay() {
        Ref<Sr> sr = kit.haveSr();
        kit.api.value("PBD.unplug", kit.root, kit.pbdOf(sr).value());
        kit.api.set(Host.CLASS, HERE, Host.LOCAL_CACHE_SR, sr);
        assertThat(kit.api.failure("SR.forget", kit.root, sr.value())).containsExactly("SR_IS_CACHE_SR", HERE.value());
        kit.api.set(Sr.CLASS, sr, Sr.OTHER_CONFIG, Map.of("indestructible", "true"));
        for (String message : List.of("SR.forget", "SR.destroy")) {
            assertThat(kit.api.failure(message, kit.root, sr.value())).containsExactly("SR_INDESTRUCTIBLE", sr.value());
        }
    }

    @Test
    void aForgottenRepositoryComesBackWithItsDisks() {
        Ref<Sr> sr = kit.haveSr();
        Ref<Vdi> disk = kit.haveDisk(sr);
        String uuid = kit.disk0(disk).get(Vdi.UUID);
        String srUuid = kit.row(sr).get(Sr.UUID);
        var drives = new Drives(kit);
        drives.put(disk, false);
        assertThat(kit.api.failure("SR.forget", kit.root, sr.value())).containsExactly("SR_HAS_PBD", sr.value());
        kit.api.value("PBD.unplug", kit.root, kit.pbdOf(sr).value());
        kit.api.value("SR.forget", kit.root, sr.value());
        assertThat(kit.disks()).isEmpty();
        assertThat(drives.all()).isEmpty();

        Ref<Sr> again = introduce(srUuid);
        assertThat(kit.row(again).get(Sr.PHYSICAL_SIZE)).isEqualTo(-1);
        assertThat(kit.row(again).get(Sr.PHYSICAL_UTILISATION)).isEqualTo(-1);
        Ref<Pbd> pbd = connect(again);
        kit.api.value("PBD.plug", kit.root, pbd.value());
        assertThat(kit.disks()).singleElement().satisfies(row -> {
            assertThat(row.get(Vdi.UUID)).isEqualTo(uuid);
            assertThat(row.get(Vdi.NAME_LABEL)).isEqualTo("disk");
            assertThat(row.get(Vdi.SR)).isEqualTo(again);
        });
        assertThat(kit.row(again).get(Sr.PHYSICAL_SIZE)).isEqualTo(StorageKit.CAPACITY);
    }

    @Test
    void introduceChecksTheUuid() {
        String taken = kit.row(kit.haveSr()).get(Sr.UUID);
        assertThat(introduction(taken)).containsExactly("SR_UUID_EXISTS", taken);
        for (String odd : List.of("1-1-1-1-1", "x", "../..", taken + " ")) {
            assertThat(introduction(odd)).containsExactly("UUID_INVALID", "SR", odd);
        }
        assertThat(kit.row(introduce("")).get(Sr.UUID)).hasSize(36);
    }

    @Test
    void scanFindsWhatOthersHavePutThere() {
        Ref<Sr> sr = kit.haveSr();
        var id = VolumeId.random();
        var repository = kit.room.repositories().require(sr);
        repository.create(new NewVolume(id, new VolumeLabels("found", "lost before", "suspend", Map.of()), 4096));
        kit.api.set(Sr.CLASS, sr, Sr.OTHER_CONFIG, Map.of("dirty", "", "kept", ""));
        kit.api.value("SR.scan", kit.root, sr.value());
        assertThat(kit.disks()).singleElement().satisfies(row -> {
            assertThat(row.get(Vdi.UUID)).isEqualTo(id.toString());
            assertThat(row.get(Vdi.NAME_LABEL)).isEqualTo("found");
            assertThat(row.get(Vdi.TYPE).wireName()).isEqualTo("suspend");
        });
        assertThat(kit.row(sr).get(Sr.VIRTUAL_ALLOCATION)).isEqualTo(4096);
        assertThat(kit.row(sr).get(Sr.OTHER_CONFIG)).containsOnlyKeys("kept");
        kit.api.value("SR.scan", kit.root, sr.value());
        assertThat(kit.disks()).hasSize(1);
    }

    @Test
    void scanTellsLostDisksFromForgottenOnes() {
        Ref<Sr> sr = kit.haveSr();
        Ref<Vdi> loose = kit.haveDisk(sr);
        Ref<Vdi> inDrive = kit.haveDisk(sr);
        new Drives(kit).put(inDrive, false);
        var repository = kit.room.repositories().require(sr);
        var id = VdiRows.idOf(kit.disk0(inDrive));
        repository.delete(VdiRows.idOf(kit.disk0(loose)));
        repository.delete(id);
        kit.api.value("SR.scan", kit.root, sr.value());
        assertThat(kit.disks()).singleElement().satisfies(row -> {
            assertThat(row.ref()).isEqualTo(inDrive);
            assertThat(row.get(Vdi.MISSING)).isTrue();
        });
        repository.create(new NewVolume(id, VolumeLabels.named("back"), 4096));
        kit.api.value("SR.scan", kit.root, sr.value());
        assertThat(kit.disk0(inDrive).get(Vdi.MISSING)).isFalse();
        assertThat(kit.disk0(inDrive).get(Vdi.VIRTUAL_SIZE)).isEqualTo(4096);
    }

    @Test
    void scanLeavesToOthersWhatTheyDoMeanwhile() throws InterruptedException {
        Ref<Sr> sr = kit.haveSr();
        Ref<Vdi> original = kit.haveDisk(sr);
        // the copy's volume is there and its row is not
        FaultyStorage.Halt copying = kit.faults.haltAfter("copy");
        Ref<?> copy = ref(kit.api.value("Async.VDI.copy", kit.root, original.value(), sr.value()));
        copying.awaitReached();
        assertThat(kit.volumes(sr)).hasSize(2);
        kit.api.value("SR.scan", kit.root, sr.value());
        assertThat(kit.disks()).hasSize(1);
        // the scan has looked, and a disk comes and another goes before it writes
        FaultyStorage.Halt scanning = kit.faults.haltAfter("scan");
        Ref<?> scan = ref(kit.api.value("Async.SR.scan", kit.root, sr.value()));
        scanning.awaitReached();
        copying.release();
        kit.awaitEnd(copy.as());
        kit.room
                .diskLibrary()
                .destroy(new DiskLibrary.Identity(original, kit.disk0(original).get(Vdi.UUID), sr));
        scanning.release();
        kit.awaitEnd(scan.as());
        assertThat(kit.disks())
                .singleElement()
                .satisfies(row -> assertThat(row.ref()).isNotEqualTo(original));
    }

    @Test
    void updateAsksForFigures() {
        Ref<Sr> sr = kit.haveSr();
        kit.api.set(Sr.CLASS, sr, Sr.PHYSICAL_SIZE, 1L);
        kit.api.value("SR.update", kit.root, sr.value());
        assertThat(kit.row(sr).get(Sr.PHYSICAL_SIZE)).isEqualTo(StorageKit.CAPACITY);
    }

    @Test
    void scanAndUpdateNeedThePlug() {
        Ref<Sr> sr = kit.haveSr();
        kit.api.value("PBD.unplug", kit.root, kit.pbdOf(sr).value());
        assertThat(kit.api.failure("SR.scan", kit.root, sr.value())).containsExactly("SR_HAS_NO_PBDS", sr.value());
        assertThat(kit.api.failure("SR.update", kit.root, sr.value())).containsExactly("SR_HAS_NO_PBDS", sr.value());
        assertThat(kit.api.failure("SR.scan", kit.root, "OpaqueRef:x"))
                .containsExactly("HANDLE_INVALID", "SR", "OpaqueRef:x");
    }

    @Test
    void cdsAreFoundAndNotMade() throws IOException {
        Files.writeString(folder.resolve("a b & <c>.iso"), "not quite a CD");
        Ref<Sr> sr = kit.haveSr("iso", Map.of("location", folder.toString()));
        assertThat(kit.row(sr).get(Sr.CONTENT_TYPE)).isEqualTo("iso");
        Row<Vdi> cd = kit.disks().get(0);
        assertThat(cd.get(Vdi.NAME_LABEL)).isEqualTo("a b & <c>.iso");
        assertThat(cd.get(Vdi.LOCATION)).isEqualTo("a b & <c>.iso");
        assertThat(cd.get(Vdi.READ_ONLY)).isTrue();
        assertThat(kit.api.failure("VDI.create", kit.root, StorageKit.disk(sr)))
                .containsExactly("SR_OPERATION_NOT_SUPPORTED", sr.value());
        assertThat(kit.api.failure("VDI.destroy", kit.root, cd.ref().value()))
                .containsExactly("SR_OPERATION_NOT_SUPPORTED", sr.value());
        assertThat(kit.api.failure("VDI.resize", kit.root, cd.ref().value(), "1000"))
                .containsExactly("SR_OPERATION_NOT_SUPPORTED", sr.value());
        kit.api.value("VDI.set_name_label", kit.root, cd.ref().value(), "renamed in the row");
        assertThat(kit.disks().get(0).get(Vdi.NAME_LABEL)).isEqualTo("renamed in the row");
        Files.writeString(folder.resolve("second.iso"), "too");
        kit.api.value("SR.scan", kit.root, sr.value());
        assertThat(kit.disks()).hasSize(2);
        Ref<Vbd> drive = new Drives(kit).put(cd.ref(), false, VbdMode.READ_ONLY, VbdType.CD);
        kit.api.value("VDI.forget", kit.root, cd.ref().value());
        assertThat(kit.api.row(Vbd.CLASS, drive).get(Vbd.EMPTY)).isTrue();
        assertThat(kit.api.row(Vbd.CLASS, drive).get(Vbd.VDI)).isEqualTo(Ref.none());
    }

    @Test
    void tellsWhatTypesThereAreAndThatNoneLooksForRepositories() {
        assertThat(kit.api.value("SR.get_supported_types", kit.root)).isEqualTo(List.of("dummy", "iso"));
        for (String message : List.of("SR.probe", "SR.probe_ext")) {
            assertThat(kit.api.failure(message, kit.root, HERE.value(), Map.of(), "iso", Map.of()))
                    .containsExactly("SR_OPERATION_NOT_SUPPORTED");
            assertThat(kit.api.failure(message, kit.root, HERE.value(), Map.of(), "lvm", Map.of()))
                    .containsExactly("SR_UNKNOWN_DRIVER", "lvm");
        }
        assertThat(kit.api.failure("SR.make", kit.root, HERE.value(), Map.of(), "0", "", "", "", "", Map.of()))
                .containsExactly("MESSAGE_DEPRECATED");
    }

    @Test
    void namesAreWrittenOnTheRow() {
        Ref<Sr> sr = kit.haveSr();
        kit.api.value("SR.set_name_label", kit.root, sr.value(), "renamed");
        kit.api.value("SR.set_name_description", kit.root, sr.value(), "described");
        assertThat(kit.row(sr).get(Sr.NAME_LABEL)).isEqualTo("renamed");
        assertThat(kit.row(sr).get(Sr.NAME_DESCRIPTION)).isEqualTo("described");
        assertThat(kit.api.failure("SR.set_name_label", kit.root, "OpaqueRef:x", "y"))
                .containsExactly("HANDLE_INVALID", "SR", "OpaqueRef:x");
    }

    private List<String> create(String type, Map<String, String> deviceConfig) {
        return kit.api.failure(
                "SR.create", kit.root, HERE.value(), deviceConfig, "0", "x", "", type, "", false, Map.of());
    }

    private Ref<Sr> introduce(String uuid) {
        return ref(kit.api.value("SR.introduce", kit.root, uuid, "again", "", "dummy", "user", false, Map.of()));
    }

    private List<String> introduction(String uuid) {
        return kit.api.failure("SR.introduce", kit.root, uuid, "again", "", "dummy", "user", false, Map.of());
    }

    private Ref<Pbd> connect(Ref<Sr> sr) {
        return ref(kit.api.value("PBD.create", kit.root, connection(sr, Map.of())));
    }

    private static Map<String, Object> connection(Ref<Sr> sr, Map<String, String> deviceConfig) {
        return Map.of("SR", sr.value(), "host", HERE.value(), "device_config", deviceConfig);
    }
}
