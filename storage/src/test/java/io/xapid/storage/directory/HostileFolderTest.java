package io.xapid.storage.directory;

import static io.xapid.storage.ExpectedFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.storage.Access;
import io.xapid.storage.NewVolume;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.Scan;
import io.xapid.storage.StorageException.Kind;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository's folder in which somebody, or something, has been at work. */
class HostileFolderTest extends DirectoryFixture {
    private Path sr = Path.of("/nonexistent");
    private VolumeId good = VolumeId.random();

    @BeforeEach
    void makeAGoodVolume() {
        sr = folder.resolve("sr");
        good = make(MIB);
        disk.write(good, 1, 0, MIB);
    }

    private Path image(VolumeId id) {
        return sr.resolve(id + ".qcow2");
    }

    /** The good volume is there, alone and whole, whatever else is. */
    private Scan scanFindsOnlyTheGoodVolume() {
        Scan scan = repository.scan();
        assertThat(scan.volumes()).extracting(Volume::id).containsExactly(good);
        assertThat(scan.remarks()).isNotEmpty().allMatch(remark -> remark.matches("[ -~]+"));
        disk.expect(good, 1, 0, MIB);
        return scan;
    }

    @Test
    void doesNotTouchWhatIsNotItsOwn() throws IOException {
        Path text = Files.writeString(sr.resolve("notes.txt"), "mine");
        Path similar = Files.writeString(sr.resolve("..qcow2"), "mine");
        Path upper = Files.writeString(sr.resolve(good.toString().toUpperCase(Locale.ROOT) + ".qcow2"), "mine");
        Path nearly = Files.writeString(sr.resolve(".tmp-mine"), "mine");
        Path odd = Files.writeString(sr.resolve("a\nb\u001b[31m"), "mine");

        assertThat(scanFindsOnlyTheGoodVolume().remarks()).hasSize(5);
        assertThat(Arrays.asList(text, similar, upper, nearly, odd))
                .allSatisfy(file -> assertThat(file).hasContent("mine"));
    }

    @Test
    void followsNoLinks() throws IOException {
        Path outside = folder.resolve("secret.qcow2");
        QEMU_IMG.create(outside, MIB);
        VolumeId link = VolumeId.random();
        Files.createSymbolicLink(image(link), outside);

        scanFindsOnlyTheGoodVolume();
        assertFails(Kind.CORRUPT, () -> repository.attach(link, "guest", Access.READ));
        assertFails(Kind.CORRUPT, () -> repository.clone(link, VolumeId.random(), LABELS));
        assertFails(Kind.CORRUPT, () -> repository.resize(link, 2 * MIB));
        assertFails(Kind.EXISTS, () -> repository.create(new NewVolume(link, LABELS, MIB)));
        repository.delete(link);
        assertThat(image(link)).doesNotExist();
        assertThat(outside).exists();
    }

    @Test
    void followsNoLinksForLabelsEither() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside.json"), "{\"name\":\"secret\"}");
        Path sidecar = sr.resolve(good + ".json");
        Files.delete(sidecar);
        Files.createSymbolicLink(sidecar, outside);

        assertThat(repository.scan().volumes())
                .singleElement()
                .satisfies(volume -> assertThat(volume.labels().name()).isEmpty());
        repository.relabel(good, VolumeLabels.named("new"));
        assertThat(outside).hasContent("{\"name\":\"secret\"}");
        assertThat(sidecar).isRegularFile();
    }

    @Test
    void doesNotHangOnPipes() throws Exception {
        VolumeId pipe = VolumeId.random();
        Process mkfifo = new ProcessBuilder(
                        "mkfifo",
                        image(pipe).toString(),
                        sr.resolve(pipe + ".json").toString())
                .start();
        assertThat(mkfifo.waitFor(20, TimeUnit.SECONDS)).isTrue();

        scanFindsOnlyTheGoodVolume();
        assertFails(Kind.CORRUPT, () -> repository.attach(pipe, "guest", Access.READ));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/shadow",
                "../secret.qcow2",
                "json:{\"driver\":\"file\",\"filename\":\"/etc/shadow\"}",
                "nbd://192.0.2.1/disk",
                "00000000-0000-0000-0000-000000000001.qcow2"
            })
    void opensNothingThatAnImageSaysItIsBuiltOn(String backing) {
        VolumeId bad = VolumeId.random();
        QEMU_IMG.createOverlay(image(bad), backing, MIB);

        scanFindsOnlyTheGoodVolume();
        assertFails(Kind.CORRUPT, () -> repository.attach(bad, "guest", Access.READ));
        assertFails(Kind.CORRUPT, () -> repository.clone(bad, VolumeId.random(), LABELS));
    }

    @Test
    void remarksOnAVolumeWhosePastIsMissing() throws IOException {
        VolumeId clone = cloneOf(good);
        Files.delete(sr.resolve(hidden().get(0).id() + ".base.qcow2"));

        assertThat(repository.scan().remarks())
                .anyMatch(remark -> remark.contains(clone.toString()) && remark.contains("missing"));
        assertFails(Kind.NOT_FOUND, () -> repository.attach(clone, "guest", Access.READ));
        repository.delete(clone);
        repository.delete(good);
        assertThat(repository.scan().volumes()).isEmpty();
    }

    @Test
    void goesRoundInNoCircles() {
        var a = VolumeId.random();
        var b = VolumeId.random();
        QEMU_IMG.createOverlay(sr.resolve(a + ".base.qcow2"), b + ".base.qcow2", MIB);
        QEMU_IMG.createOverlay(sr.resolve(b + ".base.qcow2"), a + ".base.qcow2", MIB);
        VolumeId volume = VolumeId.random();
        QEMU_IMG.createOverlay(image(volume), a + ".base.qcow2", MIB);

        repository.scan();
        assertFails(Kind.CORRUPT, () -> repository.attach(volume, "guest", Access.READ));
        assertFails(Kind.CORRUPT, () -> repository.clone(volume, VolumeId.random(), LABELS));
        repository.delete(volume);
        repository.scan();
        disk.expect(good, 1, 0, MIB);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 50, 103, 104, 200, 65_536, 196_700})
    void keepsCalmAboutImagesThatEndTooEarly(int bytes) throws IOException {
        VolumeId bad = VolumeId.random();
        Files.write(image(bad), Arrays.copyOf(Files.readAllBytes(image(good)), bytes));

        if (bytes < 200_000) {
            assertThat(repository.scan().volumes()).extracting(Volume::id).contains(good);
            disk.expect(good, 1, 0, MIB);
        }
        repository.delete(bad);
        assertThat(image(bad)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 16, 20, 24, 32, 36, 40, 72})
    void believesNoHeaderThatCannotBe(int offset) throws IOException {
        VolumeId bad = VolumeId.random();
        Files.copy(image(good), image(bad));
        try (var file = FileChannel.open(image(bad), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}), offset);
        }

        scanFindsOnlyTheGoodVolume();
        assertFails(Kind.CORRUPT, () -> repository.attach(bad, "guest", Access.READ));
    }

    @Test
    void throwsNothingAwayWhileAnImageIsUnreadable() throws IOException {
        VolumeId clone = cloneOf(good);
        disk.write(clone, 2, 0, 4096);
        byte[] cloneHead = Arrays.copyOf(Files.readAllBytes(image(clone)), 512);
        patch(image(clone), new byte[512]);
        repository.delete(good);
        repository.scan();

        patch(image(clone), cloneHead); // the admin has repaired it
        repository.scan();
        disk.expect(clone, 2, 0, 4096);
        disk.expect(clone, 1, 4096, MIB - 4096);
    }

    private static void patch(Path file, byte[] head) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(head), 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "42",
                "{\"snapshot_of\":\"../../etc\"}",
                "{\"snapshot_time\":\"yesterday\"}",
                "{\"name\":{\"a\":1},\"keys\":[1],\"read_only\":\"x\"}"
            })
    void listsAVolumeWhoseLabelsAreDamaged(String json) throws IOException {
        Files.writeString(sr.resolve(good + ".json"), json);

        assertThat(repository.scan().volumes())
                .singleElement()
                .satisfies(volume -> assertThat(volume.labels().name()).isEmpty());
        disk.expect(good, 1, 0, MIB);
        assertThat(repository.relabel(good, LABELS).labels()).isEqualTo(LABELS);
        assertThat(repository.scan().remarks()).isEmpty();
    }

    @Test
    void readsNoLabelsWithoutEnd() throws IOException {
        Files.writeString(sr.resolve(good + ".json"), "[".repeat(3 << 20));
        assertThat(repository.scan().remarks()).hasSize(1);
        Files.writeString(sr.resolve(good + ".json"), "[".repeat(1 << 20));
        assertThat(repository.scan().remarks()).hasSize(1);
        assertFails(Kind.INVALID, () -> new VolumeLabels("x".repeat(200_000), "", "user", Map.of()));
    }

    @Test
    void keepsLabelsOfAllCharacters() {
        var text = new StringBuilder();
        for (char c = 0; c < 0x300; c++) {
            text.append(c);
        }
        text.append("\u2028\ud83d\ude00\ud800"); // a pair, and half of one
        var labels = new VolumeLabels(text.toString(), "\"}", "user", Map.of("", "\n", "k", "\0"));
        repository.relabel(good, labels);

        VolumeLabels kept = repository.scan().volumes().get(0).labels();
        assertThat(kept.keys()).isEqualTo(labels.keys());
        assertThat(kept.name().substring(0, 0x303)).isEqualTo(labels.name().substring(0, 0x303));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sr",
                "./sr",
                "/tmp/../etc",
                "/tmp/./x",
                "/tmp//x/..",
                "/tmp/a\nb",
                "/tmp/\u0000",
                "file:///tmp",
                ""
            })
    void acceptsNoPlaceThatIsNotPlainlyOne(String location) {
        var bad = new RepositorySpec(UUID.randomUUID(), Map.of("location", location));

        assertFails(Kind.INVALID, () -> backend.create(bad));
        assertFails(Kind.INVALID, () -> backend.attach(bad));
        assertFails(Kind.INVALID, () -> backend.destroy(bad));
    }

    @Test
    void takesOverNoFolderThatHoldsSomething() throws IOException {
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("file"), "mine");
        var spec = new RepositorySpec(UUID.randomUUID(), Map.of("location", full.toString()));

        assertFails(Kind.NOT_EMPTY, () -> backend.create(spec));
        assertFails(Kind.NOT_FOUND, () -> backend.attach(spec));
        backend.destroy(spec);
        assertThat(full.resolve("file")).hasContent("mine");
    }

    @Test
    void attachesNoOtherRepositoryThanTheOneMeant() {
        repository.close();
        var other = new RepositorySpec(UUID.randomUUID(), spec.configuration());

        assertFails(Kind.INVALID, () -> backend.attach(other));
        assertFails(Kind.INVALID, () -> backend.destroy(other));
        assertThat(image(good)).exists();
    }

    @Test
    void leavesStrangersBehindWhenDestroyed() throws IOException {
        Files.writeString(sr.resolve("notes.txt"), "mine");
        repository.delete(good);
        repository.close();
        backend.destroy(spec);

        assertThat(sr).isDirectoryContaining("glob:**/notes.txt");
        assertThat(sr.resolve("repository.json")).doesNotExist();
    }

    @Test
    void isAttachedByOneDaemonAtATime() {
        var otherDaemon = new DirectoryBackend("file", QEMU_IMG);

        assertFails(Kind.IN_USE, () -> otherDaemon.attach(spec));
        repository.close();
        repository = otherDaemon.attach(spec);
        assertFails(Kind.IN_USE, () -> backend.attach(spec));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-1-1-1-1", "../../../../etc/passwd", "00000000-0000-0000-0000-00000000000g", " "})
    void namesVolumesByUuidsOnly(String text) {
        assertFails(Kind.INVALID, () -> VolumeId.parse(text));
        assertFails(Kind.INVALID, () -> VolumeId.parse(good + "\n"));
    }
}
