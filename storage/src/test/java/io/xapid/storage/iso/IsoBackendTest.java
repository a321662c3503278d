package io.xapid.storage.iso;

import static io.xapid.storage.ExpectedFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.xapid.storage.Access;
import io.xapid.storage.AttachedVolume;
import io.xapid.storage.ImageFormat;
import io.xapid.storage.NewVolume;
import io.xapid.storage.QemuImg;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.StorageBackend;
import io.xapid.storage.StorageBackendContract;
import io.xapid.storage.StorageException.Kind;
import io.xapid.storage.Transfer;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import io.xapid.storage.directory.DirectoryBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsoBackendTest extends StorageBackendContract {
    @TempDir
    Path folder = Path.of("/nonexistent");

    private final StorageBackend backend = new IsoBackend();
    private Path cds = Path.of("/nonexistent");
    private RepositorySpec spec = new RepositorySpec(UUID.randomUUID(), Map.of());
    private Repository repository;

    @SuppressWarnings("NullAway.Init") // JUnit calls attach first
    IsoBackendTest() {}

    @BeforeEach
    void attach() {
        spec = newRepository();
        cds = Path.of(spec.require("location"));
        backend.create(spec);
        repository = backend.attach(spec);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Override
    protected StorageBackend backend() {
        return backend;
    }

    @Override
    protected RepositorySpec newRepository() {
        UUID id = UUID.randomUUID();
        return new RepositorySpec(
                id, Map.of("location", folder.resolve(id.toString()).toString()));
    }

    private List<String> names() {
        return repository.scan().volumes().stream().map(Volume::location).toList();
    }

    @Test
    void findsCdsByTheirNames() throws IOException {
        for (String name : List.of("b.iso", "A.ISO", "floppy.img", "a b (1),x.iso", "notes.txt", "iso", "x.iso.part")) {
            Files.writeString(cds.resolve(name), "content");
        }
        Files.createDirectory(cds.resolve("folder.iso"));

        assertThat(names()).containsExactly("A.ISO", "a b (1),x.iso", "b.iso", "floppy.img");
        assertThat(repository.scan().volumes()).allSatisfy(cd -> {
            assertThat(cd.readOnly()).isTrue();
            assertThat(cd.virtualBytes()).isEqualTo(7);
            assertThat(cd.labels().name()).isEqualTo(cd.location());
        });
        assertThat(repository.scan().remarks()).singleElement().asString().contains("folder.iso");
        assertThat(repository.stat().virtualBytes()).isEqualTo(28);
    }

    @Test
    void takesNamesInAnyScript() throws IOException {
        assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");
        Files.writeString(cds.resolve("r\u00e9sum\u00e9 \u65e5\u672c.iso"), "content");

        assertThat(names()).containsExactly("r\u00e9sum\u00e9 \u65e5\u672c.iso");
    }

    @Test
    void canBeCopiedToADisk() throws IOException {
        Files.writeString(cds.resolve("cd.iso"), "content");
        AttachedVolume source =
                repository.attach(repository.scan().volumes().get(0).id(), "copy", Access.READ);
        var disks = new DirectoryBackend("file", new QemuImg(Path.of("/usr/bin/qemu-img")));
        RepositorySpec target = newRepository();
        disks.create(target);
        try (Repository disk = disks.attach(target)) {
            var wanted = new NewVolume(VolumeId.random(), VolumeLabels.named("disk"), source.virtualBytes());
            Volume copy = disk.copy(source, wanted, Transfer.unwatched());

            assertThat(copy.virtualBytes()).isEqualTo(64 << 10);
            Path raw = folder.resolve("raw");
            Path image = disk.attach(copy.id(), "reader", Access.READ).path();
            Process convert = new ProcessBuilder(
                            "qemu-img", "convert", "-f", "qcow2", "-O", "raw", image.toString(), raw.toString())
                    .start();
            convert.onExit().join();
            assertThat(Files.readString(raw)).startsWith("content\0").hasSize(64 << 10);
        }
    }

    @Test
    void seesFilesComeAndGo() throws IOException {
        assertThat(names()).isEmpty();
        Path cd = Files.writeString(cds.resolve("cd.iso"), "content");
        VolumeId id = repository.scan().volumes().get(0).id();
        Files.delete(cd);
        assertThat(names()).isEmpty();
        assertFails(Kind.NOT_FOUND, () -> repository.attach(id, "guest", Access.READ));

        Files.writeString(cd, "longer content");
        assertThat(repository.scan().volumes()).singleElement().satisfies(again -> {
            assertThat(again.id()).isEqualTo(id);
            assertThat(again.virtualBytes()).isEqualTo(14);
        });
    }

    @Test
    void knowsACdAgainAfterARestartAndApartFromItsNamesakeElsewhere() throws IOException {
        Files.writeString(cds.resolve("cd.iso"), "content");
        List<Volume> before = repository.scan().volumes();
        repository.close();
        repository = backend.attach(spec);
        assertThat(repository.scan().volumes()).isEqualTo(before);

        var elsewhere = new RepositorySpec(UUID.randomUUID(), spec.configuration());
        try (Repository other = backend.attach(elsewhere)) {
            assertThat(other.scan().volumes().get(0).id())
                    .isNotEqualTo(before.get(0).id());
        }
    }

    @Test
    void lendsACdToManyGuestsForReading() throws IOException {
        Path cd = Files.writeString(cds.resolve("cd.iso"), "content");
        VolumeId id = repository.scan().volumes().get(0).id();

        AttachedVolume attached = repository.attach(id, "guest 1", Access.READ);
        assertThat(attached).isEqualTo(new AttachedVolume(id, cd.toRealPath(), ImageFormat.RAW, true, 7));
        assertThat(repository.attach(id, "guest 2", Access.READ)).isEqualTo(attached);
        assertFails(Kind.READ_ONLY, () -> repository.attach(id, "guest 3", Access.WRITE));
        repository.detach(id, "guest 1");
    }

    @Test
    void followsLinksWithinTheFolderOnly() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.iso"), "secret");
        Path cd = Files.writeString(cds.resolve("cd-1.2.iso"), "content");
        Files.createSymbolicLink(cds.resolve("cd.iso"), cd.getFileName());
        Files.createSymbolicLink(cds.resolve("out.iso"), secret);
        Files.createSymbolicLink(cds.resolve("up.iso"), Path.of("../secret.iso"));
        Files.createSymbolicLink(cds.resolve("broken.iso"), Path.of("gone.iso"));
        Files.createSymbolicLink(cds.resolve("loop.iso"), Path.of("loop.iso"));
        Files.createSymbolicLink(cds.resolve("device.iso"), Path.of("/dev/zero"));

        assertThat(names()).containsExactly("cd-1.2.iso", "cd.iso");
        assertThat(repository.scan().remarks()).hasSize(5);
        VolumeId link = repository.scan().volumes().get(1).id();
        assertThat(repository.attach(link, "guest", Access.READ).path()).isEqualTo(cd.toRealPath());
    }

    @Test
    void leavesOutNamesThatNoClientCouldSay() throws IOException {
        Files.writeString(cds.resolve("a\nb.iso"), "content");
        Files.writeString(cds.resolve("\u001b[31mred.iso"), "content");

        assertThat(names()).isEmpty();
        assertThat(repository.scan().remarks()).hasSize(2).allMatch(remark -> remark.matches("[ -~]+"));
    }

    @Test
    void destroysNothingThatOthersPutThere() throws IOException {
        Path cd = Files.writeString(cds.resolve("cd.iso"), "content");
        repository.close();
        backend.destroy(spec);

        assertThat(cd).hasContent("content");
    }

    @Test
    void takesAFolderThatIsThere() throws IOException {
        Path existing = Files.createDirectory(folder.resolve("existing"));
        Files.writeString(existing.resolve("cd.iso"), "content");
        var taken = new RepositorySpec(UUID.randomUUID(), Map.of("location", existing.toString()));
        backend.create(taken);

        try (Repository other = backend.attach(taken)) {
            assertThat(other.scan().volumes()).hasSize(1);
        }
    }
}
