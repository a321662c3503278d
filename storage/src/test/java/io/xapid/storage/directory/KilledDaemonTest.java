package io.xapid.storage.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.storage.NewVolume;
import io.xapid.storage.QemuImg;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.Transfer;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A process that works on a repository, killed at any moment: what it has said is done must be there. */
class KilledDaemonTest extends DirectoryFixture {
    private static final int BLOCK = 4_096;

    /** Works until it is killed, and says on its output what it does. */
    static final class Worker {
        private final Repository repository;
        private final Disk disk;
        private final Random random = new Random();
        private final List<VolumeId> volumes = new ArrayList<>();
        private final Map<VolumeId, Integer> patterns = new HashMap<>();
        private long sizeMib = 1;

        private Worker(Repository repository) {
            this.repository = repository;
            this.disk = new Disk(repository);
        }

        /** Takes the id and the folder of a repository, a qemu-img, and what to do: {@code copy} or {@code anything}. */
        public static void main(String[] arguments) {
            var spec = new RepositorySpec(UUID.fromString(arguments[0]), Map.of("location", arguments[1]));
            Repository repository = new DirectoryBackend("file", new QemuImg(Path.of(arguments[2]))).attach(spec);
            var worker = new Worker(repository);
            if (arguments[3].equals("copy")) {
                VolumeId source = repository.scan().volumes().get(0).id();
                var transfer = new Transfer(part -> say("%", source, 0));
                repository.copyWithin(source, new NewVolume(VolumeId.random(), LABELS, 64 * MIB), transfer);
                return;
            }
            while (true) {
                worker.step();
            }
        }

        private void step() {
            int choice = volumes.size() < 2 ? 0 : random.nextInt(6);
            switch (choice) {
                case 0 -> filled(make());
                case 1 ->
                    filled(repository.clone(any(), VolumeId.random(), LABELS).id());
                case 2 -> {
                    VolumeId of = any();
                    say("+", repository.snapshot(of, VolumeId.random(), LABELS).id(), patternOf(of));
                    filled(of);
                }
                case 3 -> {
                    VolumeId doomed = volumes.remove(random.nextInt(volumes.size()));
                    say("?", doomed, 0);
                    repository.delete(doomed);
                    say("-", doomed, 0);
                }
                case 4 -> repository.tidy(Transfer.unwatched());
                default -> repository.resize(any(), ++sizeMib * MIB);
            }
        }

        private VolumeId make() {
            return repository
                    .create(new NewVolume(VolumeId.random(), LABELS, MIB))
                    .id();
        }

        private VolumeId any() {
            return volumes.get(random.nextInt(volumes.size()));
        }

        private int patternOf(VolumeId volume) {
            return patterns.getOrDefault(volume, 0);
        }

        private void filled(VolumeId volume) {
            int pattern = 1 + random.nextInt(250);
            say("?", volume, 0);
            disk.write(volume, pattern, 0, BLOCK);
            patterns.put(volume, pattern);
            if (!volumes.contains(volume)) {
                volumes.add(volume);
            }
            say("+", volume, pattern);
        }

        private static void say(String what, VolumeId volume, int pattern) {
            System.out.println(what + " " + volume + " " + pattern);
            System.out.flush();
        }
    }

    private Process startWorker(String what) throws IOException {
        repository.close(); // it is the worker's now
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        spec.id().toString(),
                        spec.require("location"),
                        slowQemuImg().toString(),
                        what)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @RepeatedTest(5)
    void keepsWhatHasBeenAcknowledged() throws Exception {
        Process worker = startWorker("anything");
        var acknowledged = new HashMap<VolumeId, Integer>();
        var random = new Random();
        int patience = 3 + random.nextInt(20);
        try (var said = worker.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                note(line, acknowledged);
                if (--patience == 0) {
                    CompletableFuture.delayedExecutor(random.nextInt(300), TimeUnit.MILLISECONDS)
                            .execute(worker.toHandle()::destroyForcibly);
                }
            }
        } finally {
            worker.toHandle().destroyForcibly();
        }
        assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).as("how it ended: killed").isEqualTo(128 + 9);
        assertThat(patience).as("things it was to do yet").isLessThanOrEqualTo(0);

        awaitNoQemu();
        repository = backend.attach(spec);
        disk = new Disk(repository);
        assertThat(repository.scan().remarks()).isEmpty();
        acknowledged.forEach((volume, pattern) -> disk.expect(volume, pattern, 0, BLOCK));
        repository.tidy(Transfer.unwatched());
        acknowledged.forEach((volume, pattern) -> disk.expect(volume, pattern, 0, BLOCK));
        for (Volume volume : repository.scan().volumes()) {
            if (!volume.hidden()) {
                repository.delete(volume.id());
            }
        }
        assertThat(repository.scan().volumes()).isEmpty();
        assertThat(folder.resolve("sr")).isDirectoryNotContaining("glob:**/*.{tmp,qcow2}");
    }

    private static void note(String line, Map<VolumeId, Integer> acknowledged) {
        String[] words = line.split(" ");
        if (words.length < 3) {
            return; // it was killed while saying it
        }
        VolumeId volume = VolumeId.parse(words[1]);
        if (words[0].equals("+")) {
            acknowledged.put(volume, Integer.parseInt(words[2]));
        } else {
            acknowledged.remove(volume); // under way: either is right
        }
    }

    @Test
    void takesItsCopiesWithIt() throws Exception {
        VolumeId source = make(64 * MIB);
        disk.write(source, 1, 0, 64 * MIB);
        Process worker = startWorker("copy");
        try (var said = worker.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).startsWith("%");
            worker.toHandle().destroyForcibly();
            assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            worker.destroyForcibly();
        }

        awaitNoQemu();
        repository = backend.attach(spec);
        assertThat(repository.scan().volumes()).extracting(Volume::id).containsExactly(source);
        assertThat(folder.resolve("sr")).isDirectoryNotContaining("glob:**/.tmp-*");
        repository.delete(source);
    }

    /** A killed process takes a moment to be gone, and the tools that it ran, too. */
    private void awaitNoQemu() throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (ProcessHandle.allProcesses()
                .anyMatch(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("qemu") && line.contains(folder.toString()))
                        .isPresent())) {
            assertThat(Instant.now()).as("tools are still running").isBefore(end);
            Thread.sleep(20);
        }
    }
}
