package io.xapid.system;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * {@link Torture} for a night, as {@code scripts/torture} starts it. It ends at the first loss, and keeps what an
 * investigation needs: the state as the last kill left it, the state as the daemon made of it, and its output and log.
 */
final class NightRun {
    private static final long LARGEST_STATE_BYTES = 1L << 30; // a state that small which grows so large is a fault too
    private static final Duration LINE_EVERY = Duration.ofMinutes(1);

    private final NightOptions options;
    private final Path work;
    private final Instant began = Instant.now();
    private final AtomicBoolean over = new AtomicBoolean();
    private Instant told = Instant.EPOCH;
    private volatile String progress = "0 rounds";

    private NightRun(NightOptions options) {
        this.options = options;
        this.work = options.directory().resolve("run-" + ProcessHandle.current().pid());
    }

    public static void main(String[] arguments) throws IOException {
        NightOptions options;
        try {
            options = NightOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException bad) {
            System.err.println("torture: " + bad.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new NightRun(options).run());
    }

    private int run() throws IOException {
        sweep();
        Files.createDirectories(work);
        System.out.println("torture: " + options + ", in " + work);
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted, "interrupted"));
        try (var torture = new Torture(work.resolve("state"), options.seed(), this::keep)) {
            try {
                rounds(torture);
            } catch (Exception | AssertionError loss) {
                return failed(Optional.of(torture), loss);
            }
        } catch (Exception | AssertionError beginning) {
            return failed(Optional.empty(), beginning);
        }
        return passed();
    }

    private void rounds(Torture torture) throws Exception {
        while (torture.rounds() < options.rounds() && Instant.now().isBefore(began.plus(options.longest()))) {
            torture.round();
            long bytes = size(work);
            if (bytes > LARGEST_STATE_BYTES) {
                throw new AssertionError("the state has grown to %d MiB".formatted(bytes >> 20));
            }
            tell(torture, bytes);
        }
    }

    private void tell(Torture torture, long bytes) {
        progress = String.format(
                Locale.ROOT,
                "%d rounds, %d kills, %d acknowledged writes all there, %d MiB on disk, %s",
                torture.rounds(),
                torture.kills(),
                torture.writes(),
                bytes >> 20,
                elapsed());
        if (options.terminal()) {
            System.out.print("\r\033[K" + progress);
            System.out.flush();
        } else if (Instant.now().isAfter(told.plus(LINE_EVERY))) {
            told = Instant.now();
            System.out.println(progress);
        }
    }

    private int passed() throws IOException {
        over.set(true);
        delete(work);
        System.out.println(
                (options.terminal() ? "\r\033[K" : "") + "torture: passed: " + progress + ", seed " + options.seed());
        return 0;
    }

    private int failed(Optional<Torture> torture, Throwable loss) throws IOException {
        if (!over.compareAndSet(false, true)) {
            return 1; // interrupted, which is told there
        }
        Path evidence = options.directory().resolve("failed-" + began.toString().replace(':', '.'));
        torture.ifPresent(Torture::close); // so that nothing changes any more
        Files.writeString(work.resolve("report.txt"), report(loss));
        Files.move(work, evidence);
        System.out.println(
                (options.terminal() ? "\n" : "") + "torture: FAILED after " + progress + ", seed " + options.seed());
        System.out.println(String.valueOf(loss.getMessage()).strip());
        System.out.println("torture: evidence is kept in " + evidence);
        return 1;
    }

    private String report(Throwable loss) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        out.printf("%s%nbegan %s, failed %s%nbefore: %s%n", options, began, Instant.now(), progress);
        out.println("killed/ is the state as the last kill left it, state/ what the daemon made of it");
        loss.printStackTrace(out);
        out.flush();
        return text.toString();
    }

    private void interrupted() {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        System.out.println(
                (options.terminal() ? "\n" : "") + "torture: interrupted: " + progress + ", seed " + options.seed());
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
        try {
            delete(work);
        } catch (IOException left) {
            System.out.println("torture: " + work + " cannot be removed: " + left);
        }
    }

    private String elapsed() {
        Duration took = Duration.between(began, Instant.now());
        return "%d:%02d:%02d".formatted(took.toHours(), took.toMinutesPart(), took.toSecondsPart());
    }

    /** One copy, of the latest kill. */
    private void keep(Path stateDirectory) throws IOException {
        Path copy = work.resolve("killed");
        delete(copy);
        try (Stream<Path> all = Files.walk(stateDirectory)) {
            for (Path from : all.sorted().toList()) {
                Path to = copy.resolve(stateDirectory.relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectories(to);
                } else if (Files.isRegularFile(from)) {
                    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** Takes away what runs have left that were killed. */
    private void sweep() throws IOException {
        Files.createDirectories(options.directory());
        try (Stream<Path> entries = Files.list(options.directory())) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (name.matches("run-[0-9]{1,10}")
                        && ProcessHandle.of(Long.parseLong(name.substring(4))).isEmpty()) {
                    delete(entry);
                }
            }
        }
    }

    private static long size(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.toList()) {
                bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
            }
        }
        return bytes;
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
