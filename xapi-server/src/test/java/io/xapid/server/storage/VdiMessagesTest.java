package io.xapid.server.storage;

import static io.xapid.server.storage.StorageKit.disk;
import static io.xapid.server.storage.StorageKit.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiType;
import io.xapid.model.store.Row;
import io.xapid.storage.StorageException.Kind;
import io.xapid.storage.Volume;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VdiMessagesTest {
    private final StorageKit kit = new StorageKit();
    private final Ref<Sr> sr = kit.haveSr();

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void createMakesAVolumeAndARowThatTellsOfIt() {
        Ref<Vdi> made = kit.haveDisk(sr);

        Row<Vdi> row = kit.disk0(made);
        assertThat(row.get(Vdi.NAME_LABEL)).isEqualTo("disk");
        assertThat(row.get(Vdi.NAME_DESCRIPTION)).isEqualTo("for a test");
        assertThat(row.get(Vdi.SR)).isEqualTo(sr);
        assertThat(row.get(Vdi.TYPE)).isEqualTo(VdiType.USER);
        assertThat(row.get(Vdi.VIRTUAL_SIZE)).isEqualTo(1 << 20);
        assertThat(row.get(Vdi.PHYSICAL_UTILISATION)).isPositive();
        assertThat(row.get(Vdi.OTHER_CONFIG)).containsExactly(Map.entry("colour", "blue"));
        assertThat(row.get(Vdi.TAGS)).containsExactly("one");
        assertThat(row.get(Vdi.MANAGED)).isTrue();
        assertThat(row.get(Vdi.LOCATION)).isEqualTo(row.get(Vdi.UUID));
        assertThat(kit.volumes(sr))
                .singleElement()
                .satisfies(volume -> assertThat(volume.id().toString()).isEqualTo(row.get(Vdi.UUID)))
                .satisfies(volume -> assertThat(volume.labels().name()).isEqualTo("disk"));
        assertThat(kit.row(sr).get(Sr.VIRTUAL_ALLOCATION)).isEqualTo(1 << 20);
        assertThat(kit.row(sr).get(Sr.VDIS)).containsExactly(made);
        assertThat(kit.isAtRest()).isTrue();
    }

    @Test
    void createRoundsTheSizeUpAndSaysSo() {
        var record = disk(sr);
        record.put("virtual_size", "1");
        assertThat(kit.disk0(ref(kit.api.value("VDI.create", kit.root, record))).get(Vdi.VIRTUAL_SIZE))
                .isEqualTo(4096);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-9223372036854775808"})
    void createRefusesSizesThatMakeNoSense(String size) {
        var record = disk(sr);
        record.put("virtual_size", size);
        assertThat(kit.api.failure("VDI.create", kit.root, record))
                .containsExactly("INVALID_VALUE", "virtual_size", size);
        assertNothingWasMade();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "1125899906842625"})
    void createRefusesSizesBeyondTheBackend(String size) {
        var record = disk(sr);
        record.put("virtual_size", size);
        assertThat(kit.api.failure("VDI.create", kit.root, record))
                .hasSize(4)
                .startsWith("SR_BACKEND_FAILURE_79", "")
                .endsWith("");
        assertNothingWasMade();
    }

    @Test
    void createNamesTheRepositoryThatItDoesNotKnow() {
        assertThat(kit.api.failure("VDI.create", kit.root, disk(new Ref<>("OpaqueRef:nowhere"))))
                .containsExactly("HANDLE_INVALID", "SR", "OpaqueRef:nowhere");
        assertThat(kit.api.failure("VDI.create", kit.root, disk(Ref.none())))
                .containsExactly("HANDLE_INVALID", "SR", "OpaqueRef:NULL");
    }

    @Test
    void createNeedsAPluggedRepository() {
        kit.api.value("PBD.unplug", kit.root, kit.pbdOf(sr).value());
        assertThat(kit.api.failure("VDI.create", kit.root, disk(sr))).containsExactly("SR_HAS_NO_PBDS", sr.value());
    }

    @Test
    void createRefusesRecordsOfChanges() {
        var record = disk(sr);
        record.put("type", "cbt_metadata");
        assertThat(kit.api.failure("VDI.create", kit.root, record))
                .containsExactly("VDI_INCOMPATIBLE_TYPE", "", "CBT metadata");
    }

    @ParameterizedTest
    @CsvSource({
        "NO_SPACE, SR_BACKEND_FAILURE_44",
        "TOO_LARGE, SR_BACKEND_FAILURE_79",
        "IO, SR_BACKEND_FAILURE_202",
        "TIMED_OUT, SR_BACKEND_FAILURE_202",
        "CORRUPT, SR_UNHEALTHY",
        "DETACHED, SR_NOT_ATTACHED",
        "NOT_SUPPORTED, SR_OPERATION_NOT_SUPPORTED",
        "INVALID, INVALID_VALUE",
    })
    void createTellsWhatTheBackendSaysAndLeavesNothing(Kind kind, String code) {
        kit.faults.fail("create", kind);
        assertThat(kit.api.failure("VDI.create", kit.root, disk(sr))).first().isEqualTo(code);
        kit.faults.heal();
        kit.faults.failAfter("create", kind);
        assertThat(kit.api.failure("VDI.create", kit.root, disk(sr))).first().isEqualTo(code);
        kit.faults.heal();
        assertNothingWasMade();
    }

    @Test
    void aDeedIsDoneEvenIfTheRepositoryCannotBeMeasuredThen() {
        kit.faults.fail("stat", Kind.IO);
        Ref<Vdi> made = kit.haveDisk(sr);
        kit.api.value("VDI.destroy", kit.root, made.value());
        kit.faults.heal();
        assertNothingWasMade();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "../../etc/passwd",
                "/",
                "a\nb\tc",
                "\"quoted\" 'twice' `thrice` $(true) ; rm -rf /",
                "<name>&amp;</name>",
                "漢字 עברית العربية \uD83D\uDC27",
                "\u0085\u2028\uFEFF",
                "{\"json\": true}",
            })
    void namesAreTextAndNothingElse(String name) {
        var record = disk(sr);
        record.put("name_label", name);
        record.put("name_description", name);
        record.put("tags", List.of(name));
        record.put("other_config", Map.of(name, name));
        Ref<Vdi> made = ref(kit.api.value("VDI.create", kit.root, record));
        Row<Vdi> row = kit.disk0(made);
        assertThat(row.get(Vdi.NAME_LABEL)).isEqualTo(name);
        assertThat(row.get(Vdi.TAGS)).containsExactly(name);
        assertThat(row.get(Vdi.OTHER_CONFIG)).containsExactly(Map.entry(name, name));
        assertThat(kit.volumes(sr))
                .singleElement()
                .extracting(volume -> volume.labels().description())
                .isEqualTo(name);
    }

    @Test
    void namesAreBounded() {
        var record = disk(sr);
        record.put("name_label", "x".repeat(200_000));
        assertThat(kit.api.failure("VDI.create", kit.root, record)).startsWith("INVALID_VALUE", "name_label");
        Ref<Vdi> made = kit.haveDisk(sr);
        assertThat(kit.api.failure("VDI.set_name_label", kit.root, made.value(), "x".repeat(200_000)))
                .startsWith("INVALID_VALUE", "name_label");
        assertThat(kit.disk0(made).get(Vdi.NAME_LABEL)).isEqualTo("disk");
    }

    @Test
    void destroyRemovesVolumeAndRow() {
        Ref<Vdi> made = kit.haveDisk(sr);
        assertThat(kit.api.value("VDI.destroy", kit.root, made.value())).isEqualTo("");
        assertNothingWasMade();
        assertThat(kit.row(sr).get(Sr.VIRTUAL_ALLOCATION)).isZero();
        assertThat(kit.api.failure("VDI.destroy", kit.root, made.value()))
                .containsExactly("HANDLE_INVALID", "VDI", made.value());
    }

    @Test
    void destroyKeepsTheRowWhileTheVolumeStays() {
        Ref<Vdi> made = kit.haveDisk(sr);
        kit.faults.fail("delete", Kind.IN_USE);
        assertThat(kit.api.failure("VDI.destroy", kit.root, made.value()))
                .containsExactly("VDI_IN_USE", made.value(), "destroy");
        assertThat(kit.disks()).hasSize(1);
        assertThat(kit.isAtRest()).isTrue();
    }

    @Test
    void destroyTakesOffWhatTheDiskWasInAndWhatWasTakenOfIt() {
        Ref<Vdi> made = kit.haveDisk(sr);
        Ref<Vdi> snapshot = ref(kit.api.value("VDI.snapshot", kit.root, made.value()));
        var drives = new Drives(kit);
        drives.put(made, false);
        kit.api.value("VDI.destroy", kit.root, made.value());
        assertThat(drives.all()).isEmpty();
        assertThat(kit.disk0(snapshot).get(Vdi.SNAPSHOT_OF)).isEqualTo(Ref.none());
    }

    @Test
    void resizeGrowsAndDoesNotShrink() {
        Ref<Vdi> made = kit.haveDisk(sr);
        kit.api.value("VDI.resize", kit.root, made.value(), "2000000");
        assertThat(kit.disk0(made).get(Vdi.VIRTUAL_SIZE)).isEqualTo(2_002_944);
        assertThat(kit.row(sr).get(Sr.VIRTUAL_ALLOCATION)).isEqualTo(2_002_944);
        kit.api.value("VDI.resize", kit.root, made.value(), "2000000"); // as it is, before rounding
        assertThat(kit.api.failure("VDI.resize", kit.root, made.value(), "4096"))
                .startsWith("SR_BACKEND_FAILURE_79");
        assertThat(kit.api.failure("VDI.resize", kit.root, made.value(), "-5"))
                .containsExactly("INVALID_VALUE", "size", "-5");
        assertThat(kit.api.failure("VDI.resize", kit.root, made.value(), "9223372036854775807"))
                .startsWith("SR_BACKEND_FAILURE_79");
        assertThat(kit.disk0(made).get(Vdi.VIRTUAL_SIZE)).isEqualTo(2_002_944);
    }

    @Test
    void namesGoToTheVolumeToo() {
        Ref<Vdi> made = kit.haveDisk(sr);
        kit.api.value("VDI.set_name_label", kit.root, made.value(), "renamed");
        kit.api.value("VDI.set_name_description", kit.root, made.value(), "described");
        assertThat(kit.disk0(made).get(Vdi.NAME_LABEL)).isEqualTo("renamed");
        assertThat(kit.disk0(made).get(Vdi.NAME_DESCRIPTION)).isEqualTo("described");
        assertThat(kit.volumes(sr))
                .extracting(Volume::labels)
                .singleElement()
                .satisfies(labels -> assertThat(labels.name()).isEqualTo("renamed"))
                .satisfies(labels -> assertThat(labels.description()).isEqualTo("described"));
        kit.faults.fail("relabel", Kind.IO);
        assertThat(kit.api.failure("VDI.set_name_label", kit.root, made.value(), "lost"))
                .startsWith("SR_BACKEND_FAILURE_202");
        assertThat(kit.disk0(made).get(Vdi.NAME_LABEL)).isEqualTo("renamed");
    }

    @Test
    void aForgottenDiskCanBeIntroducedAgain() {
        var record = disk(sr);
        record.put("read_only", true);
        record.put("sharable", true);
        Ref<Vdi> made = ref(kit.api.value("VDI.create", kit.root, record));
        String uuid = kit.disk0(made).get(Vdi.UUID);
        kit.api.value("VDI.forget", kit.root, made.value());
        assertThat(kit.disks()).isEmpty();
        assertThat(kit.volumes(sr)).hasSize(1);

        Ref<Vdi> again = introduce(uuid, "", uuid);
        Row<Vdi> row = kit.disk0(again);
        assertThat(row.get(Vdi.UUID)).isEqualTo(uuid);
        assertThat(row.get(Vdi.NAME_LABEL)).isEqualTo("disk"); // as the volume says
        assertThat(kit.api.failure("VDI.introduce", introduction(uuid, "", uuid)))
                .containsExactly("LOCATION_NOT_UNIQUE", sr.value(), uuid);

        kit.api.value("VDI.forget", kit.root, again.value());
        kit.api.value("SR.scan", kit.root, sr.value());
        assertThat(kit.disks()).singleElement().satisfies(found -> {
            assertThat(found.get(Vdi.READ_ONLY)).isTrue();
            assertThat(found.get(Vdi.SHARABLE)).isTrue();
        });
    }

    @Test
    void introduceChecksUuidAndLocation() {
        assertThat(kit.api.failure("VDI.introduce", introduction("not a uuid", "x", "y")))
                .containsExactly("UUID_INVALID", "VDI", "not a uuid");
        assertThat(kit.api.failure("VDI.introduce", introduction("", "x", "nowhere")))
                .containsExactly("VDI_LOCATION_MISSING", sr.value(), "nowhere");
        Ref<Vdi> made = kit.haveDisk(sr);
        String uuid = kit.disk0(made).get(Vdi.UUID);
        kit.api.value("VDI.forget", kit.root, made.value());
        String other = "00000000-0000-4000-8000-000000000000";
        assertThat(kit.api.failure("VDI.introduce", introduction(other, "x", uuid)))
                .containsExactly("INVALID_VALUE", "uuid", other);
        assertThat(kit.isAtRest()).isTrue();
    }

    @Test
    void updateBringsRowAndVolumeTogether() {
        Ref<Vdi> made = kit.haveDisk(sr);
        kit.api.set(Vdi.CLASS, made, Vdi.NAME_LABEL, "only in the row");
        kit.api.set(Vdi.CLASS, made, Vdi.VIRTUAL_SIZE, 7L);
        kit.api.value("VDI.update", kit.root, made.value());
        assertThat(kit.volumes(sr))
                .singleElement()
                .extracting(volume -> volume.labels().name())
                .isEqualTo("only in the row");
        assertThat(kit.disk0(made).get(Vdi.VIRTUAL_SIZE)).isEqualTo(1 << 20);
    }

    @ParameterizedTest
    @CsvSource({
        "VDI.enable_cbt",
        "VDI.disable_cbt",
        "VDI.data_destroy",
        "VDI.revert",
    })
    void whatTheDriverCannotIsSaidByItsDocumentedFailure(String message) {
        Ref<Vdi> made = kit.haveDisk(sr);
        assertThat(kit.api.failure(message, kit.root, made.value()))
                .containsExactly("SR_OPERATION_NOT_SUPPORTED", sr.value());
        assertThat(kit.api.failure("VDI.set_on_boot", kit.root, made.value(), "reset"))
                .containsExactly("SR_OPERATION_NOT_SUPPORTED", sr.value());
        assertThat(kit.api.failure("VDI.list_changed_blocks", kit.root, made.value(), made.value()))
                .containsExactly("SR_OPERATION_NOT_SUPPORTED", sr.value());
    }

    @Test
    void onlyDriversSayWhatDriversSee() {
        Ref<Vdi> made = kit.haveDisk(sr);
        assertThat(kit.api.failure("VDI.set_read_only", kit.root, made.value(), true))
                .containsExactly("PERMISSION_DENIED", "");
        assertThat(kit.api.failure("VDI.set_sharable", kit.root, made.value(), true))
                .containsExactly("PERMISSION_DENIED", "");
        assertThat(kit.api.failure("SR.set_physical_size", kit.root, sr.value(), "5"))
                .containsExactly("PERMISSION_DENIED", "");
        assertThat(kit.api.failure(
                        "PBD.set_device_config", kit.root, kit.pbdOf(sr).value(), Map.of()))
                .containsExactly("PERMISSION_DENIED", "");

        kit.api.value("session.add_to_other_config", kit.root, kit.root, "_sm_session", sr.value());
        kit.api.value("VDI.set_read_only", kit.root, made.value(), true);
        kit.api.value("VDI.set_sharable", kit.root, made.value(), true);
        kit.api.value("SR.set_physical_size", kit.root, sr.value(), "5");
        kit.api.value("PBD.set_device_config", kit.root, kit.pbdOf(sr).value(), Map.of("a", "b"));
        assertThat(kit.disk0(made).get(Vdi.READ_ONLY)).isTrue();
        assertThat(kit.disk0(made).get(Vdi.SHARABLE)).isTrue();
        assertThat(kit.row(sr).get(Sr.PHYSICAL_SIZE)).isEqualTo(5);
    }

    @Test
    void thereAreNoWaysToADiskByNbd() {
        Ref<Vdi> made = kit.haveDisk(sr);
        assertThat(kit.api.value("VDI.get_nbd_info", kit.root, made.value())).isEqualTo(List.of());
        kit.api.set(Vdi.CLASS, made, Vdi.TYPE, VdiType.CBT_METADATA);
        assertThat(kit.api.failure("VDI.get_nbd_info", kit.root, made.value()))
                .containsExactly("VDI_INCOMPATIBLE_TYPE", made.value(), "CBT metadata");
    }

    @Test
    void anOldMessageSaysSo() {
        assertThat(kit.api.failure(
                        "VDI.force_unlock", kit.root, kit.haveDisk(sr).value()))
                .containsExactly("MESSAGE_DEPRECATED");
    }

    private void assertNothingWasMade() {
        assertThat(kit.disks()).isEmpty();
        assertThat(kit.volumes(sr)).isEmpty();
        assertThat(kit.isAtRest()).isTrue();
    }

    private Ref<Vdi> introduce(String uuid, String name, String location) {
        return ref(kit.api.value("VDI.introduce", introduction(uuid, name, location)));
    }

    private Object[] introduction(String uuid, String name, String location) {
        return new Object[] {kit.root, uuid, name, "", sr.value(), "user", false, false, Map.of(), location};
    }
}
