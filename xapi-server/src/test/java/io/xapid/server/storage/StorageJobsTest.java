package io.xapid.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.server.api.ApiKit;
import io.xapid.server.job.JobContract;
import io.xapid.server.job.Meddler;
import io.xapid.storage.StorageException;
import java.util.List;
import java.util.Map;

/** Every job about disks and repositories, gone wrong at every step. */
public class StorageJobsTest extends JobContract<StorageKit> {
    private static final String IO = "SR_BACKEND_FAILURE_202";

    private static final String FORGOTTEN = "forgotten";

    /** The kinds of jobs that are tried here. */
    public static List<String> kindsTried() {
        return new StorageJobsTest()
                .stories().stream().map(Story::kind).distinct().toList();
    }

    @Override
    protected List<Story<StorageKit>> stories() {
        return List.of(
                Story.of("VDI.create", StorageJobsTest::wish, IO, kit -> disks(kit, 1)),
                Story.of("VDI.clone", StorageJobsTest::disk, IO, kit -> disks(kit, 2)),
                Story.of("VDI.snapshot", StorageJobsTest::disk, IO, kit -> disks(kit, 2)),
                Story.of("VDI.copy", StorageJobsTest::diskToCopy, IO, kit -> disks(kit, 2)),
                Story.of("VDI.copy", StorageJobsTest::disksToFill, IO, kit -> disks(kit, 2))
                        .ofKind(CopyIntoVdi.NAME),
                Story.of("VDI.copy", StorageJobsTest::disksThatDiffer, IO, kit -> disks(kit, 3))
                        .ofKind(CopyIntoVdi.NAME),
                Story.of("VDI.introduce", StorageJobsTest::forgotten, IO, kit -> disks(kit, 1)),
                Story.of("VDI.destroy", StorageJobsTest::disk, IO, kit -> disks(kit, 0)),
                Story.of("VDI.resize", StorageJobsTest::diskToGrow, IO, StorageJobsTest::isLarger),
                Story.of("VDI.set_name_label", StorageJobsTest::diskToName, IO, StorageJobsTest::isNamed)
                        .ofKind("VDI.update"),
                Story.of("SR.scan", StorageJobsTest::repository, IO, kit -> disks(kit, 1)),
                Story.of("SR.update", StorageJobsTest::repository, IO, kit -> disks(kit, 1)),
                Story.of("SR.create", StorageJobsTest::newRepository, IO, kit -> repositories(kit, 1)),
                Story.of("SR.destroy", StorageJobsTest::emptyRepository, IO, kit -> repositories(kit, 0)),
                Story.of("PBD.plug", StorageJobsTest::unplugged, IO, kit -> isPlugged(kit, true)),
                Story.of("PBD.unplug", StorageJobsTest::plugged, IO, kit -> isPlugged(kit, false)));
    }

    // What is there before

    private static List<Object> wish(StorageKit kit) {
        return List.of(StorageKit.disk(kit.haveSr()));
    }

    private static List<Object> disk(StorageKit kit) {
        return List.of(kit.haveDisk(kit.haveSr()).value());
    }

    private static List<Object> diskToCopy(StorageKit kit) {
        Ref<Sr> sr = kit.haveSr();
        return List.of(kit.haveDisk(sr).value(), sr.value());
    }

    private static List<Object> disksToFill(StorageKit kit) {
        Ref<Sr> sr = kit.haveSr();
        return List.of(
                kit.haveDisk(sr).value(),
                "OpaqueRef:NULL",
                "OpaqueRef:NULL",
                kit.haveDisk(sr).value());
    }

    private static List<Object> disksThatDiffer(StorageKit kit) {
        Ref<Sr> sr = kit.haveSr();
        return List.of(kit.haveDisk(sr).value(), sr.value(), kit.haveDisk(sr).value());
    }

    private static List<Object> diskToGrow(StorageKit kit) {
        return List.of(disk(kit).get(0), "4194304");
    }

    private static List<Object> diskToName(StorageKit kit) {
        return List.of(disk(kit).get(0), "another name");
    }

    private static List<Object> forgotten(StorageKit kit) {
        Ref<Sr> sr = kit.haveSr();
        Map<String, Object> wish = StorageKit.disk(sr);
        wish.put("name_label", FORGOTTEN);
        Row<Vdi> disk = kit.disk0(StorageKit.ref(kit.api.value("VDI.create", kit.root, wish)));
        kit.api.value("VDI.forget", kit.root, disk.ref().value());
        return List.of(
                disk.get(Vdi.UUID),
                "found",
                "",
                sr.value(),
                "user",
                false,
                false,
                Map.of(),
                disk.get(Vdi.LOCATION),
                Map.of(),
                Map.of());
    }

    private static List<Object> repository(StorageKit kit) {
        Ref<Sr> sr = kit.haveSr();
        kit.haveDisk(sr);
        return List.of(sr.value());
    }

    private static List<Object> emptyRepository(StorageKit kit) {
        Ref<Sr> sr = kit.haveSr();
        kit.api.value("PBD.unplug", kit.root, kit.pbdOf(sr).value());
        return List.of(sr.value());
    }

    private static List<Object> newRepository(StorageKit kit) {
        return List.of(ApiKit.HERE.value(), Map.of(), "0", "new", "", StorageKit.TYPE, "", false, Map.of());
    }

    private static List<Object> plugged(StorageKit kit) {
        return List.of(kit.pbdOf(kit.haveSr()).value());
    }

    private static List<Object> unplugged(StorageKit kit) {
        List<Object> pbd = plugged(kit);
        kit.api.value("PBD.unplug", kit.root, pbd.get(0));
        return pbd;
    }

    // What is there after

    private static void disks(StorageKit kit, int count) {
        assertThat(kit.disks()).hasSize(count);
    }

    private static void isLarger(StorageKit kit) {
        assertThat(kit.disks())
                .singleElement()
                .satisfies(disk -> assertThat(disk.get(Vdi.VIRTUAL_SIZE)).isEqualTo(4 << 20));
    }

    private static void isNamed(StorageKit kit) {
        assertThat(kit.disks()).singleElement().satisfies(disk -> {
            assertThat(disk.get(Vdi.NAME_LABEL)).isEqualTo("another name");
            assertThat(kit.volumes(disk.get(Vdi.SR)).get(0).labels().name()).isEqualTo("another name");
        });
    }

    private static void repositories(StorageKit kit, int count) {
        assertThat(kit.api.store.snapshot().table(Sr.CLASS).size()).isEqualTo(count);
    }

    private static void isPlugged(StorageKit kit, boolean expected) {
        assertThat(kit.api.store.snapshot().table(Pbd.CLASS).stream())
                .singleElement()
                .satisfies(pbd -> assertThat(pbd.get(Pbd.CURRENTLY_ATTACHED)).isEqualTo(expected));
    }

    @Override
    protected StorageKit freshWorld() {
        return new StorageKit();
    }

    @Override
    protected ApiKit api(StorageKit kit) {
        return kit.api;
    }

    @Override
    protected String session(StorageKit kit) {
        return kit.root;
    }

    @Override
    protected Meddler meddler(StorageKit kit) {
        return kit.meddler;
    }

    @Override
    protected RuntimeException failure() {
        return new StorageException(StorageException.Kind.IO, "injected");
    }

    @Override
    protected String inWords(StorageKit kit) {
        return String.join("\n", new Shelves(kit.room, kit.api.store.snapshot()).inWords());
    }

    @Override
    protected void settle(StorageKit kit) {
        kit.api.store.snapshot().table(Sr.CLASS).stream()
                .filter(sr -> kit.room.repositories().has(sr.ref()))
                .forEach(sr -> kit.api.value("SR.scan", kit.root, sr.ref().value()));
    }

    @Override
    protected void assertInOrder(StorageKit kit) {
        assertThat(new Shelves(kit.room, kit.api.store.snapshot()).disagreements())
                .filteredOn(line -> !line.contains(FORGOTTEN))
                .isEmpty();
    }
}
