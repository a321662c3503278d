package io.xapid.storage.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.xapid.storage.Access;
import io.xapid.storage.AttachedVolume;
import io.xapid.storage.NewVolume;
import io.xapid.storage.QemuImg;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.Scan;
import io.xapid.storage.Transfer;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stops the daemon dead before each single change that a verb makes to the files, and looks at what is left. */
class PowerCutTest {
    private static final long MIB = 1 << 20;
    private static final VolumeLabels LABELS = VolumeLabels.named("disk");
    private static final QemuImg QEMU_IMG = new QemuImg(Path.of("/usr/bin/qemu-img"));
    private static final int MOST_CHANGES = 60;

    /** Volume with pattern 1, snapshotted with that content, and then written with pattern 2. */
    private static final VolumeId VOLUME = VolumeId.parse("00000000-0000-0000-0000-000000000001");

    private static final VolumeId SNAPSHOT = VolumeId.parse("00000000-0000-0000-0000-000000000002");

    /** Stands alone, with pattern 3. */
    private static final VolumeId OTHER = VolumeId.parse("00000000-0000-0000-0000-000000000003");

    private static final VolumeId NEW = VolumeId.parse("00000000-0000-0000-0000-000000000004");

    @TempDir
    Path folder = Path.of("/nonexistent");

    private Optional<RepositorySpec> template = Optional.empty();

    /** What nothing can catch, as a killed process catches nothing. */
    private static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Lets some changes pass, and after that none, not even those that clean up. */
    private static final class Fuse implements Runnable {
        private int left;

        Fuse(int left) {
            this.left = left;
        }

        @Override
        public void run() {
            if (left-- <= 0) {
                left = 0;
                throw new PowerCut();
            }
        }
    }

    /**
     * A verb.
     *
     * @param pattern what is then on the disk NEW; less than 0 if it makes none
     */
    private record Verb(String name, int pattern, Consumer<Repository> work) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Verb> verbs() {
        return List.of(
                new Verb("create", 0, r -> r.create(new NewVolume(NEW, LABELS, MIB))),
                new Verb("clone a written volume", 2, r -> r.clone(VOLUME, NEW, LABELS)),
                new Verb("clone an unwritten volume", 1, r -> r.clone(SNAPSHOT, NEW, LABELS)),
                new Verb("snapshot a plain volume", 3, r -> r.snapshot(OTHER, NEW, LABELS)),
                new Verb(
                        "copy",
                        2,
                        r -> r.copyWithin(VOLUME, new NewVolume(NEW, LABELS, 3 * MIB), Transfer.unwatched())),
                new Verb("delete all children", -1, r -> {
                    r.delete(SNAPSHOT);
                    r.delete(VOLUME);
                }),
                new Verb("delete a plain volume", -1, r -> r.delete(OTHER)),
                new Verb("fill", -1, r -> {
                    r.delete(VOLUME);
                    r.fill(OTHER, r.attach(SNAPSHOT, "copy", Access.READ), Transfer.unwatched());
                    r.detach(SNAPSHOT, "copy");
                }),
                new Verb("patch", -1, r -> {
                    AttachedVolume source = r.attach(SNAPSHOT, "copy", Access.READ);
                    r.patch(OTHER, source, r.attach(VOLUME, "copy", Access.READ), Transfer.unwatched());
                    r.detach(SNAPSHOT, "copy");
                    r.detach(VOLUME, "copy");
                }),
                new Verb("resize", -1, r -> r.resize(VOLUME, 3 * MIB)),
                new Verb("relabel", -1, r -> r.relabel(VOLUME, VolumeLabels.named("new"))),
                new Verb("merge", -1, r -> {
                    r.delete(SNAPSHOT);
                    r.tidy(Transfer.unwatched());
                }));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void happensEntirelyOrNotAtAllWhereverItIsCut(Verb verb) throws IOException {
        for (int changes = 0; changes < MOST_CHANGES; changes++) {
            RepositorySpec spec = prepared();
            boolean whole = runs(spec, verb.work, changes);
            try (Repository repository = backend().attach(spec)) {
                check(repository, verb, whole);
                checkNoDebris(spec);
                if (!whole) {
                    finish(repository, verb);
                }
            }
            if (whole) {
                assertThat(changes).as("changes it takes").isPositive();
                return;
            }
        }
        fail("it never ended");
    }

    private static DirectoryBackend backend() {
        return new DirectoryBackend("file", QEMU_IMG);
    }

    private RepositorySpec newSpec() {
        UUID id = UUID.randomUUID();
        return specAt(id, folder.resolve(id.toString()));
    }

    private static RepositorySpec specAt(UUID id, Path place) {
        return new RepositorySpec(id, Map.of("location", place.toString()));
    }

    /** A fresh copy of a repository with the volumes that the verbs work on. */
    private RepositorySpec prepared() throws IOException {
        if (template.isEmpty()) {
            template = Optional.of(makeTemplate());
        }
        Path from = Path.of(template.get().require("location"));
        Path to = Files.createDirectory(folder.resolve("copy-" + UUID.randomUUID()));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return specAt(template.get().id(), to);
    }

    private RepositorySpec makeTemplate() {
        RepositorySpec spec = newSpec();
        backend().create(spec);
        try (Repository repository = backend().attach(spec)) {
            var disk = new Disk(repository);
            for (VolumeId id : List.of(VOLUME, OTHER)) {
                repository.create(new NewVolume(id, LABELS, 2 * MIB));
            }
            disk.write(OTHER, 3, 0, MIB);
            disk.write(VOLUME, 1, 0, MIB);
            repository.snapshot(VOLUME, SNAPSHOT, LABELS);
            disk.write(VOLUME, 2, 0, MIB);
        }
        return spec;
    }

    private static boolean runs(RepositorySpec spec, Consumer<Repository> work, int changes) {
        var fuse = new Fuse(1_000);
        var backend = new DirectoryBackend("file", QEMU_IMG, new DurableFiles(fuse));
        try (Repository repository = backend.attach(spec)) {
            fuse.left = changes;
            work.accept(repository);
            return true;
        } catch (PowerCut cut) {
            return false;
        }
    }

    private static void check(Repository repository, Verb verb, boolean whole) {
        Scan scan = repository.scan();
        assertThat(scan.remarks()).isEmpty();
        List<VolumeId> visible = scan.volumes().stream()
                .filter(volume -> !volume.hidden())
                .map(Volume::id)
                .toList();
        var disk = new Disk(repository);
        for (VolumeId id : visible) {
            repository.detach(repository.attach(id, "guest", Access.READ).volume(), "guest");
        }
        if (visible.contains(VOLUME)) {
            disk.expect(VOLUME, 2, 0, MIB);
            disk.expect(VOLUME, 0, MIB, MIB);
        }
        if (visible.contains(SNAPSHOT)) {
            disk.expect(SNAPSHOT, 1, 0, MIB);
        }
        if (visible.contains(OTHER)) {
            boolean fills = Set.of("fill", "patch").contains(verb.name);
            boolean filled = fills && disk.holds(OTHER, 1, 0, MIB);
            disk.expect(OTHER, filled ? 1 : 3, 0, MIB);
            assertThat(filled || !whole || !fills).isTrue();
        }
        if (visible.contains(NEW)) {
            disk.expect(NEW, verb.pattern, 0, MIB);
        }
        if (verb.pattern >= 0) {
            assertThat(visible).contains(VOLUME, SNAPSHOT, OTHER);
            assertThat(visible.contains(NEW) || !whole).isTrue();
        }
    }

    private static void checkNoDebris(RepositorySpec spec) throws IOException {
        var layout = new Layout(Path.of(spec.require("location")));
        var contents = new Images(layout).read();
        assertThat(contents.temporaries()).isEmpty();
        assertThat(contents.sidecars())
                .containsExactlyInAnyOrderElementsOf(contents.volumes().keySet());
        assertThat(contents.bases().keySet()).allMatch(base -> contents.childrenOf(base) > 0);
        try (Stream<Path> files = Files.list(layout.root())) {
            assertThat(files)
                    .hasSize(contents.volumes().size() * 2 + contents.bases().size() + 2);
        }
    }

    /** What was cut short can be done after all. */
    private static void finish(Repository repository, Verb verb) {
        if (verb.pattern >= 0) {
            repository.delete(NEW);
        }
        verb.work.accept(repository);
        check(repository, verb, true);
    }

    @Test
    void makesARepositoryEntirelyOrNotAtAll() {
        for (int changes = 0; changes < MOST_CHANGES; changes++) {
            RepositorySpec spec = newSpec();
            var fuse = new Fuse(changes);
            try {
                new DirectoryBackend("file", QEMU_IMG, new DurableFiles(fuse)).create(spec);
                return;
            } catch (PowerCut cut) {
                var layout = new Layout(Path.of(spec.require("location")));
                if (!Files.exists(layout.marker())) {
                    backend().create(spec);
                }
                backend().attach(spec).close();
            }
        }
        fail("it never ended");
    }

    @Test
    void destroysARepositoryEntirelyOrCanDoSoLater() {
        for (int changes = 0; changes < MOST_CHANGES; changes++) {
            RepositorySpec spec = newSpec();
            backend().create(spec);
            var fuse = new Fuse(changes);
            try {
                new DirectoryBackend("file", QEMU_IMG, new DurableFiles(fuse)).destroy(spec);
                assertThat(Path.of(spec.require("location"))).doesNotExist();
                return;
            } catch (PowerCut cut) {
                backend().destroy(spec);
                backend().create(spec);
                backend().destroy(spec);
            }
        }
        fail("it never ended");
    }
}
