package io.xapid.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.StorageOperation;
import io.xapid.model.storage.Vdi;
import io.xapid.server.api.ApiKit;
import io.xapid.storage.NewVolume;
import io.xapid.storage.StorageException.Kind;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import io.xapid.storage.iso.IsoBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageKeeperTest {
    @TempDir
    Path folder;

    private StorageKit kit = new StorageKit(new IsoBackend());
    private final Ref<Sr> sr = kit.haveSr();

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void aFirstStartPlugsWhatIsWrittenDownAndLooksIntoIt() throws IOException {
        Files.writeString(folder.resolve("first.iso"), "cd");
        Ref<Sr> cds = kit.api.have(Sr.CLASS, Map.of(Sr.UUID, "9c6e8f60-1111-4222-8333-444455556666", Sr.TYPE, "iso"));
        Ref<Pbd> pbd = kit.api.have(
                Pbd.CLASS,
                Map.of(Pbd.SR, cds, Pbd.HOST, ApiKit.HERE, Pbd.DEVICE_CONFIG, Map.of("location", folder.toString())));
        restart();
        assertThat(kit.api.row(Pbd.CLASS, pbd).get(Pbd.CURRENTLY_ATTACHED)).isTrue();
        StorageKit.await(() -> kit.disks().size() == 1);
        assertThat(kit.row(cds).get(Sr.PHYSICAL_SIZE)).isPositive();
    }

    @Test
    void whatCannotBePluggedIsSaidToBeSoAndTriedAgain() {
        kit.faults.fail("attach", Kind.IO);
        restart();
        assertThat(isPlugged()).isFalse();
        assertThat(kit.api.failure("VDI.create", kit.root, StorageKit.disk(sr)))
                .first()
                .isEqualTo("SR_HAS_NO_PBDS");
        kit.room.refresh();
        assertThat(isPlugged()).isFalse();
        kit.faults.heal();
        kit.room.refresh();
        assertThat(isPlugged()).isTrue();
        kit.haveDisk(sr);
    }

    @Test
    void whatAnOperatorUnpluggedStaysUnplugged() {
        kit.api.value("PBD.unplug", kit.root, kit.pbdOf(sr).value());
        kit.room.refresh();
        restart();
        kit.room.refresh();
        assertThat(isPlugged()).isFalse();
        assertThat(kit.room.repositories().has(sr)).isFalse();
    }

    @Test
    void figuresAreWrittenWhenTheyChangeAndNotMoreOftenThanEveryHalfMinute() {
        kit.room.refresh();
        int entries = kit.api.log.entries().size();
        long before = kit.row(sr).get(Sr.PHYSICAL_UTILISATION);

        kit.room.repositories().require(sr).create(new NewVolume(VolumeId.random(), VolumeLabels.named("x"), 4096));
        kit.api.clock.advance(Duration.ofSeconds(29));
        kit.room.refresh();
        assertThat(kit.row(sr).get(Sr.PHYSICAL_UTILISATION)).isEqualTo(before);
        kit.api.clock.advance(Duration.ofSeconds(1));
        kit.room.refresh();
        assertThat(kit.row(sr).get(Sr.PHYSICAL_UTILISATION)).isGreaterThan(before);
        assertThat(kit.api.log.entries()).hasSize(entries + 1);

        kit.api.clock.advance(Duration.ofSeconds(30));
        kit.room.refresh();
        assertThat(kit.api.log.entries()).hasSize(entries + 1); // nothing new, nothing written
        assertThat(kit.disks()).isEmpty(); // a look at figures is no scan
    }

    @Test
    void disksThatGuestsWriteToAreMeasured() {
        Ref<Vdi> written = kit.haveDisk(sr);
        Ref<Vdi> idle = kit.haveDisk(sr);
        new Drives(kit).put(written, true);
        kit.api.set(Vdi.CLASS, written, Vdi.PHYSICAL_UTILISATION, 5L << 20);
        kit.api.set(Vdi.CLASS, idle, Vdi.PHYSICAL_UTILISATION, 5L << 20);
        kit.room.refresh();
        assertThat(kit.disk0(written).get(Vdi.PHYSICAL_UTILISATION)).isEqualTo(256 << 10);
        assertThat(kit.disk0(idle).get(Vdi.PHYSICAL_UTILISATION)).isEqualTo(5 << 20);
    }

    @Test
    void aRepositoryThatAsksForItIsScanned() {
        kit.room.repositories().require(sr).create(new NewVolume(VolumeId.random(), VolumeLabels.named("x"), 4096));
        kit.api.set(Sr.CLASS, sr, Sr.OTHER_CONFIG, Map.of("auto-scan", "true"));
        kit.room.refresh();
        assertThat(kit.disks()).hasSize(1);
    }

    @Test
    void aRepositoryAtWorkIsLeftAlone() {
        kit.api.set(Sr.CLASS, sr, Sr.CURRENT_OPERATIONS, Map.of("OpaqueRef:t", StorageOperation.SCAN));
        kit.api.set(Sr.CLASS, sr, Sr.PHYSICAL_SIZE, 1L);
        kit.room.refresh();
        assertThat(kit.row(sr).get(Sr.PHYSICAL_SIZE)).isEqualTo(1);
    }

    @Test
    void aRepositoryThatCannotBeMeasuredHoldsUpNoOther() {
        Ref<Sr> other = kit.haveSr();
        kit.faults.fail("stat", Kind.IO);
        kit.room.refresh();
        kit.faults.heal();
        kit.api.set(Sr.CLASS, other, Sr.PHYSICAL_SIZE, 1L);
        kit.api.clock.advance(Duration.ofSeconds(30));
        kit.room.refresh();
        assertThat(kit.row(other).get(Sr.PHYSICAL_SIZE)).isEqualTo(StorageKit.CAPACITY);
    }

    @Test
    void aRepositoryIsTidiedAfterADiskIsGone() {
        kit.api.value("VDI.destroy", kit.root, kit.haveDisk(sr).value());
        StorageKit.await(() -> kit.faults.verbs().contains("tidy"));
    }

    private void restart() {
        StorageKit next = kit.afterACrash().start();
        kit.close();
        kit = next;
    }

    private boolean isPlugged() {
        return kit.api.row(Pbd.CLASS, kit.pbdOf(sr)).get(Pbd.CURRENTLY_ATTACHED);
    }
}
