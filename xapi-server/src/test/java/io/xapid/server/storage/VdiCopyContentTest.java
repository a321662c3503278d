package io.xapid.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.storage.Access;
import io.xapid.storage.QemuImg;
import io.xapid.storage.Repository;
import io.xapid.storage.VolumeId;
import io.xapid.storage.directory.DirectoryBackend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real disks hold after {@code VDI.copy}. Each has a mebibyte, which is written in halves. */
class VdiCopyContentTest {
    private static final String NULL = "OpaqueRef:NULL";
    private static final int HALF = 512 << 10;

    @TempDir
    Path folder;

    private final StorageKit kit =
            new StorageKit(new DirectoryBackend("file", new QemuImg(Path.of("/usr/bin/qemu-img"))));
    private Ref<Sr> sr = Ref.none();
    private Ref<Vdi> base = Ref.none();
    private Ref<Vdi> source = Ref.none();
    private Ref<Vdi> target = Ref.none();

    @BeforeEach
    void makeDisks() throws Exception {
        sr = kit.haveSr("file", Map.of("location", folder.resolve("sr").toString()));
        base = disk(1, 1);
        source = disk(1, 2);
        target = disk(9, 9);
    }

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void allOfItIsInTheTarget() throws Exception {
        kit.api.value("VDI.copy", kit.root, source.value(), NULL, NULL, target.value());

        assertHolds(target, 1, 2);
        assertHolds(source, 1, 2);
    }

    @Test
    void whatDiffersFromTheBaseIsInTheTarget() throws Exception {
        kit.api.value("VDI.copy", kit.root, source.value(), NULL, base.value(), target.value());

        assertHolds(target, 9, 2);
        assertHolds(base, 1, 1);
    }

    @Test
    void whatDiffersFromTheBaseIsInANewDisk() throws Exception {
        Ref<Vdi> made = StorageKit.ref(kit.api.value("VDI.copy", kit.root, source.value(), sr.value(), base.value()));

        assertHolds(made, 0, 2);
    }

    private Ref<Vdi> disk(int first, int second) throws Exception {
        Ref<Vdi> made = kit.haveDisk(sr);
        io(made, Access.WRITE, "write -P %d 0 %d".formatted(first, HALF));
        io(made, Access.WRITE, "write -P %d %d %d".formatted(second, HALF, HALF));
        return made;
    }

    private void assertHolds(Ref<Vdi> disk, int first, int second) throws Exception {
        assertThat(io(disk, Access.READ, "read -P %d 0 %d".formatted(first, HALF)))
                .contains("read " + HALF)
                .doesNotContain("verification failed");
        assertThat(io(disk, Access.READ, "read -P %d %d %d".formatted(second, HALF, HALF)))
                .contains("read " + HALF)
                .doesNotContain("verification failed");
    }

    private String io(Ref<Vdi> disk, Access access, String command) throws Exception {
        Repository repository = kit.room.repositories().require(sr);
        VolumeId volume = VdiRows.idOf(kit.disk0(disk));
        String image = repository.attach(volume, "test", access).path().toString();
        try {
            Process process = new ProcessBuilder("qemu-io", "-f", "qcow2", "-c", command, image)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            repository.detach(volume, "test");
        }
    }
}
